import type { Rule } from './rule.js';

const ARTICLE = 'greenkeydigital.com/salesforce-integration';

/**
 * The rules between Salesforce and Account Engagement, AE-1 to AE-20.
 *
 * Source: the project's source article, one rule a sentence; reference engagement A.0.
 */
const RULES: readonly Rule[] = [
  rule(
    1,
    'Account Engagement and Salesforce stay two systems; data flows both ways between them, field by field.',
    [
      'fieldBehavior.*',
      'nullOverwriteFromSalesforce',
      'autoChangeEmail',
      'autoDeleteMerge',
      'syncOpportunities',
      'connectedCampaigns',
      'memberSync',
      'syncEmailsWithCrm',
    ],
    'A.1, A.7, A.10, A.14',
  ),
  rule(2, 'Assignment decides when a prospect goes to Salesforce: without one, no record is created there.', ['reverseSync'], 'A.3'),
  rule(
    3,
    "When a prospect is assigned to a salesperson, Salesforce gets a new lead with the prospect's information.",
    ['createRecordAs', 'reverseSync'],
    'A.3, A.7',
  ),
  rule(4, 'An assignment is started by hand, by an automation rule, or by a completion action.', [], 'A.2, D'),
  rule(
    5,
    "An assignment is to a user, a group, a queue, or Salesforce's active assignment rules.",
    ['createRecordAs', 'connectorUser', 'autoMatchUsers', 'userSync'],
    'A.2',
  ),
  rule(6, 'Each way to start an assignment goes with each target: twelve combinations.', [], 'A.2'),
  rule(7, 'One order decides for a prospect: an existing record first, else a new one if it is assigned, else it waits.', [], 'A.3'),
  rule(8, 'Leads and contacts come to Account Engagement under one box: *Automatically create prospects*.', ['autoCreateProspects'], 'A.4'),
  rule(
    9,
    "The connector's settings can be seen and changed on its page, at any time, and hold from then on.",
    [
      'paused',
      'marketingDataSharing',
      'autoChangeEmail',
      'autoDeleteMerge',
      'autoMatchUsers',
      'userSync',
      'connectedCampaigns',
      'memberSync',
    ],
    'A.13',
  ),
  rule(10, 'With the box checked, any new lead or contact becomes a prospect.', ['autoCreateProspects', 'defaultCampaignId'], 'A.4'),
  rule(11, 'A prospect is created only for a lead or contact with an email address.', [], 'A.4'),
  rule(12, 'The box is not retroactive.', ['autoCreateProspects'], 'A.4'),
  rule(
    13,
    'Leads and contacts of a time when the box was unchecked are not added when it is checked again.',
    ['autoCreateProspects'],
    'A.4',
  ),
  rule(14, 'Only leads and contacts that are created while the box is checked come over, upon creation.', ['autoCreateProspects'], 'A.4'),
  rule(15, 'Records without a CRM ID are matched by their email address.', ['matchByEmailWhenNoCrmId', 'strictSetting'], 'A.5, A.6'),
  rule(16, 'A trade-show list without CRM IDs is compared by email address alone, never by name.', ['matchByEmailWhenNoCrmId'], 'A.6'),
  rule(
    17,
    'Whoever is in Account Engagement already is not imported a second time.',
    ['matchByEmailWhenNoCrmId', 'importMatchOutcome'],
    'A.6',
  ),
  rule(
    18,
    'With the box checked, partner and customer portal users cannot be chosen as the CRM Username of an Account Engagement user.',
    ['excludePartnerAndPortalUsers'],
    'A.8',
  ),
  rule(
    19,
    'With the box checked, the fields of the AppExchange package (score, grade and so on) are not written to Salesforce.',
    ['stopSyncingPackageFields'],
    'A.9',
  ),
  rule(
    20,
    "Business units that share a Salesforce record do not overwrite each other's package fields when all but one stop syncing them.",
    ['stopSyncingPackageFields'],
    'A.9',
  ),
];

