import type { Row } from '../../kernel/table.js';

/** A value as the state keeps it: dates `YYYY-MM-DD`, date-times in milliseconds. */
export type Stored = string | number | boolean | null;

export type FieldType = 'text' | 'email' | 'url' | 'choice' | 'boolean' | 'integer' | 'decimal' | 'date' | 'timestamp';

/** How derived fields look at other records; by object and business key. */
export interface Reader {
  find(object: string, key: string): Row | undefined;
  /** Rows under an index of the object's table. */
  related(object: string, index: string, key: string): readonly Row[];
}

export type FieldDefinition = {
  /** In the gateway's spelling; fields of a part of the record have dots: `MAILADDRESS.CITY`. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly charsMax?: number;
  readonly choices?: readonly string[];
  /** What `readByQuery` compares instead of the printed choice: `T` for active. */
  readonly codes?: Readonly<Record<string, string>>;
  readonly default?: Stored;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  /** Added by the company. */
  readonly isCustom?: boolean;
  /** The object whose business key this field holds. */
  readonly reference?: string;
  /** For a derived field that is another record's: the field that names the record, its object, and the field there. */
  readonly via?: Via;
  /** Worked out when read, never stored. */
  readonly derive?: (row: Row, reader: Reader) => Stored;
};

export type Via = { readonly pointer: string; readonly object: string; readonly field: string };

/** A many-to-one path for `query`: `CUSTOMER.PARENT.NAME`. */
export type Relation = { readonly name: string; readonly object: string; readonly field: string };

/** A list of parts inside a record. `item` is the element inside a wrapping element, when there is one. */
export type ListDefinition = { readonly name: string; readonly item?: string };

export type ObjectDefinition = {
  readonly name: string;
  /** As error texts name it: `Customer`. */
  readonly label: string;
  readonly plural: string;
  /** The field with the business key. */
  readonly key: string;
  readonly fields: readonly FieldDefinition[];
  readonly byName: ReadonlyMap<string, FieldDefinition>;
  /** Fields that every save looks at: worked out once. */
  readonly required: readonly FieldDefinition[];
  readonly references: readonly FieldDefinition[];
  readonly defaults: Readonly<Record<string, Stored>>;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly lists: readonly ListDefinition[];
  readonly can: ReadonlySet<'create' | 'update' | 'delete'>;
};

export type ObjectSketch = {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly key: string;
  readonly fields: readonly FieldDefinition[];
  readonly relations?: readonly Relation[];
  readonly lists?: readonly ListDefinition[];
  readonly can?: readonly ('create' | 'update' | 'delete')[];
};

/** Completes a sketch with the fields that every object has. */
export function defineObject(sketch: ObjectSketch): ObjectDefinition {
  // An invoice has a date of its own under an audit field's name.
  const own = new Set(sketch.fields.map((field) => field.name));
  return complete(sketch, [RECORD_NUMBER, ...sketch.fields, ...AUDIT.filter((field) => !own.has(field.name))]);
}

/** The object with more fields. */
export function extendObject(definition: ObjectDefinition, more: readonly FieldDefinition[]): ObjectDefinition {
  const { name, label, plural, key, relations, lists, can } = definition;
  const sketch = { name, label, plural, key, relations: [...relations.values()], lists, can: [...can] };
  return complete(sketch, [...definition.fields, ...more]);
}

function complete(sketch: Omit<ObjectSketch, 'fields'>, fields: readonly FieldDefinition[]): ObjectDefinition {
  return {
    ...sketch,
    fields,
    byName: new Map(fields.map((field) => [field.name, field])),
    required: fields.filter((field) => field.isRequired === true),
    references: fields.filter((field) => field.reference !== undefined),
    defaults: Object.fromEntries(fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default]]))),
    relations: new Map((sketch.relations ?? []).map((relation) => [relation.name, relation])),
    lists: sketch.lists ?? [],
    can: new Set(sketch.can ?? ['create', 'update', 'delete']),
  };
}

/** `CUSTTYPE` to a text field with a label: the plain case, spelled shortly. */
export function text(name: string, label: string, charsMax?: number, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { name, label, type: 'text', ...(charsMax === undefined ? {} : { charsMax }), ...more };
}

export function reference(name: string, label: string, object: string, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { name, label, type: 'text', reference: object, ...more };
}

export function flag(name: string, label: string, value: boolean | null = false, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { name, label, type: 'boolean', default: value, ...more };
}

/** Source: developer.intacct.com, "Customers": active or inactive; `readByQuery` sees T and F. */
export const STATUS: FieldDefinition = {
  name: 'STATUS',
  label: 'Status',
  type: 'choice',
  choices: ['active', 'inactive'],
  codes: { active: 'T', inactive: 'F' },
  default: 'active',
};

/** A field of the record that another field names. */
export function linked({ pointer, object }: Omit<Via, 'field'>, field: string): Required<Pick<FieldDefinition, 'via' | 'derive'>> {
  const derive = (row: Row, reader: Reader): Stored => {
    const key = row[pointer];
    return typeof key === 'string' && key !== '' ? ((reader.find(object, key)?.[field] ?? null) as Stored) : null;
  };
  return { via: { pointer, object, field }, derive };
}

const MEGAENTITY = { pointer: 'MEGAENTITYID', object: 'LOCATIONENTITY' };

const RECORD_NUMBER: FieldDefinition = { name: 'RECORDNO', label: 'Record number', type: 'integer', isReadOnly: true };

/** Who saved a record, when, and in which entity. MEGAENTITY* are blank at the top level. */
const AUDIT: readonly FieldDefinition[] = [
  { name: 'WHENCREATED', label: 'When created', type: 'timestamp', isReadOnly: true },
  { name: 'WHENMODIFIED', label: 'When modified', type: 'timestamp', isReadOnly: true },
  { name: 'CREATEDBY', label: 'Created by', type: 'integer', isReadOnly: true },
  { name: 'MODIFIEDBY', label: 'Modified by', type: 'integer', isReadOnly: true },
  { name: 'MEGAENTITYKEY', label: 'Created at - Entity key', type: 'integer', isReadOnly: true, ...linked(MEGAENTITY, 'RECORDNO') },
  { name: 'MEGAENTITYID', label: 'Created at - Entity ID', type: 'text', isReadOnly: true },
  { name: 'MEGAENTITYNAME', label: 'Created at - Entity name', type: 'text', isReadOnly: true, ...linked(MEGAENTITY, 'NAME') },
];

/** The value of a field of a row: stored, or worked out. */
export function fieldValue(field: FieldDefinition, row: Row, reader: Reader): Stored {
  if (field.derive !== undefined) return field.derive(row, reader);
  return (row[field.name] ?? null) as Stored;
}
