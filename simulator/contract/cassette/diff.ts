import { typeOf } from '../judge/expect.js';
import { below } from '../path.js';
import type { Cassette, RecordedExchange } from './cassette.js';

/** One thing in which two cassettes differ. */
export type CassetteDifference = {
  readonly probe: string;
  readonly step: string;
  readonly request: string;
  /** `status`, `headers.retry-after`, `body.records[0].Name`; empty when only one has the exchange. */
  readonly path: string;
  readonly text: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** What a system says now that it did not say before. Values that stand in the place of others are compared by their types alone. */
export function diffCassettes(before: Cassette, after: Cassette): readonly CassetteDifference[] {
  const keyOf = ({ probe, step }: RecordedExchange): string => `${probe}\n${step}`;
  const later = new Map(after.exchanges.map((each) => [keyOf(each), each]));
  const earlier = new Map(before.exchanges.map((each) => [keyOf(each), each]));
  const gone = before.exchanges
    .filter((each) => !later.has(keyOf(each)))
    .map((each) => only(each, 'is not recorded any more', each, undefined));
  const added = after.exchanges
    .filter((each) => !earlier.has(keyOf(each)))
    .map((each) => only(each, 'was not recorded before', undefined, each));
  const changed = before.exchanges.flatMap((each) => {
    const other = later.get(keyOf(each));
    return other === undefined ? [] : diffExchanges(each, other, [before.run, after.run]);
  });
  return [...changed, ...gone, ...added];
}

function only({ probe, step, request }: RecordedExchange, text: string, before: unknown, after: unknown): CassetteDifference {
  return { probe, step, request, path: '', text, before, after };
}

function diffExchanges(before: RecordedExchange, after: RecordedExchange, runs: readonly [string, string]): readonly CassetteDifference[] {
  const { probe, step, request } = before;
  const masked = new Set([...before.masked, ...after.masked]);
  const found: CassetteDifference[] = [];
  const tell = (path: string, text: string, one: unknown, other: unknown): void => {
    found.push({ probe, step, request, path, text, before: one, after: other });
  };
  const walk = (one: unknown, other: unknown, path: string): void => {
    const types = [typeOf(one), typeOf(other)];
    if (types[0] !== types[1]) {
      tell(
        path,
        types[1] === 'nothing' ? 'is gone' : types[0] === 'nothing' ? 'is new' : `was a ${types[0]} and is a ${types[1]}`,
        one,
        other,
      );
    } else if (types[0] === 'list') walkLists(one as unknown[], other as unknown[], path);
    else if (types[0] === 'map') walkMaps(one as Record<string, unknown>, other as Record<string, unknown>, path);
    else if (!masked.has(path) && unmarked(one, runs[0]) !== unmarked(other, runs[1])) tell(path, 'is another value', one, other);
  };
  const walkLists = (one: readonly unknown[], other: readonly unknown[], path: string): void => {
    if (one.length !== other.length) tell(path, `had ${one.length} items and has ${other.length}`, one, other);
    else for (const [index, each] of one.entries()) walk(each, other[index], below(path, index));
  };
  const walkMaps = (one: Record<string, unknown>, other: Record<string, unknown>, path: string): void => {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) walk(one[key], other[key], below(path, key));
  };
  walk(before.status, after.status, 'status');
  walk(before.headers, after.headers, 'headers');
  walk(before.body, after.body, 'body');
  return found;
}

/** A value without the prefix of its run. */
function unmarked(value: unknown, run: string): unknown {
  return typeof value === 'string' ? value.replaceAll(run, '{run}') : value;
}
