import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { CsvError } from './csv.js';

/** What a row of a load gives: its id as sent, and values as a REST body would have them. */
export type LoadRow = { readonly id: string; readonly values: Readonly<Record<string, unknown>> };

type Setter = (cell: string, values: Record<string, unknown>) => void;

/** A cell that clears its field. Source: [BULK] "Valid CSV Record Rows". */
const CLEARED = '#N/A';

/**
 * Compiles a CSV header to a reader of rows. Empty cells change nothing, `#N/A` clears; `Owner.Username` and `User:Owner.Username` name a
 * parent by an external id.
 *
 * Source: [BULK] "Relationship Fields in a Header Row", "Valid CSV Record Rows".
 * Refuses: columns that the object does not have.
 */
export function rowReader(org: SalesforceOrg, type: SObjectType, header: readonly string[]): (cells: readonly string[]) => LoadRow {
  const idAt = header.findIndex((name) => name.toLowerCase() === 'id');
  const setters = header.map((name, index) => (index === idAt ? null : setterOf(org, type, name)));
  return (cells) => {
    const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [index, set] of setters.entries()) {
      const cell = cells[index] ?? '';
      if (set !== null && cell !== '') set(cell, values);
    }
    return { id: (cells[idAt] ?? '').trim(), values };
  };
}

function setterOf(org: SalesforceOrg, type: SObjectType, name: string): Setter {
  const field = type.field(name);
  if (field !== undefined) return fieldSetter(field);
  const [, typeName, relationship, key] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? [];
  const reference = relationship === undefined ? undefined : type.parent(relationship);
  if (reference === undefined || key === undefined) throw notFound(name);
  const parentName = typeName ?? reference.referenceTo[0]!;
  const parent = reference.referenceTo.some((each) => each.toLowerCase() === parentName.toLowerCase())
    ? org.schema.type(parentName)
    : undefined;
  if (parent?.field(key) === undefined) throw notFound(name);
  const parentType = parent.name;
  return (cell, values) => {
    if (cell === CLEARED) values[reference.name] = null;
    else values[reference.relationshipName!] = { attributes: { type: parentType }, [key]: cell };
  };
}

function fieldSetter({ name }: Field): Setter {
  return (cell, values) => {
    values[name] = cell === CLEARED ? null : cell;
  };
}

const notFound = (name: string): CsvError => new CsvError(`InvalidBatch : Field name not found : ${name}`);
