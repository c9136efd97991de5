import { refusal } from '../errors.js';
import type { Engagement } from '../state.js';
import { inUnit } from '../state.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import { CAMPAIGNS, CUSTOM_FIELDS, USERS } from '../v5/objects/account-wide.js';
import { ACTIVITIES, VISITORS, VISITS } from '../v5/objects/activities.js';
import { LISTS, MEMBERSHIPS } from '../v5/objects/lists.js';
import { OPPORTUNITIES, PROSPECT_ACCOUNTS } from '../v5/objects/sales.js';
import { TAGGED_OBJECTS, TAGS } from '../v5/objects/tags.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { COMMON_CRITERIA, type Criteria, cutPage, equals, flag, numberCriteria, readCut, readDeleted, readTests } from './criteria.js';
import { fieldsOf, param, readNumber } from './params.js';
import type { Tree } from './print.js';
import { camelName, snakeName } from './prospect-fields.js';
import { resultTree } from './prospect-query.js';
import { campaignTree, userTree } from './prospect-tree.js';
import { printTime } from './times.js';

/** What an object of versions 3 and 4 is, beside its twin of version 5. */
export type OlderObject = {
  /** Its name in addresses and replies: `listMembership`. */
  readonly name: string;
  /** Its element in replies, where that is spelt otherwise: `list_membership`. */
  readonly element: string;
  readonly object: ObjectDefinition;
  /** Fields by their older names; the version 5 name behind each. */
  readonly fields: ReadonlyMap<string, string>;
  readonly criteria: Criteria;
  readonly sorted: ReadonlyMap<string, string>;
  readonly nested?: (engagement: Engagement, row: Stored) => { [name: string]: Tree | undefined };
  /** The record that the path names otherwise than by its id. */
  readonly find?: (call: OlderCall) => Stored | undefined;
};

type Parts = {
  readonly name: string;
  readonly element?: string;
  readonly object: ObjectDefinition;
  readonly fields: string;
  readonly renamed?: Readonly<Record<string, string>>;
  readonly criteria?: Criteria;
  readonly sorted?: string;
} & Pick<OlderObject, 'nested' | 'find'>;

const AT = 'created_at updated_at';

