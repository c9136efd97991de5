import type { IntacctFields, MirrorDocument, SalesforceRow } from '../../model/intacct.js';
import { create, type IntacctConclusion, skip, update } from './conclusions.js';
import { changed, suppressed } from './document-to-salesforce.js';
import { toSalesforceValue } from './mapping.js';
import { LINE_KEY, showLines, type WantedLine } from './mirror-lines.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';
import { WRITTEN_BACK } from './write-back.js';

/** Salesforce's copies of contracts and their lines. Source: reference A.1, "Intacct Contract"; the names are assumed. */
export const CONTRACT_MIRROR = 'ia_crm__Intacct_Contract__c';
export const CONTRACT_LINE_MIRROR = 'ia_crm__Intacct_Contract_Line__c';

/** A contract that was saved in Intacct, with what Salesforce has of it. */
export type SavedContract = {
  readonly contract: IntacctFields;
  /** The account that the copy is listed under, or else whose customer the contract names. */
  readonly account: SalesforceRow | null;
  /** The Salesforce contract that it was made from. */
  readonly contractId: string | null;
  readonly mirror: SalesforceRow | null;
  readonly settings: IntacctSettings;
};

/**
 * Decides the read-only copy of a contract in Salesforce.
 *
 * Source: reference A.7: lines and invoices of contracts are mirrored to Salesforce, read-only; A.10; A.9, row 7 for merged accounts.
 */
export function contractToSalesforce({ contract, account, contractId, mirror, settings }: SavedContract): IntacctConclusion {
  const id = contract['CONTRACTID'] ?? '';
  const customerId = contract['CUSTOMERID'] ?? '';
  if (!settings.contracts.isEnabled) return skip(['A.10'], 'not-posted-back', 'contracts are not part of the subscription');
  if (account === null) return skip(['IA-3', 'A.10'], 'not-linked', `no account stands for customer ${customerId}`);
  if (textOf(account[WRITTEN_BACK.id]) !== customerId) return suppressed(id, customerId, account);
  const wanted = {
    Name: (contract['NAME'] ?? id).slice(0, NAME_CHARS_MAX),
    ia_crm__Account__c: account.Id,
    ...(contractId === null ? {} : { ia_crm__Contract__c: contractId }),
    ia_crm__Contract_ID__c: id,
    ia_crm__Customer_ID__c: customerId,
    ia_crm__State__c: contract['STATE'] ?? '',
    ia_crm__Term_Name__c: contract['TERMNAME'] ?? '',
    ia_crm__Begin_Date__c: toSalesforceValue(contract['BEGINDATE'] ?? '', 'date'),
    ia_crm__End_Date__c: toSalesforceValue(contract['ENDDATE'] ?? '', 'date'),
  };
  const fields = mirror === null ? wanted : changed(wanted, mirror);
  const rules = ['IA-4', 'A.10'];
  if (Object.keys(fields).length === 0) return skip(rules, 'already-the-same', `the copy of ${id} holds everything already`);
  const command: MirrorDocument = {
    kind: 'mirror-document',
    record: { system: 'salesforce', object: CONTRACT_MIRROR, id: mirror?.Id ?? '' },
    batch: `${CONTRACT_MIRROR} ${mirror === null ? 'create' : 'update'}`,
    owner: { object: 'Account', id: account.Id },
    ownerIntacctId: customerId,
    documentId: id,
    fields,
  };
  if (mirror === null) return create(rules, 'posted-back', `${id} is shown in Salesforce`, [command]);
  return update(rules, 'posted-back', `${id} changed: ${Object.keys(fields).join(', ')}`, [command]);
}

/** Decides the copies of a contract's lines, once the contract itself is shown; null when they say everything already. */
export function contractLinesToSalesforce(
  contractId: string,
  lines: readonly IntacctFields[],
  mirror: SalesforceRow,
  present: readonly SalesforceRow[],
): IntacctConclusion | null {
  const wanted = lines.map((line) => lineOf(line, contractId, mirror.Id));
  const text = `${lines.length} lines of ${contractId} are shown in Salesforce`;
  return showLines({ object: CONTRACT_LINE_MIRROR, wanted, present, mirror, reason: 'lines-posted-back', text });
}

/** Length of a custom object's Name. */
const NAME_CHARS_MAX = 80;

function lineOf(line: IntacctFields, contractId: string, mirrorId: string): WantedLine {
  return {
    Name: line['LINENO'] ?? line['RECORDNO'] ?? '',
    [CONTRACT_MIRROR]: mirrorId,
    ia_crm__Contract_ID__c: contractId,
    [LINE_KEY]: line['RECORDNO'] ?? '',
    ia_crm__Item_ID__c: line['ITEMID'] ?? '',
    ia_crm__Description__c: line['ITEMDESC'] ?? '',
    ia_crm__Quantity__c: toSalesforceValue(line['QUANTITY'] ?? '', 'double'),
    ia_crm__Price__c: toSalesforceValue(line['PRICE'] ?? '', 'double'),
    ia_crm__Flat_Amount__c: toSalesforceValue(line['FLATAMOUNT'] ?? '', 'double'),
    ia_crm__State__c: line['STATE'] ?? '',
  };
}
