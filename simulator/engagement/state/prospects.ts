import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { requireAbility } from './abilities.js';
import { assignProspect, receivedBy, unassignProspect } from './assignment.js';
import { archivedWithEmail, liveWithEmail, withEmail } from './find-prospects.js';
import { defaultProfile, setProfile } from './profiles.js';
import { type ProspectInput, readProspectInput, refuseTakenLink, type Writer } from './prospect-input.js';
import { storeProspect, writeProspect } from './write-prospect.js';

export type Raw = Readonly<Record<string, unknown>>;

/** Who acts: the user, and whether the write comes from the connector. */
export type Act = { readonly by: number | null; readonly writer?: Writer };

/**
 * Makes a prospect.
 *
 * Source:  Account Engagement API v5, "Prospect: Create": the email is required; the oldest campaign by default; score 0. Error 9 when
 *          the unit allows one prospect for each email.
 * Assumed: in such a unit an address that is in the recycle bin is taken from there by hand only (KB: manually adding the same email restores).
 */
export function createProspect(engagement: Engagement, unit: string, raw: Raw, act: Act): Prospect {
  const input = readProspectInput(engagement, unit, raw, act.writer ?? 'client');
  if (input.values.email === undefined) throw refusal(153, 'email');
  refuseTakenEmail(engagement, unit, input.values.email, null, 9);
  refuseTakenLink(engagement, unit, input.values.salesforceId, null);
  const isConnector = act.writer === 'connector';
  const blank = blankProspect(engagement, unit, input.values.email, act.by);
  const prospect: Prospect = {
    ...blank,
    ...input.values,
    scoreAdjustment: input.values.score ?? 0,
    campaignId: input.values.campaignId ?? oldestCampaign(engagement, unit),
    profileId: input.values.profileId ?? defaultProfile(engagement, unit).id,
    custom: input.custom,
    changedAt: isConnector ? 0 : engagement.now(),
  };
  const stored = storeProspect(engagement, prospect, 'create');
  return assignAsAsked(engagement, stored, input, act);
}

/** Edits a prospect. Source: Account Engagement API v5, "Prospect: Update"; error 54 when the address is taken, 219 in the recycle bin. */
export function editProspect(engagement: Engagement, prospect: Prospect, raw: Raw, act: Act): Prospect {
  if (prospect.isDeleted && act.writer !== 'connector') throw refusal(219);
  if (act.writer !== 'connector') refuseMastered(prospect, raw);
  const input = readProspectInput(engagement, prospect.unit, raw, act.writer ?? 'client');
  const { email, score, salesforceId } = input.values;
  if (email !== undefined && email.toLowerCase() !== prospect.email.toLowerCase()) {
    refuseTakenEmail(engagement, prospect.unit, email, prospect.id, 54);
  }
  refuseTakenLink(engagement, prospect.unit, salesforceId, prospect.id);
  const patch: Partial<Prospect> = {
    ...input.values,
    ...(score === undefined ? {} : { scoreAdjustment: prospect.scoreAdjustment + score - prospect.score }),
    ...(Object.keys(input.custom).length === 0 ? {} : { custom: { ...prospect.custom, ...input.custom } }),
  };
  const written = writeProspect(engagement, prospect, patch, {
    by: act.by,
    triggersSync: act.writer !== 'connector' && differs(prospect, patch),
    isConnector: act.writer === 'connector',
  });
  const { profileId } = input.values;
  const judged =
    typeof profileId === 'number' && profileId !== prospect.profileId ? setProfile(engagement, written, profileId, act.by) : written;
  return assignAsAsked(engagement, judged, input, act);
}

/** Moves a prospect to the recycle bin; Salesforce keeps its record. Source: KB 2127181. */
export function archiveProspect(engagement: Engagement, prospect: Prospect, act: Act): Prospect {
  if (prospect.isDeleted) return prospect;
  return moveToBin(engagement, prospect, true, act);
}

/**
 * Takes a prospect out of the recycle bin.
 * Source: KB 2127181. Refuses: code 9 when its address has been taken meanwhile in a unit with one prospect for each email.
 */
export function restoreProspect(engagement: Engagement, prospect: Prospect, act: Act): Prospect {
  if (!prospect.isDeleted) return prospect;
  refuseTakenEmail(engagement, prospect.unit, prospect.email, prospect.id, 9);
  return moveToBin(engagement, prospect, false, act);
}

/**
 * Updates the latest active prospect with an address, or creates one.
 *
 * Source:  Account Engagement API v5, "Upsert Latest by Email"; `secondaryDeletedSearch` looks in the recycle bin when nobody else has
 *          the address.
 */
export function upsertLatestByEmail(
  engagement: Engagement,
  unit: string,
  request: { readonly matchEmail: string; readonly values: Raw; readonly searchesBin: boolean },
  act: Act,
): { readonly prospect: Prospect; readonly isCreated: boolean } {
  const live = liveWithEmail(engagement, unit, request.matchEmail);
  if (live !== undefined) return { prospect: editProspect(engagement, live, request.values, act), isCreated: false };
  const archived = request.searchesBin ? archivedWithEmail(engagement, unit, request.matchEmail) : undefined;
  if (archived !== undefined) {
    const restored = restoreProspect(engagement, archived, act);
    return { prospect: editProspect(engagement, restored, request.values, act), isCreated: false };
  }
  const values = Object.hasOwn(request.values, 'email') ? request.values : { email: request.matchEmail, ...request.values };
  return { prospect: createProspect(engagement, unit, values, act), isCreated: true };
}

