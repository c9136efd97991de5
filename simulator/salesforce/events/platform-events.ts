import { createHash } from 'node:crypto';
import type { Change } from '../../kernel/change-log.js';
import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { rowError, together } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { readValues } from '../state/read-values.js';
import type { Save, Values } from '../state/save.js';
import type { SalesforceOrg } from '../state.js';
import type { PlatformEvent } from './stream-event.js';

/** The last event of each type. The change log has those before it, and is what subscribers read. */
export const PLATFORM_EVENTS = 'PlatformEvent';

export function openPlatformEvents(world: World): Table<Row> {
  return world.table<Row>('salesforce', { name: PLATFORM_EVENTS, key: (row) => row['type'] as string });
}

/**
 * Publishes an event by creating its record.
 *
 * Source:  Platform Events guide, "Publish Event Messages Using Salesforce APIs".
 * Assumed: an event is published when its transaction commits; the behaviour "Publish Immediately" is not modelled.
 */
export function publish(org: SalesforceOrg, type: SObjectType, values: Values, { by }: Save): string {
  const given = readValues(org, type, values, 'create');
  const missing = type.required.filter(({ name, defaultValue }) => (given.get(name) ?? defaultValue) === null).map(({ name }) => name);
  if (missing.length > 0) throw rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
  const unresolved = [...given].filter(([name]) => type.field(name) === undefined);
  if (unresolved.length > 0) throw together(unresolved.map(([name]) => rowError('INVALID_FIELD', `No such column '${name}'`, [name])));
  const id = org.ids.next(type.keyPrefix!);
  const defaults = type.defaulted.map((field) => [field.name, field.defaultValue] as const);
  const row = { ...Object.fromEntries([...defaults, ...given]), CreatedDate: org.world.clock.now(), CreatedById: by };
  org.platformEvents.put({ type: type.name, Id: id, ...row, EventUuid: uuidOf(org, id) }, { operation: 'create' });
  return id;
}

/** Whether an id is one that publishing gave. */
export function isEventId(id: string): boolean {
  return id.startsWith('e');
}

/** What stands among the errors of a publishing that succeeded. Source: Platform Events guide, "Publish Event Messages Using Salesforce APIs". */
export function enqueued(org: SalesforceOrg, id: string) {
  return { statusCode: 'OPERATION_ENQUEUED', message: uuidOf(org, id), fields: [] };
}

/** The event that a change of the log is; null when it is none. */
export function platformEventOf(org: SalesforceOrg, { object, after, seq, at }: Change): PlatformEvent | null {
  if (object !== PLATFORM_EVENTS || after === null) return null;
  const type = org.schema.type(after['type'] as string);
  return type === undefined ? null : { kind: 'platform', replayId: seq, at, type, row: after };
}

/** Names an event, and the publishing of it. */
export function uuidOf(org: SalesforceOrg, id: string): string {
  const hex = createHash('md5').update(`${org.world.seed}:${id}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
