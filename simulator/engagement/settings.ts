import type { SettingDefinition } from '../kernel/settings.js';
import { SettingsBook } from '../kernel/settings.js';
import type { BusinessUnit } from './records.js';
import { checkDataSharing } from './settings-data-sharing.js';
import { checkCustomBehavior, checkFieldBehavior, FIELD_BEHAVIOR_DEFAULTS } from './settings-fields.js';
import { checkUserSync } from './settings-user-sync.js';
import { customFieldNamed } from './state/custom-fields.js';
import { SCORE_DEFAULTS } from './state/score-rules.js';
import { rescoreUnit } from './state/scoring.js';
import type { Engagement } from './state.js';

/** The connector's settings page of one business unit, with the scoring page beside it. */
export class ConnectorSettings extends SettingsBook {
  constructor(
    private readonly engagement: Engagement,
    private readonly unit: BusinessUnit,
    isMain: boolean,
  ) {
    super(engagement.world, unit.key, definitions(engagement, unit, isMain), engagement.tables.settings);
  }

  /** Saves; a change of the scoring rules scores everybody anew. Source: help.pardot.com 2127224: retroactive for everyone. */
  override save(values: Readonly<Record<string, unknown>>, by: string): void {
    this.engagement.transact(() => {
      super.save(values, by);
      if (Object.keys(values).some((key) => key.startsWith('scoring.'))) rescoreUnit(this.engagement, this.unit.key);
    });
  }
}

/**
 * Every key of the page.
 *
 * Source:  help, "Salesforce Connector Settings"; defaults as the project's reference of connector settings has them.
 * Refuses: boxes that a unit with several prospects per email keeps fixed; *Automatically delete or merge* without
 *          *Automatically change email addresses*.
 */
function definitions(engagement: Engagement, unit: BusinessUnit, isMain: boolean): readonly SettingDefinition[] {
  const isAmpsea = unit.allowMultipleProspectsPerEmail;
  const page = 'help, "Salesforce Connector Settings"';
  const box = (key: string, label: string, value: boolean, check: SettingDefinition['check'] = isBox): SettingDefinition => ({
    key,
    default: value,
    label,
    source: page,
    check,
  });
  return [
    box(
      'autoCreateProspects',
      'Automatically create prospects in Account Engagement if they are created as a Lead or Contact in Salesforce',
      false,
    ),
    {
      key: 'defaultCampaignId',
      default: firstCampaign(engagement, unit.key),
      label: 'Campaign for automatically created prospects',
      source: 'KB 2016',
      check: (value) => checkCampaign(engagement, unit.key, value),
    },
    box('autoChangeEmail', 'Automatically change email addresses to reflect changes in Salesforce', true, (value, all) =>
      isAmpsea ? isFixed(true, value) : (isBox(value, all) ?? mergeNeedsEmail(all)),
    ),
    box('autoMatchUsers', 'Match Salesforce and Account Engagement users by email', false),
    box(
      'autoDeleteMerge',
      'Automatically delete or merge prospects if their Salesforce records are deleted or merged',
      isAmpsea,
      (value, all) => (isAmpsea ? isFixed(true, value) : (isBox(value, all) ?? mergeNeedsEmail(all))),
    ),
    box('matchByEmailWhenNoCrmId', 'If records do not have a CRM ID to match when syncing, use an email address to match', true),
    box('excludePartnerAndPortalUsers', 'Exclude Salesforce "Partner" and "Customer Portal" users from Prospect assignment', false),
    box('stopSyncingPackageFields', 'Stop syncing Account Engagement package fields', false),
    box('overwriteOptedOut', 'Overwrite prospect Opted Out (withdrawn)', false, (value) => isFixed(false, value)),
    { key: 'syncEmailsWithCrm', default: null, label: 'Sync emails with the CRM', source: page, check: checkEmailSync },
    box('allowEditInCrm', 'Allow editing in the CRM', false),
    box('nullOverwriteFromSalesforce', 'Null overwrite from Salesforce (Support)', false),
    {
      key: 'createRecordAs',
      default: 'Lead',
      label: 'Create records as (Support)',
      source: page,
      check: oneOf('Lead', 'Contact', 'PersonAccount'),
    },
    box('personAccounts', 'Person accounts (Support)', false),
    box('syncOpportunities', 'Sync opportunities', true),
    box('reverseSync', 'Reverse sync', false),
    box('paused', 'Connector paused', !isMain),
    {
      key: 'connectorUser',
      default: connectorUser(engagement),
      label: 'Connector user',
      source: page,
      check: (value) => checkOrgUser(engagement, value),
    },
    { key: 'marketingDataSharing', default: null, label: 'Marketing Data Sharing', source: page, check: checkDataSharing },
    { key: 'userSync', default: null, label: 'User Sync', source: page, check: checkUserSync },
    box('connectedCampaigns', 'Connected Campaigns', false),
    box('memberSync', 'Campaign Member Sync', false, (value, all) =>
      value === true && all['connectedCampaigns'] !== true ? 'needs Connected Campaigns' : isBox(value, all),
    ),
    box('useAccountOwnerForPersonAccounts', 'Use the account owner for person accounts', false),
    ...fieldBehaviors(engagement, unit.key, isAmpsea),
    ...scoringRules(),
    ...projectOptions(),
  ];
}

