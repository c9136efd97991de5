import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import type { IntacctConclusion } from '../../rules/intacct/conclusions.js';
import { CONTRACT_INVOICE_MIRROR, contractInvoicesToSalesforce } from '../../rules/intacct/contract-invoices.js';
import {
  CONTRACT_LINE_MIRROR,
  CONTRACT_MIRROR,
  contractLinesToSalesforce,
  contractToSalesforce,
} from '../../rules/intacct/contract-to-salesforce.js';
import { copyOfDeleted } from '../../rules/intacct/document-to-salesforce.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import type { Concluded, FlowContext, PendingKey, Reconciled } from '../flow.js';
import { type Invoiced, readCopiedInvoices, readInvoiced } from './contract-invoices.js';
import { againPrepared } from './deals.js';
import { groupBy, readRows } from './intacct-reads.js';
import { holderOf, readKey } from './memory.js';
import { isDeleted, isShown, listedUnder, type Mirrors, readCopiedLines, readCopies, saidOf, savedGate } from './mirrors.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { CONTRACT_LINE_SELECT, CONTRACT_SELECT } from './poll-shown.js';
import { readAccounts } from './read-accounts.js';

/** What was read for a batch of saved contracts. */
type Loaded = {
  readonly settings: IntacctSettings;
  readonly contracts: ReadonlyMap<string, IntacctFields>;
  readonly lines: ReadonlyMap<string, readonly IntacctFields[]>;
  readonly mirrors: Mirrors;
  readonly copiedLines: ReadonlyMap<string, readonly SalesforceRow[]>;
  readonly invoiced: ReadonlyMap<string, Invoiced>;
  readonly copiedInvoices: ReadonlyMap<string, readonly SalesforceRow[]>;
  readonly accounts: ReadonlyMap<string, SalesforceRow>;
};

const KEY = 'ia_crm__Contract_ID__c';
const MIRROR_FIELDS = ['Account', 'Contract', 'Contract_ID', 'Customer_ID', 'State', 'Term_Name', 'Begin_Date', 'End_Date'];
const LINE_FIELDS = ['Intacct_Contract', 'Contract_ID', 'Line_ID', 'Item_ID', 'Description', 'Quantity', 'Price', 'Flat_Amount', 'State'];

/** Decides the copies in Salesforce of contracts that were saved or deleted in Intacct. */
export async function reconcileSavedContracts(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const loaded = await load(keys, parts, context);
  return keys.map((key) => answer(key, loaded, parts, context));
}

async function load(keys: readonly PendingKey[], parts: IntacctParts, context: FlowContext): Promise<Loaded> {
  const settings = settingsNow(context);
  const values = keys.map(({ key }) => readKey(key).id);
  const filter = { operator: 'in', field: 'CONTRACTID', values } as const;
  const rows = await readRows(parts.intacct, { object: 'CONTRACT', select: CONTRACT_SELECT, filter });
  const mirrors = await readCopies(CONTRACT_MIRROR, KEY, MIRROR_FIELDS, values, parts);
  const shown = { object: 'CONTRACTDETAIL', select: CONTRACT_LINE_SELECT, filter } as const;
  const lines = mirrors.size === 0 ? [] : await readRows(parts.intacct, shown);
  const contracts = new Map(rows.map((row) => [row['CONTRACTID'] ?? '', row]));
  const ids = values.map((id) => listedUnder(id, contracts.get(id)?.['CUSTOMERID'], mirrors, context)).filter((id) => id !== '');
  return {
    settings,
    contracts,
    lines: groupBy(lines, (line) => line['CONTRACTID'] ?? ''),
    mirrors,
    copiedLines: await readCopiedLines(CONTRACT_LINE_MIRROR, KEY, LINE_FIELDS, [...mirrors.keys()], parts),
    invoiced: await readInvoiced([...mirrors.keys()], parts),
    copiedInvoices: await readCopiedInvoices([...mirrors.keys()], parts),
    accounts: await readAccounts(ids, settings, parts),
  };
}

function answer(key: PendingKey, loaded: Loaded, parts: IntacctParts, context: FlowContext): Reconciled {
  const { settings, contracts, mirrors, accounts } = loaded;
  const { id } = readKey(key.key);
  const contract = contracts.get(id);
  if (contract === undefined && !isDeleted(key)) return { key: key.key, concluded: [] };
  const account = accounts.get(listedUnder(id, contract?.['CUSTOMERID'], mirrors, context)) ?? null;
  const mirror = mirrors.get(id) ?? null;
  const copied = loaded.copiedLines.get(id) ?? [];
  const copiedInvoices = loaded.copiedInvoices.get(id) ?? [];
  const closed = savedGate(key, 'CONTRACT', parts, context);
  if (contract === undefined) {
    const lines = [
      { object: CONTRACT_LINE_MIRROR, rows: copied },
      { object: CONTRACT_INVOICE_MIRROR, rows: copiedInvoices },
    ];
    const gone = closed ?? copyOfDeleted(id, mirror, CONTRACT_MIRROR, lines, account);
    return { key: key.key, concluded: [concludedOf(id, gone)] };
  }
  const header = closed ?? contractToSalesforce({ contract, account, contractId: holderOf(context, 'CONTRACT', id), mirror, settings });
  if (header.outcome === 'create') return { key: key.key, concluded: [concludedOf(id, header)], next: againPrepared(key) };
  const concluded = saidOf(key, header, concludedOf(id, header));
  if (!isShown(mirror, closed, header)) return { key: key.key, concluded };
  const { invoices, lines } = loaded.invoiced.get(id) ?? { invoices: [], lines: [] };
  const details = [
    contractLinesToSalesforce(id, loaded.lines.get(id) ?? [], mirror, copied),
    contractInvoicesToSalesforce(id, invoices, lines, mirror, copiedInvoices),
  ];
  const shown = details.flatMap((detail) => (detail === null ? [] : [concludedOf(id, detail)]));
  return { key: key.key, concluded: [...concluded, ...shown] };
}

function concludedOf(id: string, conclusion: IntacctConclusion): Concluded {
  const about: RecordRef[] = [{ system: 'intacct', object: 'CONTRACT', id }];
  return { conclusion: conclusion as Concluded['conclusion'], about, facts: { trigger: 'intacctSave' } };
}
