import type { Table } from '../../kernel/table.js';
import { type ErrorCode, refusal } from '../errors.js';
import { noteFolder } from '../state/folders.js';
import type { AnyTable } from '../state/references.js';
import { type Engagement, liveInUnit } from '../state.js';
import type { Tables } from '../tables.js';
import { defineObject, type ObjectDefinition, type ObjectField, type Raw, readFields, type Stored, stamped } from './object.js';

/** Where the records are that fields name, and the code that refuses numbers of nothing. */
const TARGETS: Readonly<Record<string, readonly [table: (tables: Tables) => AnyTable, code: ErrorCode]>> = {
  campaigns: [(tables) => tables.campaigns, 38],
  folders: [(tables) => tables.kept.Folder, 97],
  'tracker-domains': [(tables) => tables.kept.TrackerDomain, 154],
  'layout-templates': [(tables) => tables.kept.LayoutTemplate, 154],
  'email-templates': [(tables) => tables.kept.EmailTemplate, 68],
  'dynamic-contents': [(tables) => tables.kept.DynamicContent, 154],
  forms: [(tables) => tables.assets.Form, 154],
  'form-handlers': [(tables) => tables.assets.FormHandler, 109],
  lists: [(tables) => tables.lists, 55],
  prospects: [(tables) => tables.prospects, 3],
  users: [(tables) => tables.users, 10],
};

type Save = (engagement: Engagement, row: Stored) => Stored;

export type KeptParts = {
  readonly type: string;
  readonly collection: string;
  readonly table: (tables: Tables) => AnyTable;
  readonly fields: readonly ObjectField[];
  /** Filters beside the name and the fields that name records. */
  readonly filters?: readonly string[];
  /** Orders beside the name. */
  readonly orders?: readonly string[];
  readonly links?: readonly string[];
  readonly hasTimeFilters?: boolean;
  readonly isByPeopleOnly?: boolean;
  /** Makes a record of values that were checked; what no value was given for has its standard. */
  readonly make?: (engagement: Engagement, unit: string, values: Raw, by: number | null) => Stored;
  /** Refuses a record that would not do as a whole. */
  readonly check?: (engagement: Engagement, row: Stored, before: Stored | null) => void;
  /** What follows from a record that was made. */
  readonly made?: Save;
  /** What follows from a record that was changed. */
  readonly changed?: Save;
  /** Refuses to delete a record for what would follow, or takes along what goes with it. */
  readonly removing?: (engagement: Engagement, row: Stored, by: number | null) => void;
  /** Whether other records need this one, so that it cannot be deleted. */
  readonly isUsed?: (engagement: Engagement, row: Stored) => boolean;
  /** Only `create` and `delete`: what was made cannot be changed, as an email that was sent. */
  readonly isUnchangeable?: boolean;
  readonly isUndeletable?: boolean;
};

/**
 * An object that is kept as it is written: query, create, update and delete follow from its fields.
 *
 * Source:  Account Engagement API v5, "Create", "Update", "Delete": the usual pattern of every object; error 108 for what is in use.
 * Assumed: the code for a number that names nothing: that of its kind where the vendor has one, otherwise 154.
 */
export function keptObject(parts: KeptParts): ObjectDefinition {
  const { type, collection, fields, links = [] } = parts;
  const table = parts.table as unknown as ObjectDefinition['table'];
  const make = parts.make ?? plainMaker(type, table);
  const names = fields.map(({ name }) => name);
  const save: Save = (engagement, row) => {
    noteFolder(engagement, type, row);
    return row;
  };
  const object: ObjectDefinition = defineObject<Stored>({
    type,
    collection,
    table,
    fields,
    links: new Set(links),
    isByPeopleOnly: parts.isByPeopleOnly === true,
    hasTimeFilters: parts.hasTimeFilters !== false,
    filters: [...fields.filter(isFilter).map(({ name }) => name), ...(parts.filters ?? [])],
    orders: [...(names.includes('name') ? ['name'] : []), ...(parts.orders ?? [])],
    create: (engagement, unit, raw, by) => {
      const values = readFields(object, raw, 'create');
      checkReferences(engagement, unit, fields, values);
      const row = make(engagement, unit, { ...standards(fields), ...values }, by);
      parts.check?.(engagement, row, null);
      save(engagement, row);
      return parts.made?.(engagement, row) ?? row;
    },
    ...(parts.isUnchangeable === true
      ? {}
      : {
          update: (engagement: Engagement, row: Stored, raw: Raw, by: number | null) => {
            const values = readFields(object, raw, 'update');
            checkReferences(engagement, row.unit, fields, values);
            const changed = stamped(engagement, row, values, by);
            parts.check?.(engagement, changed, row);
            save(engagement, table(engagement.tables).put(changed));
            return parts.changed?.(engagement, changed) ?? changed;
          },
        }),
    ...(parts.isUndeletable === true
      ? {}
      : {
          remove: (engagement: Engagement, row: Stored, by: number | null) => {
            if (parts.isUsed?.(engagement, row) === true) throw refusal(108);
            parts.removing?.(engagement, row, by);
            const gone = { ...row, isDeleted: true, updatedAt: engagement.second(), updatedById: by };
            save(engagement, table(engagement.tables).put(gone, { operation: 'delete' }));
          },
        }),
  });
  return object;
}

/** What a record holds of fields that nobody gave. */
export function standards(fields: readonly ObjectField[]): Record<string, unknown> {
  const stored = fields.filter(({ show }) => show === undefined);
  return Object.fromEntries(stored.map(({ name, kind, standard }) => [name, standard ?? (kind === 'boolean' ? false : null)]));
}

/** Refuses numbers of records that are not there. */
export function checkReferences(engagement: Engagement, unit: string, fields: readonly ObjectField[], values: Raw): void {
  for (const { name, refersTo } of fields) {
    const id = values[name];
    const target = refersTo === undefined ? undefined : TARGETS[refersTo];
    if (typeof id !== 'number' || target === undefined) continue;
    const [table, code] = target;
    if (liveInUnit(table(engagement.tables) as unknown as Table<Stored>, unit, id) === undefined) throw refusal(code, `${name} ${id}`);
  }
}

function plainMaker(type: string, table: ObjectDefinition['table']): NonNullable<KeptParts['make']> {
  return (engagement, unit, values, by) => table(engagement.tables).put({ ...engagement.audit(type, unit, by), ...values });
}

function isFilter({ name, refersTo, show }: ObjectField): boolean {
  return show === undefined && (refersTo !== undefined || name === 'name');
}
