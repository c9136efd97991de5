import { inLists } from '../../clients/salesforce/wire.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { closedGate, type GateInput } from '../../rules/intacct/gates.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { Concluded, FlowContext, PendingKey } from '../flow.js';
import { groupBy } from './intacct-reads.js';
import { holderOf, mergedInto } from './memory.js';
import { type IntacctParts, settingsAt, settingsNow } from './parts.js';
import { dataOf } from './triggers.js';

/** Copies that Salesforce has, by the id of what they are copies of. */
export type Mirrors = ReadonlyMap<string, SalesforceRow>;

/** Merges that are followed from an account to its survivor; a chain of them is rare. */
const MERGES_FOLLOWED_MAX = 10;

/** The account that a customer stands for; where it lost a merge, the one that survived. Blank for none. */
export function survivorOf(customerId: string, context: FlowContext): string {
  let account = holderOf(context, 'CUSTOMER', customerId) ?? '';
  for (let step = 0; step < MERGES_FOLLOWED_MAX; step += 1) {
    const master = mergedInto(context, account);
    if (master === null) break;
    account = master;
  }
  return account;
}

/** The account under which a record is listed, or else whose customer it names. */
export function listedUnder(id: string, customerId: string | undefined, mirrors: Mirrors, context: FlowContext): string {
  return textOf(mirrors.get(id)?.['ia_crm__Account__c']) || survivorOf(customerId ?? '', context);
}

/** Reads copies by their key field; `fields` are named without the package's prefix. */
export async function readCopies(
  object: string,
  key: string,
  fields: readonly string[],
  ids: readonly string[],
  { salesforce }: IntacctParts,
): Promise<Mirrors> {
  const rows: SalesforceRow[] = [];
  const columns = ['Id', 'Name', ...fields.map((name) => `ia_crm__${name}__c`)].join(', ');
  for (const list of inLists(new Set(ids))) {
    rows.push(...((await salesforce.query(`SELECT ${columns} FROM ${object} WHERE ${key} IN ${list}`)) as readonly SalesforceRow[]));
  }
  return new Map(rows.map((row) => [textOf(row[key]), row]));
}

/** Reads copies of lines, by the id of what they are lines of. */
export async function readCopiedLines(
  object: string,
  key: string,
  fields: readonly string[],
  ids: readonly string[],
  { salesforce }: IntacctParts,
): Promise<ReadonlyMap<string, readonly SalesforceRow[]>> {
  const rows: SalesforceRow[] = [];
  const columns = ['Id', 'Name', ...fields.map((name) => `ia_crm__${name}__c`)].join(', ');
  for (const list of inLists(new Set(ids))) {
    const soql = `SELECT ${columns} FROM ${object} WHERE ${key} IN ${list} ORDER BY Id`;
    rows.push(...((await salesforce.query(soql)) as readonly SalesforceRow[]));
  }
  return groupBy(rows, (row) => textOf(row[key]));
}

/** The gate that stops what was saved in Intacct on its way to Salesforce. */
export function savedGate(
  { triggers }: PendingKey,
  object: GateInput['object'],
  { orgKind }: IntacctParts,
  context: FlowContext,
): IntacctConclusion | null {
  const { at, event } = dataOf(triggers.at(-1)!);
  const user = { name: 'a user of Sage Intacct', isMapped: true, mayUnmapped: true };
  const gate = { kind: 'intacctSave', object, isLinked: true, isChanged: true } as const;
  return closedGate({ ...gate, org: orgKind.facts, user, atTrigger: settingsAt(context, at, event), now: settingsNow(context) });
}

/** Whether Salesforce shows the record, so that its lines can follow. */
export function isShown(
  mirror: SalesforceRow | null,
  closed: IntacctConclusion | null,
  { reason }: IntacctConclusion,
): mirror is SalesforceRow {
  return mirror !== null && closed === null && reason !== 'postback-suppressed' && reason !== 'not-posted-back';
}

/** What was said of the record itself: looked at again for its lines, it was answered before. */
export function saidOf(key: PendingKey, header: IntacctConclusion, concluded: Concluded): Concluded[] {
  return isPrepared(key) && header.commands.length === 0 ? [] : [concluded];
}

/** Whether the record was deleted in Intacct. */
export function isDeleted({ triggers }: PendingKey): boolean {
  return triggers.some((each) => dataOf(each).kind === 'deleted');
}

/** Whether the record itself had its turn and its lines are to follow. */
function isPrepared({ triggers }: PendingKey): boolean {
  return triggers.every((each) => dataOf(each).isPrepared === true);
}
