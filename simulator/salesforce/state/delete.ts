import type { Row } from '../../kernel/table.js';
import { insufficientAccess, rowError } from '../errors.js';
import type { ChildRelationship, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { behaviourOf } from './behaviours/index.js';
import { editable } from './check-record.js';
import type { Save } from './save.js';
import { checkSetupRemoval } from './setup-access.js';
import { rollUpSummaries } from './summaries.js';
import { updateBySystem } from './update.js';

/**
 * Deletes a record: into the recycle bin, with what belongs to it; other references to it are cleared, and some forbid it.
 *
 * Source: SOAP API guide, "delete()"; Object Reference, "Relationships Among Objects".
 */
export function remove(org: SalesforceOrg, id: string, save: Save): void {
  const row = editable(org, null, id, save.by);
  const type = org.schema.typeOfId(id)!;
  if (!type.definition.isDeletable) throw insufficientAccess();
  checkSetupRemoval(org, type, save.by);
  if (row['IsStandard'] === true && type.name === 'Pricebook2') throw insufficientAccess();
  const taken: Row[] = [];
  collect(org, type, row, taken);
  for (const each of taken) discard(org, each, id, save);
  for (const each of taken) {
    const own = org.schema.typeOfId(each['Id'] as string)!;
    behaviourOf(own).afterRemoval?.(org, each);
    rollUpSummaries(org, own, each, null);
  }
}

/** A record and everything that goes with it, children first found last. Refuses when a child forbids it. */
function collect(org: SalesforceOrg, type: SObjectType, row: Row, taken: Row[]): void {
  if (taken.includes(row)) return;
  taken.push(row);
  for (const relationship of org.schema.childrenOf(type)) {
    if (relationship.field.onDelete !== 'cascade' && relationship.field.onDelete !== 'restrict') continue;
    for (const child of liveChildren(org, relationship, row)) {
      if (relationship.field.onDelete === 'restrict') throw stillNeeded(org, type, row, relationship, child);
      collect(org, org.schema.type(relationship.childType)!, child, taken);
    }
  }
}

export function liveChildren(org: SalesforceOrg, { childType, field }: ChildRelationship, parent: Row): readonly Row[] {
  if (field.derive !== null) return [];
  return org.findBy(org.schema.type(childType)!, field, parent['Id'] as string).filter((row) => row['IsDeleted'] !== true);
}

function stillNeeded(org: SalesforceOrg, type: SObjectType, row: Row, { childType }: ChildRelationship, child: Row) {
  const children = org.schema.type(childType)!;
  const name = (of: SObjectType, record: Row): string => String((of.nameField && org.value(of.nameField, record)) ?? record['Id']);
  return rowError(
    'DELETE_FAILED',
    `Your attempt to delete ${name(type, row)} could not be completed because it is associated with the following ${children.definition.labelPlural.toLowerCase()}.: ${name(children, child)}\n`,
  );
}

/** Puts one record into the bin (setup records go at once) and clears what refers to it. `rootId` is the record that was deleted. */
function discard(org: SalesforceOrg, row: Row, rootId: string, save: Save): void {
  const id = row['Id'] as string;
  const type = org.schema.typeOfId(id)!;
  for (const relationship of org.schema.childrenOf(type)) {
    if (relationship.field.onDelete !== 'clear') continue;
    for (const child of liveChildren(org, relationship, row)) updateBySystem(org, child, { [relationship.field.name]: null });
  }
  const current = org.lookup(id)!;
  org.recycleBin.add(type.name, id, rootId);
  if (type.field('IsDeleted') === undefined) {
    org.table(type).remove(id, { operation: 'delete' });
    return;
  }
  const now = org.now();
  const deleted = { ...current, IsDeleted: true, LastModifiedDate: now, LastModifiedById: save.by, SystemModstamp: now };
  org.table(type).put(deleted, { operation: 'delete' });
}