/** Choices where the sources are silent or contradict each other; see the decisions in the project's reference. */
function projectOptions(): readonly SettingDefinition[] {
  const option = (key: string, value: unknown, label: string, source: string, check: SettingDefinition['check']): SettingDefinition => ({
    key,
    default: value,
    label,
    source,
    check,
  });
  return [
    option('importMatchOutcome', 'skip', 'What an import does with a row that matches by email', 'D-12', oneOf('skip', 'update')),
    option('strictSetting', false, 'Obey the email match setting also where emails are unique', 'D-9', isBox),
    option('unassignThroughApi', false, 'Let API v5 unassign with userId null', 'D-24', isBox),
    option('callsPerMinute', null, 'Calls of clients a minute (error 202); none is no limit', 'B.13: the vendor names no number', isCount),
    option('rateLimitStatus', 429, 'HTTP status of API v5 where a rate is exhausted', 'D-22', (value) => {
      return value === 429 || value === 400 ? null : 'must be 429 or 400';
    }),
  ];
}

function isCount(value: unknown): string | null {
  return value === null || (Number.isSafeInteger(value) && (value as number) >= 1) ? null : 'must be a whole number from 1, or null';
}

const FAMILY = 'fieldBehavior.';

function fieldBehaviors(engagement: Engagement, unit: string, isAmpsea: boolean): readonly SettingDefinition[] {
  const label = 'Sync behaviour of a field';
  const source = 'help, "How Sync Behavior Works" and "Default Prospect Field Mapping"';
  const check: SettingDefinition['check'] = (value, _all, key) => {
    const field = key.slice(FAMILY.length);
    return checkFieldBehavior(field, value, isAmpsea) ?? checkCustomBehavior(customFieldNamed(engagement, unit, field));
  };
  const known = [...FIELD_BEHAVIOR_DEFAULTS].map(([field, value]) => ({
    key: `${FAMILY}${field}`,
    default: field === 'email' && !isAmpsea ? 'engagement' : value,
    label,
    source,
    check,
  }));
  return [...known, { key: `${FAMILY}*`, default: 'salesforce', label, source, check }];
}

function scoringRules(): readonly SettingDefinition[] {
  return [...SCORE_DEFAULTS].map(([key, points]) => ({
    key: `scoring.${key}`,
    default: points,
    label: `Points: ${key}`,
    source: 'help.pardot.com 2127224',
    check: (value) => (Number.isSafeInteger(value) ? null : 'points are a whole number'),
  }));
}

type Check = (value: unknown, all: Readonly<Record<string, unknown>>) => string | null;

const isBox: Check = (value) => (typeof value === 'boolean' ? null : 'is a box: true or false');

function isFixed(fixed: boolean, value: unknown): string | null {
  return value === fixed ? null : `this business unit keeps it ${fixed ? 'on' : 'off'}`;
}

function mergeNeedsEmail(all: Readonly<Record<string, unknown>>): string | null {
  const isBroken = all['autoDeleteMerge'] === true && all['autoChangeEmail'] === false;
  return isBroken ? 'autoDeleteMerge needs autoChangeEmail' : null;
}

function oneOf(...choices: readonly string[]): Check {
  return (value) => (choices.includes(value as string) ? null : `must be one of ${choices.join(', ')}`);
}

const EMAIL_KINDS = new Set(['listEmails', 'oneToOne', 'plugin', 'autoresponders', 'programs']);

function checkEmailSync(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return 'is a map of kinds of email to true or false';
  const wrong = Object.entries(value).find(([kind, on]) => !EMAIL_KINDS.has(kind) || typeof on !== 'boolean');
  return wrong === undefined ? null : `${wrong[0]} is not one of ${[...EMAIL_KINDS].join(', ')} with true or false`;
}

function checkCampaign(engagement: Engagement, unit: string, value: unknown): string | null {
  const campaign = engagement.tables.campaigns.get(String(value));
  return campaign?.unit === unit && !campaign.isDeleted ? null : `${String(value)} is not a campaign of this business unit`;
}

function firstCampaign(engagement: Engagement, unit: string): number | null {
  return engagement.tables.campaigns.filter((campaign) => campaign.unit === unit)[0]?.id ?? null;
}

/** The Salesforce user of the connector. Source: reference of connector settings, `connectorUser`. Assumed: the stage's user of that name. */
function connectorUser(engagement: Engagement): string | null {
  return engagement.salesforce.users().find(({ username }) => username.split('@')[0] === 'connector')?.id ?? null;
}

function checkOrgUser(engagement: Engagement, value: unknown): string | null {
  return engagement.salesforce.users().some(({ id }) => id === value) ? null : `${String(value)} is not a user of the Salesforce org`;
}
