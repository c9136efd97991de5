import type { Table } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import type { Audit } from '../records.js';
import type { Engagement } from '../state.js';
import type { Tables } from '../tables.js';
import { printValue, readValue, type ValueKind } from '../values.js';

/** A stored record of any kind. */
export type Stored = Audit & Readonly<Record<string, unknown>>;

/** `create`: given once, on create; `write`: also on update; `read`: never. */
export type FieldAccess = 'read' | 'create' | 'write';

export type ObjectField = {
  readonly name: string;
  readonly kind: ValueKind;
  readonly access: FieldAccess;
  readonly isRequired?: boolean;
  /** What a record starts with that says nothing of the field; false for booleans and null otherwise. */
  readonly standard?: unknown;
  /** The collection whose record the value names. */
  readonly refersTo?: string;
  /** What is wrong with a value that a client writes, beyond its kind. */
  readonly check?: (value: unknown) => void;
  /** What the field shows, where that is not the stored value of the same name. */
  readonly show?: (row: Stored, engagement: Engagement) => unknown;
};

/** The record that a dotted name goes through: `campaign.name`. */
export type Relation = { readonly object: string; readonly key: string };

/** What a collection of API version 5 is and does. A missing hook is an operation that the vendor does not have. */
export type ObjectDefinition = {
  /** The vendor's name of one: `Prospect`, `ListMembership`. */
  readonly type: string;
  /** The last part of the path: `prospects`. */
  readonly collection: string;
  readonly table: (tables: Tables) => Table<Stored>;
  readonly fields: ReadonlyMap<string, ObjectField>;
  readonly relations: Readonly<Record<string, Relation>>;
  readonly filters: ReadonlySet<string>;
  readonly orders: ReadonlySet<string>;
  /** Whether what a record shows follows from the record alone, so that its printed form can be kept. */
  readonly isSelfContained?: boolean;
  /** Which records a user sees; null when all of them. */
  readonly seenBy?: (engagement: Engagement, unit: string, by: number | null) => ((row: Stored) => boolean) | null;
  /** Whether only people make and change its records: the API reads them. */
  readonly isByPeopleOnly?: boolean;
  /** Fields whose value is a path on the host of the call. */
  readonly links?: ReadonlySet<string>;
  /** A field that is not in `fields`: custom fields of prospects. `isQuery` is true for lists, which leave some out. */
  readonly dynamicField?: (engagement: Engagement, unit: string, name: string, isQuery: boolean) => ObjectField | undefined;
  readonly dynamicFields?: (engagement: Engagement, unit: string) => readonly ObjectField[];
  readonly create?: (engagement: Engagement, unit: string, raw: Raw, by: number | null) => Stored;
  readonly update?: (engagement: Engagement, row: Stored, raw: Raw, by: number | null) => Stored;
  readonly remove?: (engagement: Engagement, row: Stored, by: number | null) => void;
};

export type Raw = Readonly<Record<string, unknown>>;

/** A field that clients may write. */
export function writable(name: string, kind: ValueKind, more: Partial<ObjectField> = {}): ObjectField {
  return { name, kind, access: 'write', ...more };
}

/** A field that is given once. */
export function fixed(name: string, kind: ValueKind, more: Partial<ObjectField> = {}): ObjectField {
  return { name, kind, access: 'create', isRequired: true, ...more };
}

/** A field that clients may write and that names a record of a collection. */
export function reference(name: string, refersTo: string, more: Partial<ObjectField> = {}): ObjectField {
  return { name, kind: 'id', access: 'write', refersTo, ...more };
}

export const REQUIRED: Partial<ObjectField> = { isRequired: true };

/** Fields of one kind that clients may write. */
export function writables(kind: ValueKind, ...names: readonly string[]): ObjectField[] {
  return names.map((name) => writable(name, kind));
}

export function readable(name: string, kind: ValueKind, show?: ObjectField['show']): ObjectField {
  return show === undefined ? { name, kind, access: 'read' } : { name, kind, access: 'read', show };
}

/** Fields of every object. Source: Account Engagement API v5, "Audit fields". */
const AUDIT: readonly ObjectField[] = [
  readable('id', 'id'),
  readable('isDeleted', 'boolean'),
  readable('createdAt', 'instant'),
  readable('updatedAt', 'instant'),
  readable('createdById', 'id'),
  readable('updatedById', 'id'),
];

