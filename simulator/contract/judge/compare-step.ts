import { fillValue, type Scope } from '../language/placeholders.js';
import { valueAt } from '../path.js';
import { SYSTEMS } from '../systems/index.js';
import type { Difference, Exchange, ProbeReply } from '../types.js';
import { type Miss, missesOf } from './expect.js';
import { unlikenesses } from './likeness.js';

/** One side's exchange, and what placeholders in its expectations stand for. */
export type Sided = { readonly exchange: Exchange; readonly scope: Scope; readonly isPartial: boolean };

type Found = Pick<Difference, 'kind' | 'path' | 'text' | 'standIn' | 'target'> & { readonly expected?: unknown };

/**
 * What differs between two replies to one step. What the probe says decides first; then whatever no two runs may change.
 * A refusal against an acceptance is told alone: the bodies of the two have nothing in common.
 */
export function compareStep(standIn: Sided, target: Sided): readonly Found[] {
  const outcome = compareOutcome(standIn.exchange, target.exchange);
  if (outcome.some(({ kind }) => kind === 'stand-in stricter' || kind === 'stand-in looser')) return outcome;
  const said = compareMisses(expectedMisses(standIn), expectedMisses(target), standIn.exchange.reply, target.exchange.reply);
  const known = new Set([...outcome, ...said].map(({ path }) => path));
  const rest = unsaid(standIn, target).filter(
    ({ path }) => ![...known].some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`)),
  );
  const { masked = [] } = target.exchange.reply;
  return [...outcome, ...said.filter(({ path }) => !outcome.some((each) => each.path === path)), ...rest].filter(
    ({ kind, path }) => kind === 'shape differs' || !masked.includes(inBody(path)),
  );
}

/** The result of a function is a part of the body. */
function inBody(path: string): string {
  return path.replace(/^result(?=[.[]|$)/, 'body.response.operation.result');
}

/** Status and error codes. */
function compareOutcome(standIn: Exchange, target: Exchange): readonly Found[] {
  const codes = [SYSTEMS[standIn.system].errors(standIn.reply), SYSTEMS[target.system].errors(target.reply)] as const;
  const isRefused = [isRefusal(standIn.reply, codes[0]), isRefusal(target.reply, codes[1])] as const;
  const kind = isRefused[0] === isRefused[1] ? 'behaviour differs' : isRefused[0] ? 'stand-in stricter' : 'stand-in looser';
  const { status, error } = standIn.step.expect;
  const found: Found[] = [];
  if (standIn.reply.status !== target.reply.status) {
    const expected = status === null ? {} : { expected: status };
    found.push({ kind, path: 'status', text: 'another status', ...expected, standIn: standIn.reply.status, target: target.reply.status });
  }
  if (codes[0].join() !== codes[1].join()) {
    const expected = error === null ? {} : { expected: error };
    const text = isRefused[0] === isRefused[1] ? 'another error code' : isRefused[0] ? 'accepted' : 'refused';
    found.push({ kind, path: 'error', text, ...expected, standIn: codes[0], target: codes[1] });
  }
  return found;
}

function isRefusal({ status }: ProbeReply, codes: readonly string[]): boolean {
  return status >= 400 || codes.length > 0;
}

/** What one side's reply misses of what the probe says. */
export function expectedMisses({ exchange, scope }: Pick<Sided, 'exchange' | 'scope'>): readonly Miss[] {
  const { step, reply, system } = exchange;
  const { status, headers, error } = step.expect;
  const misses: Miss[] = [];
  const codes = SYSTEMS[system].errors(reply);
  if (status === null ? error === null && reply.status >= 400 : reply.status !== status) {
    misses.push({ path: 'status', kind: 'value', text: 'another status', expected: status ?? '200 to 299', actual: reply.status });
  }
  if (error !== null && error.join() !== codes.join()) {
    misses.push({ path: 'error', kind: 'value', text: 'another error code', expected: error, actual: codes });
  }
  const parts = [
    ['headers', headers, reply.headers],
    ['body', step.expect.body, reply.data],
    ['result', step.expect.result, valueAt(reply.data, 'response.operation.result')],
  ] as const;
  for (const [name, expected, actual] of parts) {
    if (expected !== undefined) misses.push(...missesOf(fillExpectation(expected, scope), actual, name));
  }
  return misses;
}

/** An expectation that names what an earlier reply lacks cannot be met. */
function fillExpectation(expected: unknown, scope: Scope): unknown {
  try {
    return fillValue(expected, scope);
  } catch (error) {
    return { $oneOf: [], because: (error as Error).message };
  }
}

/** Misses of both sides side by side: a place where both miss alike is a promise that neither keeps. */
function compareMisses(
  standIn: readonly Miss[],
  target: readonly Miss[],
  standInReply: ProbeReply,
  targetReply: ProbeReply,
): readonly Found[] {
  const paths = new Set([...standIn, ...target].map(({ path }) => path));
  return [...paths].map((path) => {
    const [ours, theirs] = [standIn.find((miss) => miss.path === path), target.find((miss) => miss.path === path)];
    const { kind, text, expected } = (theirs ?? ours)!;
    const both = ours !== undefined && theirs !== undefined;
    return {
      kind: kind === 'shape' ? 'shape differs' : 'behaviour differs',
      path,
      text: both ? `${text}: neither does what the probe says` : text,
      expected,
      standIn: ours === undefined ? sight(standInReply, path) : ours.actual,
      target: theirs === undefined ? sight(targetReply, path) : theirs.actual,
    };
  });
}

function sight({ status, headers, data }: ProbeReply, path: string): unknown {
  return valueAt({ status, headers, body: data, result: valueAt(data, 'response.operation.result') }, path);
}

/** Headers that say something of a reply's meaning. */
const HEADERS = ['content-type', 'location', 'retry-after', 'www-authenticate', 'allow', 'sforce-limit-info', 'sforce-mru-updated'];

/** Differences of which the probe says nothing. */
function unsaid(standIn: Sided, target: Sided): readonly Found[] {
  const [ours, theirs] = [standIn.exchange.reply, target.exchange.reply];
  const { differs } = standIn.exchange.step;
  const headers = HEADERS.filter((name) => !differs.includes(`headers.${name}`)).flatMap((name): readonly Found[] => {
    const [one, other] = [headerOf(ours, name), headerOf(theirs, name)];
    return one === other || (target.isPartial && other === undefined)
      ? []
      : [{ kind: 'shape differs', path: `headers.${name}`, text: 'another header', standIn: one, target: other }];
  });
  const unlike = unlikenesses(ours.data ?? undefined, theirs.data ?? undefined, 'body', {
    run: standIn.scope.run,
    differs,
    isPartial: target.isPartial,
  });
  return [
    ...headers,
    ...unlike.map(({ kind, ...rest }): Found => ({ kind: kind === 'shape' ? 'shape differs' : 'behaviour differs', ...rest })),
  ];
}

/** Of a content type its media type; of most others whether they are there. */
function headerOf({ headers }: ProbeReply, name: string): string | undefined {
  const value = headers[name];
  if (value === undefined) return undefined;
  return name === 'content-type' ? value.split(';')[0]!.trim().toLowerCase() : 'there';
}
