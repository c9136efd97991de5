import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { invalid, json } from '../wire.js';

const PAGE_ROWS_DEFAULT = 100;
const PAGE_ROWS_MAX = 1_000;

type Numbered = { readonly seq: number };

/** GET /_backlot/calls */
export function listCalls({ request, world }: Call<Control>): WireResponse {
  const { page, filters } = readQuery(request.query, ['system', 'status']);
  const { system, status } = filters;
  const matches = (call: { system: string; status: number }) => is(system, call.system) && is(status, String(call.status));
  return json(paged(world.calls.since(page.after + 1).filter(matches), page));
}

/** GET /_backlot/changes */
export function listChanges({ request, world }: Call<Control>): WireResponse {
  const { page, filters } = readQuery(request.query, ['system', 'object', 'id']);
  const { system, object, id } = filters;
  const matches = (change: { system: string; object: string; id: string }) =>
    is(system, change.system) && is(object, change.object) && is(id, change.id);
  return json(paged(world.changes.since(page.after + 1).filter(matches), page));
}

/** GET /_backlot/decisions - empty when the sync core does not run here. */
export function listDecisions({ request, state }: Call<Control>): WireResponse {
  const { page, filters } = readQuery(request.query, ['record', 'outcome']);
  const { record, outcome } = filters;
  const matches = (decision: Numbered & { about?: readonly { id: string }[]; outcome?: string }) =>
    is(outcome, decision.outcome ?? '') && (record === undefined || (decision.about ?? []).some(({ id }) => id === record));
  return json(paged((state.hooks.decisions?.(page.after + 1) ?? []).filter(matches), page));
}

type Page = { readonly after: number; readonly limit: number; readonly tail: boolean };

/** Newest last; `next` is what to give as `after` for what comes then. */
function paged<T extends Numbered>(found: readonly T[], { after, limit, tail }: Page): unknown {
  const items = tail ? found.slice(-limit) : found.slice(0, limit);
  return { items, next: items.at(-1)?.seq ?? after };
}

function readQuery(query: string, known: readonly string[]): { page: Page; filters: Readonly<Record<string, string>> } {
  const filters: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (![...known, 'after', 'limit', 'tail'].includes(key))
      throw invalid(`Unknown filter "${key}".`, `Known: after, limit, tail, ${known.join(', ')}.`);
    filters[key] = value;
  }
  const { after, limit, tail, ...rest } = filters;
  const page = {
    after: readNumber('after', after, -1, Number.MAX_SAFE_INTEGER) ?? -1,
    limit: readNumber('limit', limit, 1, PAGE_ROWS_MAX) ?? PAGE_ROWS_DEFAULT,
    tail: tail === 'true',
  };
  return { page, filters: rest };
}

function readNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === '' || !Number.isInteger(value) || value < min || value > max)
    throw invalid(`"${name}" is "${text}".`, `Write a whole number from ${min} to ${max}.`);
  return value;
}

function is(wanted: string | undefined, actual: string): boolean {
  return wanted === undefined || wanted === actual;
}
