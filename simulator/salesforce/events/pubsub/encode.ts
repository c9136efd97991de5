import avro from 'avsc';
import type { Field } from '../../schema.js';
import { placeOf } from '../compound.js';
import { type AvroRecord, type EventSchema, eventSchemaOf, topFields } from '../event-schema.js';
import { changedFieldsOf, commitNumberOf } from '../message.js';
import type { ChangeEvent, PlatformEvent } from '../stream-event.js';

type Values = Record<string, unknown>;

const types = new WeakMap<EventSchema, avro.Type>();

/** The Avro type of a schema, made once. */
export function avroTypeOf(schema: EventSchema): avro.Type {
  const known = types.get(schema);
  if (known !== undefined) return known;
  const type = avro.Type.forSchema(JSON.parse(schema.json) as avro.Schema);
  types.set(schema, type);
  return type;
}

/** An event as bare Avro. Source: Pub/Sub API guide, "Event Deserialization Considerations". */
export function encodeEvent(event: ChangeEvent | PlatformEvent): Buffer {
  const schema = eventSchemaOf(event.type);
  return avroTypeOf(schema).toBuffer(event.kind === 'change' ? changeValues(event, schema.record) : platformValues(event));
}

function changeValues(event: ChangeEvent, record: AvroRecord): Values {
  const values: Values = { ChangeEventHeader: headerOf(event, record) };
  for (const [top, parts] of topFields(event.type)) {
    const [first] = parts;
    if (placeOf(first!).part === null) values[top] = avroValue(first!, event.values.get(first!));
    else values[top] = compoundValue(parts, event);
  }
  return values;
}

function compoundValue(parts: readonly Field[], { values }: ChangeEvent): Values | null {
  if (!parts.some((field) => values.has(field))) return null;
  return Object.fromEntries(parts.map((field) => [placeOf(field).part, avroValue(field, values.get(field))]));
}

function headerOf(event: ChangeEvent, record: AvroRecord): Values {
  const changed = changedFieldsOf(event);
  const { changeType, recordIds, changeOrigin, transactionKey, sequenceNumber, commitUser } = event;
  return {
    entityName: event.type.name,
    recordIds,
    changeType,
    changeOrigin,
    transactionKey,
    sequenceNumber,
    commitTimestamp: event.at,
    commitNumber: commitNumberOf(event),
    commitUser,
    nulledFields: bitmaps(
      changed.filter((field) => event.values.get(field) === null),
      event,
      record,
    ),
    diffFields: [],
    changedFields: bitmaps(changed, event, record),
  };
}

/**
 * Fields as bitmaps of their positions: `0x650004E0` for those at the top, `4-0x10` for parts of the compound at position 4.
 *
 * Assumed: a list with parts only starts with an empty bitmap, because the common client reads parts only behind one.
 */
function bitmaps(fields: readonly Field[], { type }: ChangeEvent, record: AvroRecord): readonly string[] {
  if (fields.length === 0) return [];
  let top = 0n;
  const parts = new Map<number, bigint>();
  for (const field of fields) {
    const place = placeOf(field);
    const position = record.fields.findIndex(({ name }) => name === place.top);
    if (place.part === null) top |= 1n << BigInt(position);
    else {
      const inner = topFields(type)
        .get(place.top)!
        .findIndex((each) => each.name === field.name);
      parts.set(position, (parts.get(position) ?? 0n) | (1n << BigInt(inner)));
    }
  }
  return [hex(top), ...[...parts].map(([position, bits]) => `${position}-${hex(bits)}`)];
}

function hex(bits: bigint): string {
  const digits = bits.toString(16).toUpperCase();
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}

function platformValues({ type, row }: PlatformEvent): Values {
  const custom = type.fields.filter(({ isCustom }) => isCustom).map((field) => [field.name, avroValue(field, row[field.name])]);
  return { CreatedDate: row['CreatedDate'], CreatedById: row['CreatedById'], ...Object.fromEntries(custom) };
}

/** A stored value in Avro; dates are milliseconds. */
function avroValue({ type }: Field, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return type === 'date' ? Date.parse(value as string) : value;
}

/** The values of a published event, as a save takes them. Refuses, with a sentence, bytes that are not of the schema. */
export function decodeEvent(fields: readonly Field[], schema: EventSchema, payload: Buffer): Readonly<Record<string, unknown>> | string {
  let decoded: Values;
  try {
    decoded = { ...(avroTypeOf(schema).fromBuffer(payload) as object) };
  } catch (error) {
    return (error as Error).message;
  }
  return Object.fromEntries(
    fields.filter(({ isCreateable }) => isCreateable).map((field) => [field.name, savedValue(field, decoded[field.name])]),
  );
}

function savedValue({ type }: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'datetime') return isInstant(value) ? new Date(value).toISOString() : value;
  if (type === 'date') return isInstant(value) ? new Date(value).toISOString().slice(0, 10) : value;
  return value;
}

/** Source: ECMAScript, "Time Values and Time Range". */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}
