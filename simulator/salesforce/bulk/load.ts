import type { FaultAction } from '../../kernel/faults.js';
import { invalidCrossReference, malformedId, rowError, SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { plannedError } from '../operations/planned-error.js';
import type { Field, SObjectType } from '../schema.js';
import type { Save } from '../state/save.js';
import { type RowOutcome, saveMany } from '../state/save-many.js';
import { externalIdField } from '../state/upsert.js';
import type { SalesforceOrg } from '../state.js';
import type { LoadRow } from './columns.js';

/** Operations that load rows. Source: [BULK] "Create a Job". */
export const LOAD_OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export type LoadOperation = (typeof LOAD_OPERATIONS)[number];

export type Loaded = { readonly id: string; readonly isCreated: boolean };

export type Load = {
  readonly type: SObjectType;
  readonly operation: LoadOperation;
  /** What upsert matches on; null for the other operations. */
  readonly key: Field | null;
  readonly save: Save;
  /** A planned error, which hits the first row. */
  readonly fault: FaultAction | null;
};

/** Rows that are saved in one transaction. Source: [BULK] "How Requests Are Processed": chunks of 200 records. */
const CHUNK_ROWS = 200;

/** Writes rows; each has its own outcome, in order. */
export function loadRows(org: SalesforceOrg, load: Load, rows: readonly LoadRow[]): readonly RowOutcome<Loaded>[] {
  const outcomes: RowOutcome<Loaded>[] = [];
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const chunk = rows.slice(from, from + CHUNK_ROWS);
    const seen = new Set<string>();
    outcomes.push(
      ...org.world.atomic(() =>
        saveMany(org, chunk, false, (row, index) => {
          plannedError(load, from + index);
          return write(org, load, row, seen);
        }),
      ),
    );
  }
  return outcomes;
}

/** The field that an upsert names: `Id`, or an external id. */
export function keyField(type: SObjectType, operation: LoadOperation, name: string | null): Field | null {
  if (operation !== 'upsert') return null;
  if (name === null || name === '') throw new SalesforceError('INVALIDJOB', 'externalIdFieldName must be specified for upsert');
  return name.toLowerCase() === 'id' ? type.field('Id')! : externalIdField(type, name);
}

function write(org: SalesforceOrg, { type, operation, key, save }: Load, { id, values }: LoadRow, seen: Set<string>): Loaded {
  switch (operation) {
    case 'insert':
      if (id !== '') throw rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
      return { id: org.create(type, values, save), isCreated: true };
    case 'update': {
      const known = idOf(type, id, seen);
      org.update(type, known, values, save);
      return { id: known, isCreated: false };
    }
    case 'upsert':
      return key!.type === 'id' ? upsertById(org, type, id, values, save, seen) : upsertByKey(org, type, key!, values, save, seen);
    case 'delete':
    case 'hardDelete': {
      const known = idOf(type, id, seen);
      if (org.schema.typeOfId(known) !== type) throw invalidCrossReference();
      org.delete(known, save);
      if (operation === 'hardDelete' && org.lookup(known) !== undefined) org.emptyRecycleBin(known, save);
      return { id: known, isCreated: false };
    }
  }
}

function upsertById(org: SalesforceOrg, type: SObjectType, id: string, values: LoadRow['values'], save: Save, seen: Set<string>): Loaded {
  if (id === '') return { id: org.create(type, values, save), isCreated: true };
  const known = idOf(type, id, seen);
  org.update(type, known, values, save);
  return { id: known, isCreated: false };
}

function upsertByKey(
  org: SalesforceOrg,
  type: SObjectType,
  field: Field,
  values: LoadRow['values'],
  save: Save,
  seen: Set<string>,
): Loaded {
  const { [field.name]: value, ...rest } = values;
  if (value === undefined || value === null) throw rowError('MISSING_ARGUMENT', `${field.name} not specified`);
  const text = String(value).trim();
  if (seen.has(text.toLowerCase())) throw rowError('DUPLICATE_VALUE', `Duplicate external id specified: ${text}`);
  seen.add(text.toLowerCase());
  return org.upsert(type, { field, value: text, values: rest }, save);
}

function idOf(type: SObjectType, text: string, seen: Set<string>): string {
  if (text === '') throw rowError('MISSING_ARGUMENT', 'Id not specified in an update call');
  const id = parseId(text);
  if (id === null) throw malformedId(type.field('Id')!.label, text, 'Id');
  if (seen.has(id)) throw rowError('DUPLICATE_VALUE', `Duplicate id specified: ${id}`);
  seen.add(id);
  return id;
}
