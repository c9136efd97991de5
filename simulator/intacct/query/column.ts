import type { Row } from '../../kernel/table.js';
import { type FieldDefinition, fieldValue, type ObjectDefinition, type Stored } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';

/** A field that a query names, on the object itself or over many-to-one relations. */
export type Column = {
  /** As asked for: `CUSTOMER.PARENT.NAME`. */
  readonly name: string;
  readonly field: FieldDefinition;
  /** True when the row itself has the field. */
  readonly isOwn: boolean;
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
    return { name, field, isOwn: true, get };
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
  return { name, field: target.field, isOwn: false, get };
}