/** What the project decided where the sources are silent, ambiguous or contradict each other. Source: reference engagement A.16. */
const DECISIONS: readonly Rule[] = [
  decision(1, 'Salesforce assignment rules run for a new lead only when the target is the active assignment rule.', 'A.2'),
  decision(2, 'A group without an active member assigns nobody, and shows an error.', 'A.2'),
  decision(3, 'A Salesforce owner without a user in the business unit leaves the prospect without an assigned user.', 'A.2'),
  decision(4, 'A linked record that the connector user cannot see is left alone, with a sync error.', 'A.3'),
  decision(5, 'An unassigned prospect is tied to an existing record; only creating one needs an assignment.', 'A.3'),
  decision(6, 'LastName and Company that Salesforce demands and the prospect lacks are `[[unknown]]`.', 'A.3'),
  decision(7, 'The instant of creation decides about a new prospect, however late the cycle runs.', 'A.4', ['autoCreateProspects']),
  decision(8, 'A contact that a conversion made was created then.', 'A.4', ['autoCreateProspects']),
  decision(9, 'Where an email is unique, matching by it does not depend on the setting.', 'A.5', [
    'matchByEmailWhenNoCrmId',
    'strictSetting',
  ]),
  decision(10, 'Contacts match before leads.', 'A.5'),
  decision(11, 'Of several records with an email, the one with the latest activity matches; then the oldest, then the lowest id.', 'A.5'),
  decision(12, 'An imported row that matches by email is skipped, not used as an update.', 'A.6', ['importMatchOutcome']),
  decision(13, 'A partner or portal user who was mapped before the box was checked counts as no mapping.', 'A.8', [
    'excludePartnerAndPortalUsers',
  ]),
  decision(14, 'Switching package fields on or off writes nothing by itself; each prospect follows at its next sync.', 'A.9', [
    'stopSyncingPackageFields',
  ]),
  decision(15, 'A record that leaves data sharing stops syncing; its prospect stays.', 'A.9', ['marketingDataSharing']),
  decision(16, "When both merged records have prospects, the winner's stays, with the winner's address.", 'A.10', ['autoDeleteMerge']),
  decision(17, 'After an account merge the prospect account of the loser is archived, and its prospects follow.', 'A.10'),
  decision(18, "A lead that is converted into a contact with a prospect of its own is merged into that contact's prospect.", 'A.10'),
  decision(19, 'A prospect that loses its record to another prospect with the new address stays active and unlinked.', 'A.11', [
    'autoChangeEmail',
  ]),
  decision(20, 'A cycle handles deletes and merges first, then what comes down, then what goes up; by time, then by id.', 'A.12'),
  decision(24, 'Account Engagement takes a null userId through API v5 only behind a switch.', 'B.4', ['unassignThroughApi']),
  decision(26, 'Automation rules look at a prospect when it changes and at every tick, in the order of their ids.', 'D.2'),
  decision(27, 'Groups pass over users who are inactive.', 'D.7'),
  decision(28, 'A record that the connector user cannot see waits until it is modified.', 'A.4'),
];

/** The catalogue between Salesforce and Account Engagement. */
export const ENGAGEMENT_RULES: readonly Rule[] = [...RULES, ...DECISIONS];

function rule(number: number, text: string, settings: readonly string[], refined: string): Rule {
  return { id: `AE-${number}`, flow: 'engagement', text, source: `${ARTICLE}; reference engagement ${refined}`, settings: keys(settings) };
}

function decision(number: number, text: string, refined: string, settings: readonly string[] = []): Rule {
  return {
    id: `D-${number}`,
    flow: 'engagement',
    text,
    source: `decision of the project; reference engagement ${refined}`,
    settings: keys(settings),
  };
}

function keys(settings: readonly string[]): readonly string[] {
  return settings.map((key) => `engagement.${key}`);
}
