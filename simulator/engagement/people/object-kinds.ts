import type { Fields } from '../../kernel/people.js';
import { refusal } from '../errors.js';
import type { Campaign, LifecycleStage, Prospect } from '../records.js';
import { readCriteria } from '../state/criteria-input.js';
import { archivedWithEmail } from '../state/find-prospects.js';
import { saveStage } from '../state/lifecycle.js';
import { markProfile } from '../state/profiles.js';
import { createProspect, editProspect, restoreProspect } from '../state/prospects.js';
import type { Engagement } from '../state.js';
import { liveInUnit } from '../state.js';
import { type ObjectDefinition, printWhole, stamped } from '../v5/object.js';
import { CAMPAIGNS, CUSTOM_FIELDS } from '../v5/objects/account-wide.js';
import { ACTIVITIES, IDENTIFIED_COMPANIES, PAGE_VIEWS, VISITORS, VISITS } from '../v5/objects/activities.js';
import { BULK_ACTIONS } from '../v5/objects/bulk-actions.js';
import { DYNAMIC_CONTENT_VARIATIONS, DYNAMIC_CONTENTS, ENGAGEMENT_STUDIO_PROGRAMS } from '../v5/objects/contents.js';
import { EMAIL_TEMPLATES, EMAILS } from '../v5/objects/emails.js';
import { EXTERNAL_ACTIVITIES, EXTERNAL_ACTIVITY_TYPES } from '../v5/objects/external-activities.js';
import { FOLDER_CONTENTS, FOLDERS } from '../v5/objects/folders.js';
import { IMPORTS } from '../v5/objects/imports.js';
import { LIFECYCLE_HISTORIES, LIFECYCLE_STAGES } from '../v5/objects/lifecycle.js';
import { MEMBERSHIPS } from '../v5/objects/lists.js';
import { FORM_FIELDS, LAYOUT_TEMPLATES } from '../v5/objects/pages.js';
import { PROSPECTS } from '../v5/objects/prospects.js';
import { OPPORTUNITIES, PROSPECT_ACCOUNTS } from '../v5/objects/sales.js';
import { TAGGED_OBJECTS, TAGS } from '../v5/objects/tags.js';
import { TRACKER_DOMAINS } from '../v5/objects/tracker-domains.js';
import { readValue } from '../values.js';
import { field, fieldInfo, type Kind, kindOf, known } from './kinds.js';
import { plausibleEmail, plausibleName } from './plausible.js';

/** Prospects as people enter them. Source: KB 2127181: entering an address that is in the recycle bin restores it where emails are unique. */
const PROSPECT = kindOf(PROSPECTS, {
  fields: [...kindOf(PROSPECTS).fields, fieldInfo('userId', 'id'), field('profileCriteria', 'structure')],
  create: (engagement, unit, { profileCriteria, ...fields }, by) => {
    const raw = Object.hasOwn(fields, 'email') ? fields : { email: plausibleEmail(engagement, 'prospect'), ...fields };
    const binned = engagement.isAmpsea(unit) ? undefined : archivedWithEmail(engagement, unit, String(raw['email'] ?? ''));
    const prospect =
      binned === undefined
        ? createProspect(engagement, unit, raw, { by })
        : editProspect(engagement, restoreProspect(engagement, binned, { by }), raw, { by });
    return judge(engagement, prospect, profileCriteria, by);
  },
  update: (engagement, row, { profileCriteria, ...fields }, by) => {
    judge(engagement, editProspect(engagement, row as unknown as Prospect, fields, { by }), profileCriteria, by);
  },
  restore: (engagement, row, by) => {
    restoreProspect(engagement, row as unknown as Prospect, { by });
  },
});

const CAMPAIGN_FIELDS = ['name', 'cost', 'salesforceId', 'parentCampaignId'];

/**
 * Campaigns, which the API only reads.
 * Source: Account Engagement API, error 129: name and cost belong to Salesforce where Connected Campaigns are on.
 */
const CAMPAIGN = kindOf(CAMPAIGNS, {
  create: (engagement, unit, fields, by) => {
    const values = readCampaign(engagement, unit, fields);
    const blank = { name: plausibleName('Campaign', engagement), cost: null, folderId: null, parentCampaignId: null, salesforceId: null };
    const campaign: Campaign = { ...engagement.audit('Campaign', unit, by), ...blank, ...values };
    return engagement.tables.campaigns.put(campaign);
  },
  update: (engagement, row, fields, by) => {
    const isConnected = engagement.settings(row.unit).get('connectedCampaigns') === true;
    if (isConnected && (Object.hasOwn(fields, 'name') || Object.hasOwn(fields, 'cost'))) throw refusal(129);
    const campaign = row as unknown as Campaign;
    engagement.tables.campaigns.put(stamped(engagement, campaign, readCampaign(engagement, row.unit, fields), by));
  },
});

const TAG = kindOf(TAGS, {
  create: (engagement, unit, fields, by) => TAGS.create!(engagement, unit, { name: plausibleName('Tag', engagement), ...fields }, by),
});

/** Custom fields; a name makes the API name, and the type is text unless given. */
const CUSTOM_FIELD = kindOf(CUSTOM_FIELDS, {
  create: (engagement, unit, fields, by) => {
    const name = String(fields['name'] ?? fields['fieldId'] ?? plausibleName('Field', engagement));
    const fieldId = String(fields['fieldId'] ?? name.replace(/\W+/g, '_')).replace(/__c$/i, '');
    return CUSTOM_FIELDS.create!(engagement, unit, { type: 'text', ...fields, name, fieldId }, by);
  },
});

