import type { FieldType } from '../schema.js';

/** A stored value as events print it: instants with a Z. Source: Streaming API guide, "Message Structure". */
export function eventValue(type: FieldType, value: unknown): unknown {
  return type === 'datetime' && typeof value === 'number' ? new Date(value).toISOString() : (value ?? null);
}
