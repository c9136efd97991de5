import type { Row } from '../../kernel/table.js';
import { type FieldDefinition, fieldValue, type ObjectDefinition, type Stored, type Via } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';

/** Where a column's values are stored: in a field of the row itself, or of the row that pointers lead to. */
export type Source = { readonly via: readonly Omit<Via, 'field'>[]; readonly field: string };

/** A field that a query names, on the object itself or over many-to-one relations. */
export type Column = {
  /** As asked for: `CUSTOMER.PARENT.NAME`. */
  readonly name: string;
  readonly field: FieldDefinition;
  /** True when the row itself has the field. */
  readonly isOwn: boolean;
  /** null for what is worked out from the row. */
  readonly source: Source | null;
  readonly get: (row: Row) => Stored;
};

/**
 * Finds what a path names; null when it names nothing.
 *
 * Source:  "Queries": `CUSTOMER.PARENT.NAME` can be asked for, `PARENT.PARENT` cannot.
 * Assumed: no relation may be followed twice in a row.
 */
export function columnOf(definition: ObjectDefinition, path: string, company: IntacctCompany): Column | null {
  const name = path.trim().toUpperCase();
  const field = definition.byName.get(name);
  if (field !== undefined) {
    const get = field.derive === undefined ? (row: Row) => (row[name] ?? null) as Stored : (row: Row) => fieldValue(field, row, company);
    return { name, field, isOwn: true, source: sourceOf(field), get };
  }
  const dot = name.indexOf('.');
  const relation = dot < 0 ? undefined : definition.relations.get(name.slice(0, dot));
  if (relation === undefined) return null;
  const rest = name.slice(dot + 1);
  if (rest.startsWith(`${relation.name}.`)) return null;
  const target = columnOf(company.object(relation.object)!, rest, company);
  if (target === null) return null;
  const get = (row: Row): Stored => {
    const key = row[relation.field];
    const related = typeof key === 'string' ? company.find(relation.object, key) : undefined;
    return related === undefined ? null : target.get(related);
  };
  const source = behind(relation.field, relation.object, target.source);
  return { name, field: target.field, isOwn: false, source, get };
}

/** The source of a column of the record that a stored field points to. */
export function behind(pointer: string, object: string, source: Source | null): Source | null {
  return source === null ? null : { via: [{ pointer, object }, ...source.via], field: source.field };
}

function sourceOf({ name, derive, via }: FieldDefinition): Source | null {
  if (derive === undefined) return { via: [], field: name };
  return via === undefined ? null : behind(via.pointer, via.object, { via: [], field: via.field });
}