/** What people keep beside prospects: pages, texts and where they lie. A name that nobody gives is made up. */
const KEPT_KINDS = [
  ...[FOLDERS, TRACKER_DOMAINS, LAYOUT_TEMPLATES, EMAIL_TEMPLATES, FORM_FIELDS],
  ...[DYNAMIC_CONTENTS, DYNAMIC_CONTENT_VARIATIONS, ENGAGEMENT_STUDIO_PROGRAMS],
].map((object) => (object.fields.get('name')?.isRequired === true ? kindOf(object, { create: withName(object) }) : kindOf(object)));

function withName(object: ObjectDefinition): NonNullable<Kind['create']> {
  return (engagement, unit, fields, by) =>
    object.create!(engagement, unit, { name: plausibleName(object.type, engagement), ...fields }, by);
}

const STAGE_FIELDS = ['name', 'position', 'matchType', 'isLocked', 'criteria'];

/** Stages of the lifecycle; criteria are written as those of automation rules. New stages come last. */
const LIFECYCLE_STAGE = kindOf(LIFECYCLE_STAGES, {
  fields: [...kindOf(LIFECYCLE_STAGES).fields, field('criteria', 'structure')],
  print: (engagement, row) => ({ ...printWhole(LIFECYCLE_STAGES, row, engagement), criteria: row['criteria'], bu: row.unit }),
  create: (engagement, unit, fields, by) => {
    const position = engagement.tables.lifecycleStages.filter((stage) => stage.unit === unit).length + 1;
    const blank = { name: plausibleName('Stage', engagement), position, matchType: 'all', isLocked: false, criteria: [] } as const;
    return saveStage(engagement, { ...engagement.audit('LifecycleStage', unit, by), ...blank, ...readStage(engagement, unit, fields) });
  },
  update: (engagement, row, fields, by) => {
    saveStage(engagement, stamped(engagement, row as unknown as LifecycleStage, readStage(engagement, row.unit, fields), by));
  },
  remove: (engagement, row, by) => {
    saveStage(engagement, stamped(engagement, row as unknown as LifecycleStage, { isDeleted: true }, by));
  },
});

/** Types that are records of the API. */
export const OBJECT_KINDS: readonly Kind[] = [
  PROSPECT,
  CAMPAIGN,
  kindOf(MEMBERSHIPS),
  TAG,
  kindOf(TAGGED_OBJECTS),
  CUSTOM_FIELD,
  kindOf(VISITORS),
  kindOf(VISITS),
  kindOf(PAGE_VIEWS),
  kindOf(ACTIVITIES),
  kindOf(IMPORTS),
  kindOf(PROSPECT_ACCOUNTS),
  kindOf(OPPORTUNITIES),
  kindOf(EMAILS),
  kindOf(FOLDER_CONTENTS),
  kindOf(EXTERNAL_ACTIVITIES),
  kindOf(EXTERNAL_ACTIVITY_TYPES),
  kindOf(IDENTIFIED_COMPANIES),
  kindOf(LIFECYCLE_HISTORIES),
  LIFECYCLE_STAGE,
  kindOf(BULK_ACTIONS),
  ...KEPT_KINDS,
].map((kind) => ({ ...kind, fields: dedupe(kind) }));

/** Judges criteria of the prospect's profile: `{ Industry: match }`, also `nomatch` and `unknown`. The grade follows. */
function judge(engagement: Engagement, prospect: Prospect, criteria: unknown, by: number | null): Prospect {
  if (criteria === undefined || criteria === null) return prospect;
  if (typeof criteria !== 'object' || Array.isArray(criteria)) throw refusal(154, 'profileCriteria');
  let judged = prospect;
  for (const [criterion, mark] of Object.entries(criteria)) {
    if (mark !== 'match' && mark !== 'nomatch' && mark !== 'unknown') throw refusal(18, criterion);
    judged = markProfile(engagement, judged, criterion, mark, by);
  }
  return judged;
}

function readStage(engagement: Engagement, unit: string, fields: Fields): Partial<LifecycleStage> {
  const { criteria, ...rest } = known(fields, STAGE_FIELDS);
  const kinds = { name: 'text', position: 'int', matchType: 'text', isLocked: 'boolean' } as const;
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) values[name] = readValue(kinds[name as keyof typeof kinds], name, value);
  const empty = Object.keys(values).find((name) => values[name] === null);
  if (empty !== undefined) throw refusal(153, empty);
  if (!['all', 'any', undefined].includes(values['matchType'] as string | undefined)) throw refusal(154, 'matchType is all or any');
  return {
    ...values,
    ...(criteria === undefined ? {} : { criteria: readCriteria(engagement, unit, criteria) }),
  } as Partial<LifecycleStage>;
}

function readCampaign(engagement: Engagement, unit: string, fields: Fields): Partial<Campaign> {
  const given = known(fields, CAMPAIGN_FIELDS);
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    values[name] = readValue(name === 'cost' ? 'float' : name === 'parentCampaignId' ? 'id' : 'text', name, value);
  }
  if (Object.hasOwn(values, 'name') && values['name'] === null) throw refusal(153, 'name');
  const parent = values['parentCampaignId'];
  if (typeof parent === 'number' && liveInUnit(engagement.tables.campaigns, unit, parent) === undefined) throw refusal(38, String(parent));
  return values as Partial<Campaign>;
}

function dedupe(kind: Kind): Kind['fields'] {
  return [...new Map([...kind.fields, field('bu', 'reference', 'BusinessUnit')].map((each) => [each.name, each])).values()];
}
