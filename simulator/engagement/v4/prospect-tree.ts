import type { Campaign, Prospect, User, VisitorActivity } from '../records.js';
import { customFieldsOf } from '../state/custom-fields.js';
import { profileOfProspect } from '../state/profiles.js';
import { PROSPECT_FIELDS, shownValue } from '../state/prospect-fields.js';
import type { Engagement } from '../state.js';
import type { Output } from './call.js';
import { type Tree, YES } from './print.js';
import { OLDER_PROSPECT_FIELDS } from './prospect-fields.js';
import { printTime } from './times.js';

type Shape = { readonly output: Output; readonly version: 3 | 4; readonly fields: ReadonlySet<string> | null; readonly relatedMax: number };

/** Fields of `output=mobile`. Source: pardot/api-docs, "Prospects". */
const MOBILE: ReadonlySet<string> = new Set(['id', 'first_name', 'last_name', 'email', 'company']);

/**
 * A prospect as versions 3 and 4 show it.
 * Source: pardot/api-docs, "Prospects" and "Object field references". Assumed: related things that there are none of are left out.
 */
export function prospectTree(engagement: Engagement, prospect: Prospect, shape: Shape): { [name: string]: Tree | undefined } {
  const wanted = shape.output === 'mobile' ? MOBILE : shape.fields;
  const tree: { [name: string]: Tree | undefined } = {};
  for (const [name, field] of OLDER_PROSPECT_FIELDS) {
    if (name === 'salesforce_fid' && shape.version === 3) continue;
    if (wanted === null || wanted.has(name)) tree[name] = fieldTree(prospect, field);
  }
  for (const { fieldId } of shape.output === 'mobile' ? [] : customFieldsOf(engagement, prospect.unit)) {
    const value = prospect.custom[`${fieldId}__c`];
    if (wanted === null || wanted.has(fieldId)) tree[fieldId] = customTree(value);
  }
  return shape.output === 'full' && shape.fields === null ? { ...tree, ...related(engagement, prospect, shape.relatedMax) } : tree;
}

/** A campaign beside a record. */
export function campaignTree(campaign: Campaign | undefined): Tree | undefined {
  return campaign === undefined ? undefined : { id: campaign.id, name: campaign.name, crm_fid: campaign.salesforceId ?? undefined };
}

/** A user beside a record. Source: pardot/api-docs, "Prospects": `assigned_to`. */
export function userTree(user: User): { [name: string]: Tree } {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    job_title: user.jobTitle,
    role: user.roleName,
    created_at: printTime(user.createdAt),
    updated_at: printTime(user.updatedAt),
  };
}

function fieldTree(prospect: Prospect, name: string): Tree {
  const field = PROSPECT_FIELDS.get(name)!;
  const value = shownValue(prospect, field);
  if (field.kind === 'instant') return printTime(value);
  if (field.kind === 'boolean') return value === true ? YES : null;
  if (name === 'grade') return (value as string | null) ?? '';
  return (value as Tree) ?? null;
}

/** Source: pardot/api-docs, "Prospects": several values stand in `value`, one stands alone. */
function customTree(value: unknown): Tree {
  if (!Array.isArray(value)) return (value as Tree) ?? null;
  return value.length > 1 ? { value } : ((value[0] as Tree) ?? null);
}

function related(engagement: Engagement, prospect: Prospect, max: number): { [name: string]: Tree | undefined } {
  const { tables } = engagement;
  const user = prospect.assignedToId === null ? undefined : tables.users.get(String(prospect.assignedToId));
  const activities = tables.activities.find('prospect', String(prospect.id));
  const visitors = tables.visitors.find('prospect', String(prospect.id));
  const memberships = tables.memberships.find('prospect', String(prospect.id)).filter(({ isDeleted }) => !isDeleted);
  const last = activities.at(-1);
  return {
    campaign: campaignTree(tables.campaigns.get(String(prospect.campaignId))),
    ...(user === undefined ? {} : { assigned_to: { user: userTree(user) } }),
    profile: profileTree(engagement, prospect),
    ...(last === undefined ? {} : { last_activity: { visitor_activity: activityTree(engagement, last) } }),
    ...(visitors.length === 0 ? {} : { visitors: { visitor: visitors.slice(0, max).map(visitorTree) } }),
    ...(activities.length === 0
      ? {}
      : { visitor_activities: { visitor_activity: activities.slice(-max).map((each) => activityTree(engagement, each)) } }),
    ...(memberships.length === 0
      ? {}
      : {
          lists: {
            list_subscription: memberships.slice(0, max).map(({ id, optedOut, listId, createdAt }) => {
              const list = tables.lists.get(String(listId));
              return {
                id,
                did_opt_in: false,
                did_opt_out: optedOut,
                list: { id: listId, name: list?.name ?? null, is_public: list?.isPublic ?? false, title: list?.title ?? null },
                created_at: printTime(createdAt),
              };
            }),
          },
        }),
  };
}

function profileTree(engagement: Engagement, prospect: Prospect): Tree {
  const profile = profileOfProspect(engagement, prospect);
  const criteria = profile.criteria.map(({ id, name }) => ({
    id,
    name,
    matches: { match: 'Matches', nomatch: "Doesn't match", unknown: 'Unknown' }[prospect.profileMarks[name] ?? 'unknown'],
  }));
  return { id: profile.id, name: profile.name, profile_criteria: criteria };
}

function visitorTree({
  id,
  pageViewCount,
  createdAt,
  updatedAt,
}: {
  id: number;
  pageViewCount: number;
  createdAt: number;
  updatedAt: number;
}): Tree {
  return { id, page_view_count: pageViewCount, created_at: printTime(createdAt), updated_at: printTime(updatedAt) };
}

function activityTree(engagement: Engagement, activity: VisitorActivity): Tree {
  const { id, type, typeName, details, createdAt } = activity;
  const campaign = campaignTree(engagement.tables.campaigns.get(String(activity.campaignId)));
  return { id, type, type_name: typeName, details, campaign, created_at: printTime(createdAt) };
}
