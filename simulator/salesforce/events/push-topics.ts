import type { Change } from '../../kernel/change-log.js';
import type { Row } from '../../kernel/table.js';
import { SalesforceError } from '../errors.js';
import { parseSoql } from '../soql/parse.js';
import type { RecordQuery } from '../soql/query.js';
import { bindShape } from '../soql/shape.js';
import type { SalesforceOrg } from '../state.js';
import { eventValue } from './json-values.js';
import type { TopicEvent } from './stream-event.js';

/** What happened, and the box of a topic that asks for it. Source: Streaming API guide, "Event Notification Rules". */
const HAPPENED = {
  create: ['created', 'NotifyForOperationCreate'],
  update: ['updated', 'NotifyForOperationUpdate'],
  delete: ['deleted', 'NotifyForOperationDelete'],
  undelete: ['undeleted', 'NotifyForOperationUndelete'],
} as const;

/** The notifications that the active topics of an org make of one transaction. Several writes of a record are one notification. */
export function topicEventsOf(org: SalesforceOrg, changes: readonly Change[]): readonly TopicEvent[] {
  const table = org.table(org.schema.type('PushTopic')!);
  if (table.size === 0) return [];
  const topics = table.filter((row) => row['IsActive'] === true && row['IsDeleted'] !== true);
  return topics.flatMap((topic) => eventsOf(org, topic, lastOfEach(changes)));
}

/** The last change of each record, with the record as it was before the first. */
function lastOfEach(changes: readonly Change[]): readonly Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.object} ${change.id}`;
    const first = found.get(key);
    const operation = first !== undefined && change.operation === 'update' ? first.operation : change.operation;
    found.delete(key);
    found.set(key, first === undefined ? change : { ...change, before: first.before, operation });
  }
  return [...found.values()];
}

function eventsOf(org: SalesforceOrg, topic: Row, changes: readonly Change[]): readonly TopicEvent[] {
  const query = queryOf(org, topic);
  if (query === null) return [];
  const events: TopicEvent[] = [];
  for (const change of changes) {
    if (change.object !== query.type.name || change.operation === 'remove' || change.id === topic['Id']) continue;
    const [happened, box] = HAPPENED[change.operation];
    const row = change.operation === 'delete' ? change.before : change.after;
    if (row === null || topic[box] !== true || !matches(org, query, topic, row)) continue;
    if (change.operation === 'update' && !concerns(topic, query, change)) continue;
    const sobject = change.operation === 'delete' ? { Id: change.id } : shown(org, query, topic, row);
    events.push({ kind: 'topic', replayId: change.seq, at: change.at, topic: topic['Name'] as string, happened, sobject });
  }
  return events;
}

/** A topic whose query the schema no longer carries says nothing. */
function queryOf(org: SalesforceOrg, topic: Row): RecordQuery | null {
  try {
    const { compiled } = org.soql.prepare(topic['Query'] as string);
    return compiled.kind === 'records' ? compiled : null;
  } catch (error) {
    if (error instanceof SalesforceError) return null;
    throw error;
  }
}

function matches(org: SalesforceOrg, query: RecordQuery, topic: Row, row: Row): boolean {
  return query.matches(runOf(org, topic))(row['IsDeleted'] === true ? { ...row, IsDeleted: false } : row);
}

const runOf = (org: SalesforceOrg, topic: Row) => ({
  org,
  userId: topic['CreatedById'] as string,
  now: org.world.clock.now(),
  includesDeleted: false,
});

/** Whether an update touched the fields that the topic minds. Source: Streaming API guide, "NotifyForFields". */
function concerns(topic: Row, query: RecordQuery, { before, after }: Change): boolean {
  const changed = (name: string): boolean => (before?.[name] ?? null) !== (after?.[name] ?? null);
  const minded = String(topic['NotifyForFields'] ?? 'Referenced');
  if (minded === 'All') return true;
  const selected = query.shape.map(({ name }) => name);
  const filtered = wherePaths(parseSoql(topic['Query'] as string).where).map((name) => query.type.field(name)?.name ?? name);
  const names = minded === 'Select' ? selected : minded === 'Where' ? filtered : [...selected, ...filtered];
  return names.some(changed);
}

/** The names in a condition. */
function wherePaths(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(wherePaths);
  const { kind, names } = node as { kind?: string; names?: readonly { text: string }[] };
  if (kind === 'path' && names !== undefined) return names.slice(-1).map(({ text }) => text);
  return Object.values(node).flatMap(wherePaths);
}

function shown(org: SalesforceOrg, query: RecordQuery, topic: Row, row: Row): Readonly<Record<string, unknown>> {
  const entries = bindShape(query.shape, runOf(org, topic));
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.kind === 'value' ? eventValue(entry.type, entry.read(row)) : null]));
}
