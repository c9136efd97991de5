import type { FieldInfo, FieldKind, Fields } from '../../kernel/people.js';
import type { Table } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import type { Engagement } from '../state.js';
import type { Tables } from '../tables.js';
import { type ObjectDefinition, printWhole, type Stored } from '../v5/object.js';
import type { ValueKind } from '../values.js';

/** One type of record as people handle it in the user interface. A missing hook is something that nobody does there. */
export type Kind = {
  readonly name: string;
  readonly fields: readonly FieldInfo[];
  readonly table: (tables: Tables) => Table<Stored>;
  readonly print: (engagement: Engagement, row: Stored) => Record<string, unknown>;
  readonly create?: (engagement: Engagement, unit: string, fields: Fields, by: number | null) => Stored;
  readonly update?: (engagement: Engagement, row: Stored, fields: Fields, by: number | null) => void;
  readonly remove?: (engagement: Engagement, row: Stored, by: number | null) => void;
  readonly restore?: (engagement: Engagement, row: Stored, by: number | null) => void;
};

/** A field that scenarios may write of: in which business unit a record is. */
export const BU: FieldInfo = { name: 'bu', kind: 'reference', referenceTo: ['BusinessUnit'] };

export function field(name: string, kind: FieldKind, ...referenceTo: readonly string[]): FieldInfo {
  return referenceTo.length === 0 ? { name, kind } : { name, kind, referenceTo };
}

/** A kind whose records are those of an API object; hooks say what people do beyond the API. */
export function kindOf(object: ObjectDefinition, hooks: Partial<Kind> = {}): Kind {
  const { create, update, remove } = object;
  return {
    name: object.type,
    fields: [BU, ...[...object.fields.values()].map(({ name, kind }) => fieldInfo(name, kind))],
    table: object.table,
    print: (engagement, row) => ({ ...printWhole(object, row, engagement), bu: row.unit }),
    ...(create === undefined ? {} : { create }),
    ...(update === undefined ? {} : { update: (engagement, row, fields, by) => void update(engagement, row, fields, by) }),
    ...(remove === undefined ? {} : { remove }),
    ...hooks,
  };
}

/** What reference fields point to, by their names. */
const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['userId', 'User'],
  ['assignedToId', 'User'],
  ['createdById', 'User'],
  ['updatedById', 'User'],
  ['campaignId', 'Campaign'],
  ['parentCampaignId', 'Campaign'],
  ['prospectId', 'Prospect'],
  ['listId', 'List'],
  ['tagId', 'Tag'],
  ['visitorId', 'Visitor'],
  ['visitId', 'Visit'],
  ['formHandlerId', 'FormHandler'],
  ['listEmailId', 'ListEmail'],
  ['formId', 'Form'],
  ['folderId', 'Folder'],
  ['parentFolderId', 'Folder'],
  ['trackerDomainId', 'TrackerDomain'],
  ['layoutTemplateId', 'LayoutTemplate'],
  ['emailTemplateId', 'EmailTemplate'],
  ['dynamicContentId', 'DynamicContent'],
  ['defaultCampaignId', 'Campaign'],
  ['salesforceId', 'Lead'],
  ['salesforceLeadId', 'Lead'],
  ['salesforceContactId', 'Contact'],
  ['salesforceOwnerId', 'User'],
  ['salesforceAccountId', 'Account'],
]);

const KINDS: Readonly<Record<ValueKind, FieldKind>> = {
  id: 'number',
  int: 'number',
  float: 'number',
  text: 'text',
  boolean: 'boolean',
  instant: 'instant',
  date: 'date',
  texts: 'list',
  structure: 'structure',
};

export function fieldInfo(name: string, kind: ValueKind): FieldInfo {
  const target = REFERENCES.get(name);
  return target === undefined ? { name, kind: KINDS[kind] } : { name, kind: 'reference', referenceTo: [target] };
}

/** The fields that a person gave, less the business unit; refuses names that the type does not have. */
export function known(fields: Fields, names: readonly string[]): Record<string, unknown> {
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  return { ...fields };
}