/** Source: pardot/api-docs, one page for each object. Assumed: the order of the fields. */
export const OLDER_OBJECTS: readonly OlderObject[] = [
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
    fields: `id prospect_id visitor_id type type_name details list_email_id form_handler_id file_id custom_redirect_id visit_id ${AT}`,
    criteria: {
      type: equals('type'),
      prospect_id: equals('prospectId'),
      visitor_id: equals('visitorId'),
      ...Object.fromEntries(
        ['form_handler', 'list_email', 'file', 'custom_redirect'].flatMap((asset) => [
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
    criteria: { value_equal_to: equals('value'), ...numberCriteria('value', 'value'), ...numberCriteria('probability', 'probability') },
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

/** Writes that a connector takes away. Source: pardot/api-docs, errors 37 (accounts) and 59 (opportunities). */
export const CONNECTOR_OWNED: Readonly<Record<string, Readonly<Record<string, OlderOperation>>>> = {
  opportunity: refusing(59, 'create', 'update', 'delete', 'undelete'),
  prospectaccount: refusing(37, 'create', 'update', 'assign'),
};

function refusing(code: 37 | 59, ...operations: readonly string[]): Readonly<Record<string, OlderOperation>> {
  const refuse = (): never => {
    throw refusal(code);
  };
  return Object.fromEntries(operations.map((name) => [name, refuse]));
}

/** The operations of an object: what its version 5 twin can do, under the older names. */
export function operationsOf(older: OlderObject): Readonly<Record<string, OlderOperation>> {
  const { object } = older;
  const show = (call: OlderCall, row: Stored) => (): Content => ({
    [older.element]: treeOf(call, older, object.table(call.state.tables).get(String(row.id)) ?? row),
  });
  const { create, update, remove } = object;
  return {
    query: (call) => queryObject(call, older),
    read: (call) => show(call, namedRow(call, older)),
    ...(create === undefined
      ? {}
      : { create: (call: OlderCall) => show(call, create(call.state, call.unit.key, valuesOf(call, older), call.by)) }),
    ...(update === undefined
      ? {}
      : { update: (call: OlderCall) => show(call, update(call.state, namedRow(call, older), valuesOf(call, older, true), call.by)) }),
    ...(remove === undefined ? {} : { delete: (call: OlderCall) => removeRow(call, older, remove) }),
  };
}

/** A record with its fields by their older names. */
export function treeOf(call: OlderCall, older: OlderObject, row: Stored): { [name: string]: Tree | undefined } {
  const tree: { [name: string]: Tree | undefined } = {};
  for (const [name, field] of older.fields) {
    const definition = older.object.fields.get(field)!;
    const value = definition.show === undefined ? row[field] : definition.show(row, call.state);
    tree[name] = definition.kind === 'instant' ? printTime(value) : ((value as Tree) ?? null);
  }
  return call.output === 'full' ? { ...tree, ...older.nested?.(call.state, row) } : tree;
}

/** The record that a call names, not deleted. Refuses: 13 without a name, 16 for no such record. */
export function namedRow(call: OlderCall, older: OlderObject): Stored {
  const id = param(call.asked, 'id');
  const row = id === null ? older.find?.(call) : inUnit(older.object.table(call.state.tables), call.unit.key, readNumber(id, 16));
  if (id === null && older.find === undefined) throw refusal(13, 'id');
  if (row === undefined || row.isDeleted) throw refusal(16, id ?? '');
  return row;
}

function queryObject(call: OlderCall, older: OlderObject): Content {
  const { state, unit, asked } = call;
  const tests = readTests(state, unit.key, older.criteria, asked);
  const cut = readCut(asked, older.sorted);
  const deleted = readDeleted(asked);
  const isWanted = (row: Stored): boolean => deleted === 'all' || row.isDeleted === (deleted === 'true');
  const found = older.object
    .table(state.tables)
    .filter((row) => row.unit === unit.key && isWanted(row) && tests.every((test) => test(row)));
  const trees = cutPage(found, cut).map((row) => treeOf(call, older, row));
  return { result: resultTree(call, older.element, found.length, trees) };
}

function removeRow(call: OlderCall, older: OlderObject, remove: NonNullable<ObjectDefinition['remove']>): Content {
  if (call.request.method === 'GET') throw refusal(60);
  remove(call.state, namedRow(call, older), call.by);
  return null;
}

/** The fields of a write by their version 5 names. Refuses: 51 for unknown ones (assumed). */
function valuesOf(call: OlderCall, older: OlderObject, isUpdate = false): Record<string, unknown> {
  const naming = isUpdate ? (older.name === 'listMembership' ? ['id', 'list_id', 'prospect_id'] : ['id']) : [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of fieldsOf(call.asked, ...naming)) {
    const field = older.fields.get(name);
    if (field === undefined || older.object.fields.get(field)?.access === 'read') throw refusal(51, name.slice(0, 40));
    values[field] = value;
  }
  return values;
}

function define({ name, element, object, fields, renamed = {}, criteria = {}, sorted = '', nested, find }: Parts): OlderObject {
  const plain = fields.split(' ').map((each): [string, string] => [each, camelName(each)]);
  const columns = ['id', 'created_at', 'updated_at', ...sorted.split(' ').filter((each) => each !== '')];
  return {
    name,
    element: element ?? name,
    object,
    fields: new Map([...plain, ...Object.entries(renamed)]),
    criteria: { ...COMMON_CRITERIA, ...criteria },
    sorted: new Map(columns.map((each) => [each, camelName(each)])),
    ...(nested === undefined ? {} : { nested }),
    ...(find === undefined ? {} : { find }),
  };
}

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
