import type { SalesforceRow } from '../../model/intacct.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import { POLICIES } from '../../rules/intacct/policies.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { FlowContext, PendingKey, Trigger } from '../flow.js';
import { linkOf } from './memory.js';
import type { IntacctParts } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { dataOf, RANKS, trigger } from './triggers.js';

/** Ancestors go before their children, the highest first. */
const RANK_STEP = 0.1;

/**
 * For accounts whose parent never synced: what is to be looked at first, the highest ancestor before the next, and the account again
 * after them. Empty for an account that can go at once, or whose ancestors had their turn.
 *
 * Source: PARENTID names a customer that exists. Assumed: D-24, the parent is synced first, up to five levels.
 */
export async function parentsFirst(
  accounts: readonly { readonly key: PendingKey; readonly row: SalesforceRow; readonly kind: TriggerKind }[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<ReadonlyMap<string, readonly Trigger[]>> {
  const waiting = accounts.filter(
    ({ key, row, kind }) =>
      kind !== 'smart' && isUnlinkedParent(row, context) && !key.triggers.some((each) => dataOf(each).isAfterParents === true),
  );
  if (waiting.length === 0) return new Map();
  const ancestors = await readAncestors(
    waiting.map(({ row }) => row),
    settings,
    parts,
    context,
  );
  return new Map(waiting.map(({ key, row }) => [key.key, turns(key, row, ancestors, context)]));
}

/** What was answered when the account was put off. */
const DONE_ONCE: ReadonlySet<string> = new Set(['gone', 'reset-link']);

function isUnlinkedParent(row: SalesforceRow, context: FlowContext): boolean {
  const parent = textOf(row['ParentId']);
  return parent !== '' && linkOf(context, 'Account', parent) === null;
}

async function readAncestors(
  rows: readonly SalesforceRow[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<ReadonlyMap<string, SalesforceRow>> {
  const ancestors = new Map<string, SalesforceRow>();
  let level = rows;
  for (let depth = 0; depth < POLICIES.parentDepthMax && level.length > 0; depth += 1) {
    const ids = level.filter((row) => isUnlinkedParent(row, context)).map((row) => textOf(row['ParentId']));
    const read = await readAccounts(
      ids.filter((id) => !ancestors.has(id)),
      settings,
      parts,
    );
    for (const [id, row] of read) ancestors.set(id, row);
    level = [...read.values()];
  }
  return ancestors;
}

function turns(
  { triggers }: PendingKey,
  row: SalesforceRow,
  ancestors: ReadonlyMap<string, SalesforceRow>,
  context: FlowContext,
): readonly Trigger[] {
  const cause = triggers.at(-1)!;
  const first: Trigger[] = [];
  let child = row;
  for (let depth = 1; depth <= POLICIES.parentDepthMax && isUnlinkedParent(child, context); depth += 1) {
    const parent = ancestors.get(textOf(child['ParentId']));
    if (parent === undefined) break;
    const record = { system: 'salesforce', object: 'Account', id: parent.Id } as const;
    const rank = RANKS['Account']! + (POLICIES.parentDepthMax - depth) * RANK_STEP;
    const { at, event } = dataOf(cause);
    first.push({ ...trigger(record, 'child', cause.by, { kind: 'child', at, event, isAfterParents: true }), rank });
    child = parent;
  }
  const rank = RANKS['Account']! + POLICIES.parentDepthMax * RANK_STEP;
  const again = triggers.filter((each) => !DONE_ONCE.has(dataOf(each).kind));
  return [...first, ...again.map((each) => ({ ...each, rank, data: { ...dataOf(each), isAfterParents: true } }))];
}
