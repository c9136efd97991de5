import type { SyncError } from '../../model/decision.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import { POLICIES } from '../../rules/intacct/policies.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { FlowContext, PendingKey, Trigger } from '../flow.js';
import { keyOf, linkOf } from './memory.js';
import type { IntacctParts } from './parts.js';
import { readAccounts } from './read-accounts.js';
import { dataOf, RANKS, trigger } from './triggers.js';

/** Ancestors go before their children, the highest first. */
const RANK_STEP = 0.1;

/** What an unlinked parent means for an account: others go first, it waits for one that could not be synced yet, or it cannot go at all. */
export type ParentTurn =
  | { readonly kind: 'first'; readonly next: readonly Trigger[] }
  | { readonly kind: 'wait' }
  | { readonly kind: 'problem'; readonly text: string };

/**
 * For accounts whose parent never synced: what is to be looked at first, the highest ancestor before the next, and the account again
 * after them. An account that can go at once has no entry.
 *
 * Source:  PARENTID names a customer that exists.
 * Refuses: a chain of more than five unlinked ancestors, a circle, and a parent that had its turn and has no customer.
 * Assumed: D-24, the parent is synced first; no customer is made or changed without the parent that the account names.
 */
export async function parentsFirst(
  accounts: readonly { readonly key: PendingKey; readonly row: SalesforceRow; readonly kind: TriggerKind }[],
  settings: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<ReadonlyMap<string, ParentTurn>> {
  const waiting = accounts.filter(({ row, kind }) => kind !== 'smart' && isUnlinkedParent(row, context));
  const fresh = waiting.filter(({ key }) => !hadParents(key));
  const rows = fresh.map(({ row }) => row);
  const ancestors = rows.length === 0 ? new Map<string, SalesforceRow>() : await readAncestors(rows, settings, parts, context);
  return new Map(
    waiting.map(({ key, row }) => [key.key, hadParents(key) ? afterParents(row, context) : turns(key, row, ancestors, context)]),
  );
}

function hadParents({ triggers }: PendingKey): boolean {
  return triggers.some((each) => dataOf(each).isAfterParents === true);
}

/** The parent had its turn: it is tried again later, or that was its answer. */
function afterParents(row: SalesforceRow, context: FlowContext): ParentTurn {
  const key = keyOf('Account', textOf(row['ParentId']));
  if ((context.recall('pending', key) ?? null) !== null) return { kind: 'wait' };
  const error = context.recall('error', key) as SyncError | null | undefined;
  const reason = error === null || error === undefined ? '' : `: ${error.text}`;
  return { kind: 'problem', text: `parent account ${parentName(row)} was not synced${reason}` };
}

function parentName(row: SalesforceRow): string {
  const parent = row['Parent'] as Readonly<Record<string, unknown>> | null | undefined;
  const name = textOf(parent?.['Name']);
  return name === '' ? textOf(row['ParentId']) : `'${name}' (${textOf(row['ParentId'])})`;
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
): ParentTurn {
  const cause = triggers.at(-1)!;
  const first: Trigger[] = [];
  const chain = new Set([row.Id]);
  let child = row;
  for (let depth = 1; depth <= POLICIES.parentDepthMax && isUnlinkedParent(child, context); depth += 1) {
    const parent = ancestors.get(textOf(child['ParentId']));
    if (parent === undefined) break;
    if (chain.has(parent.Id)) return { kind: 'problem', text: `parent account ${parentName(child)} is below the account itself` };
    chain.add(parent.Id);
    const record = { system: 'salesforce', object: 'Account', id: parent.Id } as const;
    const rank = RANKS['Account']! + (POLICIES.parentDepthMax - depth) * RANK_STEP;
    const { at, event } = dataOf(cause);
    first.push({ ...trigger(record, `child:${depth}`, cause.by, { kind: 'child', at, event, isAfterParents: true }), rank });
    child = parent;
  }
  if (first.length === POLICIES.parentDepthMax && isUnlinkedParent(child, context)) {
    const text = `parent account ${parentName(row)} has too many parents that were not synced: more than ${POLICIES.parentDepthMax} levels`;
    return { kind: 'problem', text };
  }
  const rank = RANKS['Account']! + POLICIES.parentDepthMax * RANK_STEP;
  const again = triggers.filter((each) => !DONE_ONCE.has(dataOf(each).kind));
  const after = again.map((each) => ({ ...each, rank, data: { ...dataOf(each), isAfterParents: true } }));
  return { kind: 'first', next: [...first, ...after] };
}
