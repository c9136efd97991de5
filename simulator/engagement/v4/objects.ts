import { refusal } from '../errors.js';
import type { Engagement } from '../state.js';
import type { Stored } from '../v5/object.js';
import { CAMPAIGNS, CUSTOM_FIELDS, USERS } from '../v5/objects/account-wide.js';
import { ACTIVITIES, VISITORS, VISITS } from '../v5/objects/activities.js';
import { LISTS, MEMBERSHIPS } from '../v5/objects/lists.js';
import { OPPORTUNITIES, PROSPECT_ACCOUNTS } from '../v5/objects/sales.js';
import { TAGGED_OBJECTS, TAGS } from '../v5/objects/tags.js';
import type { OlderCall } from './call.js';
import { CONTENT_OBJECTS } from './contents.js';
import { type Criteria, equals, flag, numberCriteria } from './criteria.js';
import { defineOlder as define, type OlderObject } from './older-object.js';
import { param, readNumber } from './params.js';
import type { Tree } from './print.js';
import { camelName, snakeName } from './prospect-fields.js';
import { campaignTree, userTree } from './prospect-tree.js';
import { seenUsers } from './seen-users.js';

const AT = 'created_at updated_at';

/** What an activity may be about. Source: pardot/api-docs, "Visitor Activities". */
const ABOUT: readonly string[] = [
  ...['email', 'email_template', 'list_email', 'form', 'form_handler', 'landing_page', 'file', 'custom_redirect'],
  ...['opportunity', 'site_search_query', 'paid_search_ad', 'multivariate_test_variation', 'visitor_page_view', 'visit'],
];

/** Source: pardot/api-docs, one page for each object. Assumed: the order of the fields. */
export const OLDER_OBJECTS: readonly OlderObject[] = [
  ...CONTENT_OBJECTS,
  define({
    name: 'list',
    object: LISTS,
    fields: `id name title description is_public is_dynamic ${AT}`,
    criteria: { name: equals('name') },
    sorted: 'name',
  }),
  define({
    name: 'listMembership',
    element: 'list_membership',
    object: MEMBERSHIPS,
    fields: `id list_id prospect_id opted_out ${AT}`,
    criteria: { list_id: equals('listId'), prospect_id: equals('prospectId') },
    find: membershipOfPath,
  }),
  define({
    name: 'campaign',
    object: CAMPAIGNS,
    fields: 'id name cost',
    renamed: { folder_id: 'folderId', crm_fid: 'salesforceId' },
    criteria: { name: equals('name') },
    sorted: 'name',
  }),
  define({
    name: 'customField',
    object: CUSTOM_FIELDS,
    fields: `id name field_id type is_required is_record_multiple_responses is_use_values ${AT}`,
    renamed: { crm_id: 'salesforceId' },
    sorted: 'name',
  }),
  define({
    name: 'user',
    object: USERS,
    fields: `id email first_name last_name job_title ${AT}`,
    renamed: { role: 'roleName' },
    criteria: { status: userStatus() },
    find: userOfPath,
    sees: seenUsers,
  }),
  define({ name: 'tag', object: TAGS, fields: `id name ${AT}`, criteria: { name: equals('name') }, sorted: 'name' }),
  define({
    name: 'tagObject',
    object: TAGGED_OBJECTS,
    fields: `id tag_id object_id created_at`,
    renamed: { type: 'objectType' },
    criteria: { tag_id: equals('tagId'), object_id: equals('objectId'), type: equals('objectType') },
  }),
  define({
    name: 'visitor',
    object: VISITORS,
    fields: `id page_view_count ip_address hostname campaign_parameter medium_parameter source_parameter content_parameter term_parameter ${AT}`,
    criteria: {
      only_identified: flag(50, (row) => row['prospectId'] !== null),
      prospect_ids: (value) => {
        const ids = new Set(value.split(',').map(Number));
        return (row) => ids.has(Number(row['prospectId']));
      },
    },
    nested: (engagement, row) => ({ ...prospectBeside(engagement, row) }),
  }),
  define({
    name: 'visit',
    object: VISITS,
    fields: `id visitor_id prospect_id visitor_page_view_count first_visitor_page_view_at last_visitor_page_view_at duration_in_seconds ${AT}`,
    criteria: { visitor_ids: amongIds('visitorId'), prospect_ids: amongIds('prospectId'), ids: amongIds('id') },
  }),
  define({
    name: 'visitorActivity',
    element: 'visitor_activity',
    object: ACTIVITIES,
    fields: `id prospect_id visitor_id type type_name details ${ABOUT.map((asset) => `${asset}_id`).join(' ')} ${AT}`,
    criteria: {
      type: equals('type'),
      prospect_id: equals('prospectId'),
      visitor_id: equals('visitorId'),
      ...Object.fromEntries(
        ABOUT.flatMap((asset) => [
          [`${asset}_id`, equals(camelName(`${asset}_id`))],
          [`${asset}_only`, flag(50, (row) => (row[camelName(`${asset}_id`)] ?? null) !== null)],
        ]),
      ),
      prospect_only: flag(50, (row) => row['prospectId'] !== null),
    },
    sorted: 'prospect_id visitor_id',
    nested: campaignBeside,
  }),
  define({
    name: 'opportunity',
    object: OPPORTUNITIES,
    fields: `id name value probability type stage status closed_at ${AT}`,
    renamed: { crm_opportunity_fid: 'salesforceId' },
    criteria: {
      value_equal_to: equals('value'),
      ...numberCriteria('value', 'value', 42),
      ...numberCriteria('probability', 'probability', 40),
    },
    sorted: 'name value probability',
    nested: campaignBeside,
  }),
  define({
    name: 'prospectAccount',
    object: PROSPECT_ACCOUNTS,
    fields: `id name number description phone fax website rating site type annual_revenue employees industry ownership sic ticker_symbol ${AT}`,
    renamed: Object.fromEntries(
      ['billing', 'shipping'].flatMap((kind) =>
        ['AddressOne', 'AddressTwo', 'City', 'State', 'Zip', 'Country'].map((part) => [snakeName(`${kind}${part}`), `${kind}${part}`]),
      ),
    ),
    criteria: { name: equals('name') },
    sorted: 'name',
    nested: (engagement, row) => {
      const user = engagement.tables.users.get(String(row['assignedToId']));
      return user === undefined ? {} : { assigned_to: { user: userTree(user) } };
    },
  }),
];

