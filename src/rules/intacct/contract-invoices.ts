import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import type { IntacctConclusion } from './conclusions.js';
import { CONTRACT_MIRROR } from './contract-to-salesforce.js';
import { toSalesforceValue } from './mapping.js';
import { LINE_KEY, showLines, type WantedLine } from './mirror-lines.js';
import { textOf } from './standard-mappings.js';

/** Salesforce's copies of what was invoiced of contracts. Source: reference A.1, "contract invoices"; the name is assumed. */
export const CONTRACT_INVOICE_MIRROR = 'ia_crm__Contract_Invoice__c';

/** Whether a transaction definition makes invoices. Source: developer.intacct.com, "Order entry transaction definitions": DOCCLASS. */
export function makesInvoices(documentClass: string | undefined): boolean {
  return documentClass === 'Invoice';
}

/**
 * Decides the copies of a contract's invoices, once the contract itself is shown; null when they say everything already.
 *
 * Source:  reference A.7, A.10: invoices of contracts are mirrored to Salesforce, read-only.
 * Inputs:  the invoices whose lines name the contract, and all those lines.
 * Assumed: an order entry invoice is an invoice of the contracts that its lines name; it is shown once for each, with what those lines
 *          come to.
 */
export function contractInvoicesToSalesforce(
  contractId: string,
  invoices: readonly IntacctFields[],
  lines: readonly IntacctFields[],
  mirror: SalesforceRow,
  present: readonly SalesforceRow[],
): IntacctConclusion | null {
  const wanted = invoices.map((invoice) => copyOf(invoice, contractId, lines, mirror));
  const text = `${invoices.length} invoices of ${contractId} are shown in Salesforce`;
  return showLines({ object: CONTRACT_INVOICE_MIRROR, wanted, present, mirror, reason: 'invoices-posted-back', text });
}

function copyOf(invoice: IntacctFields, contractId: string, lines: readonly IntacctFields[], mirror: SalesforceRow): WantedLine {
  const id = invoice['DOCID'] ?? '';
  const own = lines.filter((line) => line['DOCHDRID'] === id && line['CONTRACTID'] === contractId);
  const total = own.reduce((sum, line) => sum + Number(line['TOTAL'] ?? 0), 0);
  return {
    Name: invoice['DOCNO'] ?? id,
    [CONTRACT_MIRROR]: mirror.Id,
    ia_crm__Account__c: textOf(mirror['ia_crm__Account__c']),
    ia_crm__Contract_ID__c: contractId,
    [LINE_KEY]: `${id}#${contractId}`,
    ia_crm__Document_ID__c: id,
    ia_crm__Customer_ID__c: invoice['CUSTVENDID'] ?? '',
    ia_crm__Date__c: toSalesforceValue(invoice['WHENPOSTED'] ?? '', 'date'),
    ia_crm__State__c: invoice['STATE'] ?? '',
    ia_crm__Total__c: Math.round(total * 100) / 100,
  };
}
