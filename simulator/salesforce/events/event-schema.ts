import { createHash } from 'node:crypto';
import type { Field, FieldType, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { canBeCaptured, capturedFields } from './capture.js';
import { placeOf } from './compound.js';
import { changeEventName } from './stream-event.js';

/** An Avro schema as plain data. */
export type AvroSchema = string | readonly AvroSchema[] | { readonly [key: string]: unknown };
export type AvroField = { readonly name: string; readonly type: AvroSchema };
export type AvroRecord = {
  readonly type: 'record';
  readonly name: string;
  readonly namespace: string;
  readonly fields: readonly AvroField[];
};

const NAMESPACE = 'com.sforce.eventbus';

const strings = { type: 'array', items: 'string' };

/** Source: Change Data Capture guide, "Change Event Header Fields"; Pub/Sub API guide, "Event Deserialization Considerations". */
const HEADER: AvroField = {
  name: 'ChangeEventHeader',
  type: {
    type: 'record',
    name: 'ChangeEventHeader',
    fields: [
      { name: 'entityName', type: 'string' },
      { name: 'recordIds', type: strings },
      {
        name: 'changeType',
        type: {
          type: 'enum',
          name: 'ChangeType',
          symbols: [
            'CREATE',
            'UPDATE',
            'DELETE',
            'UNDELETE',
            'GAP_CREATE',
            'GAP_UPDATE',
            'GAP_DELETE',
            'GAP_UNDELETE',
            'GAP_OVERFLOW',
            'SNAPSHOT',
          ],
        },
      },
      { name: 'changeOrigin', type: 'string' },
      { name: 'transactionKey', type: 'string' },
      { name: 'sequenceNumber', type: 'int' },
      { name: 'commitTimestamp', type: 'long' },
      { name: 'commitNumber', type: 'long' },
      { name: 'commitUser', type: 'string' },
      { name: 'nulledFields', type: strings },
      { name: 'diffFields', type: strings },
      { name: 'changedFields', type: strings },
    ],
  },
};

/** What describe's types are in Avro; everything else is text. Dates are milliseconds. */
const AVRO_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  boolean: 'boolean',
  int: 'int',
  double: 'double',
  currency: 'double',
  percent: 'double',
  date: 'long',
  datetime: 'long',
};

export type EventSchema = { readonly id: string; readonly json: string; readonly record: AvroRecord };

/** Types are replaced when the org's schema changes, so schemas can be kept with them. */
const known = new WeakMap<SObjectType, EventSchema>();

/** The schema of an object's change events, or of a platform event. */
export function eventSchemaOf(type: SObjectType): EventSchema {
  const kept = known.get(type);
  if (kept !== undefined) return kept;
  const record = type.name.endsWith('__e') ? platformRecord(type) : changeRecord(type);
  const json = JSON.stringify(record);
  const fresh = { id: createHash('md5').update(json).digest('base64url'), json, record };
  known.set(type, fresh);
  return fresh;
}

export function schemaIdOf(type: SObjectType): string {
  return eventSchemaOf(type).id;
}

/** The schema with an id, among those of today and of the events that are retained. */
export function schemaWithId(org: SalesforceOrg, id: string): EventSchema | null {
  for (const type of [...org.schema.types, ...org.events.types()]) {
    if (!type.name.endsWith('__e') && !canBeCaptured(type)) continue;
    const schema = eventSchemaOf(type);
    if (schema.id === id) return schema;
  }
  return null;
}

function platformRecord(type: SObjectType): AvroRecord {
  const custom = type.fields.filter(({ isCustom }) => isCustom).map((field) => ({ name: field.name, type: nullable(field) }));
  const fields = [{ name: 'CreatedDate', type: 'long' }, { name: 'CreatedById', type: 'string' }, ...custom];
  return { type: 'record', name: type.name, namespace: NAMESPACE, fields };
}

function changeRecord(type: SObjectType): AvroRecord {
  const fields: AvroField[] = [HEADER];
  const named = new Set<string>();
  for (const [top, parts] of topFields(type)) {
    const [field] = parts;
    if (placeOf(field!).part === null) fields.push({ name: top, type: nullable(field!) });
    else fields.push({ name: top, type: ['null', compound(top, parts, named)] });
  }
  return { type: 'record', name: changeEventName(type.name), namespace: NAMESPACE, fields };
}

/** The top-level fields of an object's change events in order, each with the stored fields it is made of. */
export function topFields(type: SObjectType): ReadonlyMap<string, readonly Field[]> {
  const tops = new Map<string, Field[]>();
  for (const field of capturedFields(type)) {
    const { top } = placeOf(field);
    const parts = tops.get(top);
    if (parts === undefined) tops.set(top, [field]);
    else parts.push(field);
  }
  return tops;
}

/** Avro has each named type once; further uses are by name. Parts of all addresses are the same, so one type does for all. */
function compound(top: string, parts: readonly Field[], named: Set<string>): AvroSchema {
  const name = top === 'Name' ? 'Switchable_PersonName' : top.endsWith('Address') ? 'Address' : top;
  if (named.has(name)) return `${NAMESPACE}.${name}`;
  named.add(name);
  return { type: 'record', name, fields: parts.map((field) => ({ name: placeOf(field).part, type: nullable(field) })) };
}

function nullable({ type }: Field): AvroSchema {
  return ['null', AVRO_TYPES[type] ?? 'string'];
}