function membershipOfPath({ asked, state, unit }: OlderCall): Stored | undefined {
  const [list, prospect] = [param(asked, 'list_id'), param(asked, 'prospect_id')];
  if (list === null || prospect === null) throw refusal(13, 'id, or list_id and prospect_id');
  const found = state.tables.memberships.find('pair', `${readNumber(list, 55)}:${readNumber(prospect, 3)}`);
  return found.find((each) => each.unit === unit.key && !each.isDeleted) as Stored | undefined;
}

function userOfPath({ asked, state, unit }: OlderCall): Stored | undefined {
  const email = param(asked, 'email');
  if (email === null) throw refusal(13, 'id or email');
  const wanted = email.trim().toLowerCase();
  return state.tables.users.filter((user) => user.unit === unit.key && !user.isDeleted && user.email.toLowerCase() === wanted)[0] as
    | Stored
    | undefined;
}

function userStatus(): Criteria[string] {
  return (value) => {
    const isActive = value.toLowerCase() === 'active';
    return (row) => row.isDeleted !== isActive;
  };
}

function amongIds(field: string): Criteria[string] {
  return (value) => {
    const ids = new Set(value.split(',').map((each) => readNumber(each, 16)));
    return (row) => ids.has(Number(row[field]));
  };
}

function campaignBeside(engagement: Engagement, row: Stored): { [name: string]: Tree | undefined } {
  return { campaign: campaignTree(engagement.tables.campaigns.get(String(row['campaignId']))) };
}

function prospectBeside(engagement: Engagement, row: Stored): { [name: string]: Tree | undefined } {
  const prospect = engagement.tables.prospects.get(String(row['prospectId']));
  if (prospect === undefined) return {};
  const { id, firstName, lastName, email, company } = prospect;
  return { prospect: { id, first_name: firstName, last_name: lastName, email, company } };
}