/** The campaign of prospects that name none. Source: Account Engagement API v5, "Prospect: Create". */
export function oldestCampaign(engagement: Engagement, unit: string): number | null {
  for (const campaign of engagement.tables.campaigns.rows()) if (campaign.unit === unit && !campaign.isDeleted) return campaign.id;
  return null;
}

/**
 * Whether Salesforce masters a field of this prospect, so that nobody can edit it here.
 * Source: help, "Default Prospect Field Mapping": the company of a contact with an account is the account's name.
 */
export function isMasteredByOrg(prospect: Prospect, field: string): boolean {
  return field === 'company' && prospect.crmState === 'linked' && prospect.salesforceAccountId !== null;
}

function refuseMastered(prospect: Prospect, raw: Raw): void {
  for (const name of Object.keys(raw))
    if (isMasteredByOrg(prospect, name)) throw refusal(180, `${name} comes from the account in Salesforce`);
}

/** Refuses an address that a live prospect has, in a unit with one prospect for each email. */
function refuseTakenEmail(engagement: Engagement, unit: string, email: string, own: number | null, code: 9 | 54): void {
  if (engagement.isAmpsea(unit)) return;
  if (withEmail(engagement, unit, email).some((prospect) => !prospect.isDeleted && prospect.id !== own)) throw refusal(code, email);
}

function assignAsAsked(engagement: Engagement, prospect: Prospect, input: ProspectInput, act: Act): Prospect {
  if (input.userId === undefined) return prospect;
  if (act.writer === 'connector') {
    return writeProspect(engagement, prospect, receivedBy(engagement, prospect, input.userId), {
      by: act.by,
      triggersSync: false,
      isConnector: true,
    });
  }
  requireAbility(engagement, prospect.unit, act.by, 'assign');
  if (input.userId === null) return unassignProspect(engagement, prospect, act.by);
  return assignProspect(engagement, prospect, { target: { user: input.userId }, trigger: 'manual', by: act.by });
}

function moveToBin(engagement: Engagement, prospect: Prospect, isDeleted: boolean, act: Act): Prospect {
  const isConnector = act.writer === 'connector';
  const operation = isDeleted ? 'delete' : 'undelete';
  return writeProspect(engagement, prospect, { isDeleted }, { by: act.by, triggersSync: !isConnector, isConnector, operation });
}

function differs(prospect: Prospect, patch: Partial<Prospect>): boolean {
  const before = prospect as Readonly<Record<string, unknown>>;
  return Object.entries(patch).some(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
}

function blankProspect(engagement: Engagement, unit: string, email: string, by: number | null): Prospect {
  return { ...BLANK, ...engagement.audit('Prospect', unit, by), email };
}

/**
 * What a new prospect holds. Source: reference of default values: score 0; the grade D of the start stays hidden until a criterion is judged.
 * Every key stands here, in one literal: copies of such an object stay cheap, which counts with 100,000 of them.
 */
const BLANK: Prospect = {
  id: 0,
  unit: '',
  createdAt: 0,
  updatedAt: 0,
  createdById: null,
  updatedById: null,
  isDeleted: false,
  email: '',
  salutation: null,
  firstName: null,
  lastName: null,
  jobTitle: null,
  company: null,
  website: null,
  department: null,
  industry: null,
  phone: null,
  fax: null,
  addressOne: null,
  addressTwo: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  territory: null,
  source: null,
  annualRevenue: null,
  employees: null,
  yearsInBusiness: null,
  comments: null,
  notes: null,
  score: 0,
  scoreAdjustment: 0,
  tally: {},
  profileMarks: {},
  grade: null,
  isDoNotEmail: false,
  isDoNotCall: false,
  optedOut: false,
  isReviewed: false,
  isStarred: false,
  isEmailHardBounced: false,
  campaignId: null,
  profileId: null,
  prospectAccountId: null,
  lifecycleStageId: null,
  assignedToId: null,
  salesforceId: null,
  salesforceLeadId: null,
  salesforceContactId: null,
  salesforceOwnerId: null,
  salesforceAccountId: null,
  salesforceUrl: null,
  salesforceLastSync: null,
  firstActivityAt: null,
  lastActivityAt: null,
  firstAssignedAt: null,
  convertedAt: null,
  convertedFromObjectName: null,
  convertedFromObjectType: null,
  firstReferrerUrl: null,
  firstReferrerQuery: null,
  firstReferrerType: null,
  campaignParameter: null,
  contentParameter: null,
  mediumParameter: null,
  sourceParameter: null,
  termParameter: null,
  custom: {},
  crmState: 'none',
  recreateAllowed: false,
  assignment: null,
  manualSyncAt: null,
  optedOutChangedAt: null,
  emailChangedAt: null,
  changedAt: 0,
};
