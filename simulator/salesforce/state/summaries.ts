import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { meets } from '../workflow/criteria.js';
import { autoNumberText } from './custom-objects.js';
import type { AddedField } from './definitions.js';
import type { Draft } from './draft.js';
import { updateBySystem } from './update.js';

/**
 * Brings the roll-up summary fields of a record's masters up to date, after it was written, deleted or restored. `before` is what it was.
 *
 * Source: Salesforce Help, "Roll-Up Summary Field"; Apex guide, "Order of Execution": the parent is saved after its child.
 */
export function rollUpSummaries(org: SalesforceOrg, child: SObjectType, before: Row | null, after: Row | null): void {
  for (const { type, field } of org.schema.summariesOf(child)) {
    if (field.computation?.kind !== 'summary') continue;
    const { foreignKey } = field.computation;
    for (const id of new Set([before?.[foreignKey], after?.[foreignKey]])) rollUp(org, type, field, org.lookup(id));
  }
}

function rollUp(org: SalesforceOrg, type: SObjectType, field: Field, parent: Row | undefined): void {
  if (parent === undefined || parent['IsDeleted'] === true) return;
  const value = summaryOf(org, field, parent);
  if ((parent[field.name] ?? null) === value) return;
  const updated = updateBySystem(org, parent, { [field.name]: value });
  rollUpSummaries(org, type, parent, updated);
}

function summaryOf(org: SalesforceOrg, { computation }: Field, parent: Row): number | string | null {
  if (computation?.kind !== 'summary') return null;
  const child = org.schema.type(computation.child);
  const reference = child?.field(computation.foreignKey);
  if (child === undefined || reference === undefined) return null;
  const rows = org.findBy(child, reference, parent['Id'] as string).filter((row) => {
    const record = { get: (name: string) => row[name] ?? null };
    return row['IsDeleted'] !== true && computation.filters.every((filter) => meets(child, record, filter));
  });
  if (computation.operation === 'count') return rows.length;
  const summed = child.field(computation.field ?? '');
  const values = summed === undefined ? [] : rows.flatMap((row) => listed(org.value(summed, row)));
  return folded(computation.operation, values);
}

function listed(value: unknown): readonly (number | string)[] {
  return typeof value === 'number' || typeof value === 'string' ? [value] : [];
}

/** Source: as above: the sum of nothing is zero, the least and greatest of nothing are blank. */
function folded(operation: 'sum' | 'min' | 'max', values: readonly (number | string)[]): number | string | null {
  if (operation === 'sum') return Number(values.reduce<number>((sum, value) => sum + Number(value), 0).toFixed(10));
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.reduce((best, value) => (value < best === (operation === 'min') ? value : best), first);
}

/** Gives a new record its numbers. Source: Salesforce Help, "Custom Field Types", Auto Number. */
export function numberFields(org: SalesforceOrg, type: SObjectType, draft: Draft): void {
  for (const field of type.numbered) draft.set(field.name, nextNumber(org, type, field));
}

function nextNumber(org: SalesforceOrg, type: SObjectType, field: Field): string | null {
  if (field.computation?.kind !== 'number') return null;
  const { format, start } = field.computation;
  const counter = org.world.cell(`salesforce:number:${type.name}.${field.name}`, start);
  const number = counter.get();
  counter.set(number + 1);
  return autoNumberText({ displayFormat: format }, number, org.now());
}

/** A computed field that is new has values in the records that are there already. */
export function startComputing(org: SalesforceOrg, { type: name, field: { name: fieldName } }: AddedField): void {
  const type = org.schema.type(name)!;
  const field = type.field(fieldName)!;
  if (field.computation === null || field.computation.kind === 'formula') return;
  org.world.atomic(() => {
    for (const row of [...org.table(type).rows()]) {
      if (field.computation?.kind === 'summary') rollUp(org, type, field, row);
      else if ((row[fieldName] ?? null) === null) updateBySystem(org, row, { [fieldName]: nextNumber(org, type, field) });
    }
  });
}