type Parts<R extends Audit> = {
  readonly type: string;
  readonly collection: string;
  readonly table: (tables: Tables) => Table<R & Record<string, unknown>>;
  readonly fields: readonly ObjectField[];
  readonly relations?: Readonly<Record<string, Relation>>;
  readonly filters?: readonly string[];
  readonly orders?: readonly string[];
  /** False for collections whose stamps cannot be filtered by. */
  readonly hasTimeFilters?: boolean;
} & Omit<
  ObjectDefinition,
  'type' | 'collection' | 'table' | 'fields' | 'relations' | 'filters' | 'orders' | 'create' | 'update' | 'remove'
> & {
    readonly create?: (engagement: Engagement, unit: string, raw: Raw, by: number | null) => R;
    readonly update?: (engagement: Engagement, row: R, raw: Raw, by: number | null) => R;
    readonly remove?: (engagement: Engagement, row: R, by: number | null) => void;
  };

/** Completes a definition with what every object has. Inside, rows have their own type; outside they are all `Stored`. */
export function defineObject<R extends Audit>(parts: Parts<R>): ObjectDefinition {
  const own = new Set(parts.fields.map(({ name }) => name));
  const fields = new Map([...AUDIT.filter(({ name }) => !own.has(name)), ...parts.fields].map((field) => [field.name, field]));
  return {
    ...(parts as unknown as ObjectDefinition),
    fields,
    relations: {
      createdBy: { object: 'users', key: 'createdById' },
      updatedBy: { object: 'users', key: 'updatedById' },
      ...Object.fromEntries(parts.fields.flatMap(relationOf)),
      ...parts.relations,
    },
    filters: new Set(['id', ...(parts.hasTimeFilters === false ? [] : ['createdAt', 'updatedAt']), ...(parts.filters ?? [])]),
    orders: new Set(['id', 'createdAt', 'updatedAt', ...(parts.orders ?? [])]),
  };
}

/** The record that a field names, under the field's name without `Id`: `folderId` leads to `folder`. */
function relationOf({ name, refersTo }: ObjectField): [string, Relation][] {
  return refersTo === undefined ? [] : [[name.replace(/Id$/, ''), { object: refersTo, key: name }]];
}

/** A field of an object by name, custom ones included. */
export function fieldOf(
  object: ObjectDefinition,
  engagement: Engagement,
  unit: string,
  name: string,
  isQuery = false,
): ObjectField | undefined {
  return object.fields.get(name) ?? object.dynamicField?.(engagement, unit, name, isQuery);
}

/** What a field of a record shows, as the vendor's JSON has it. */
export function printField(field: ObjectField, row: Stored, engagement: Engagement): unknown {
  return printValue(field.kind, field.show === undefined ? row[field.name] : field.show(row, engagement));
}

/** A record with every field that it has. */
export function printWhole(object: ObjectDefinition, row: Stored, engagement: Engagement): Record<string, unknown> {
  const printed: Record<string, unknown> = {};
  for (const field of object.fields.values()) printed[field.name] = printField(field, row, engagement);
  for (const field of object.dynamicFields?.(engagement, row.unit) ?? []) printed[field.name] = printField(field, row, engagement);
  return printed;
}

/**
 * The values of a body, checked against the fields.
 * Refuses: unknown and read-only fields (180), what is missing on create (153), wrong types.
 */
export function readFields(object: ObjectDefinition, raw: Raw, mode: 'create' | 'update'): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const field = object.fields.get(name);
    const isAllowed = field !== undefined && (field.access === 'write' || (field.access === 'create' && mode === 'create'));
    if (!isAllowed) throw refusal(180, name.slice(0, 80));
    const read = readValue(field.kind, name, value);
    if (read === null && field.isRequired === true) throw refusal(153, name);
    if (read !== null) field.check?.(read);
    values[name] = read ?? (field.kind === 'boolean' ? false : null);
  }
  if (mode === 'create') {
    for (const field of object.fields.values()) {
      if (field.isRequired === true && !Object.hasOwn(values, field.name)) throw refusal(153, field.name);
    }
  }
  return values;
}

/** A changed record with its stamps. A save that changes nothing leaves the record as it was. */
export function stamped<R extends Audit>(engagement: Engagement, row: R, values: Partial<R>, by: number | null): R {
  const before = row as unknown as Stored;
  const isSame = Object.entries(values).every(([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value));
  return isSame ? row : { ...row, ...values, updatedAt: engagement.second(), updatedById: by };
}
