import { objectNamed } from './objects/dictionary.js';
import { SODOCUMENTPARAMS } from './objects/order-entry.js';
import type { IntacctCompany } from './state/company.js';
import { inputOf } from './state/input.js';
import { createRecord } from './state/save.js';
import { DEFAULT_PASSWORD } from './state/users.js';

/** Users of a fresh company: its administrator, and the one that the integration signs in as. */
const USERS = [
  { LOGINID: 'admin', DESCRIPTION: 'Administrator', ADMIN: 'full' },
  { LOGINID: 'connector', DESCRIPTION: 'Integration user', ADMIN: 'off' },
];

/** Definitions of order entry documents, each with the prefix of its numbers. Source: fixture `Sales Order-SO-00029`. */
const DEFINITIONS = [
  { DOCID: 'Sales Quote', DOCCLASS: 'Quote', prefix: 'SQ-' },
  { DOCID: 'Sales Order', DOCCLASS: 'Order', prefix: 'SO-' },
  { DOCID: 'Sales Invoice', DOCCLASS: 'Invoice', prefix: 'SI-' },
];

/** The accounts that receivables need. */
const ACCOUNTS = [
  ['1010', 'Checking', 'balancesheet', 'debit'],
  ['1070', 'Undeposited funds', 'balancesheet', 'debit'],
  ['1200', 'Accounts receivable', 'balancesheet', 'debit'],
  ['4000', 'Sales', 'incomestatement', 'credit'],
] as const;

/** Fills a company with what every one starts with: who may sign in, numbering, and the records that transactions need. */
export function setStage(company: IntacctCompany): void {
  company.senders.put({ id: 'backlot', password: 'backlot', isAuthorised: true });
  company.sequences.table.put({ id: 'customers', prefix: 'C', next: 1, length: 5 });
  company.sequences.table.put({ id: 'AR invoices', prefix: 'INV-', next: 1, length: 5 });
  company.sequences.table.put({ id: 'contracts', prefix: 'CN', next: 1, length: 5 });
  for (const user of USERS) {
    putFixed(company, 'USERINFO', { ...user, USERTYPE: 'business user', LOGINDISABLED: false, STATUS: 'active' });
    company.passwords.put({ login: user.LOGINID, password: DEFAULT_PASSWORD });
  }
  for (const { DOCID, DOCCLASS, prefix } of DEFINITIONS) {
    const sequence = { id: DOCID, prefix, next: 1, length: 5 };
    company.sequences.table.put(sequence);
    putFixed(company, SODOCUMENTPARAMS.name, { DOCID, DOCCLASS, DESCRIPTION: DOCID, SEQUENCE: sequence.id, STATUS: 'active' });
  }
  const admin = { user: company.find('USERINFO', 'admin')!, entity: '' };
  const create = (object: string, fields: Readonly<Record<string, string>>): void => {
    createRecord(objectNamed(object)!, { company, signed: admin, input: inputOf(Object.entries(fields)) });
  };
  for (const [ACCOUNTNO, TITLE, ACCOUNTTYPE, NORMALBALANCE] of ACCOUNTS)
    create('GLACCOUNT', { ACCOUNTNO, TITLE, ACCOUNTTYPE, NORMALBALANCE });
  create('ARTERM', { NAME: 'Net 30', DESCRIPTION: 'Net 30 days', DUEDATE: '30', DUEFROM: 'of invoice date' });
  create('ITEM', { ITEMID: 'ITEM1', NAME: 'Standard item', ITEMTYPE: 'Non-Inventory', BASEPRICE: '100' });
}

/** Records that no client can create: written as they are. */
function putFixed(company: IntacctCompany, object: string, fields: Readonly<Record<string, unknown>>): void {
  const now = company.now();
  const audit = { WHENCREATED: now, WHENMODIFIED: now, CREATEDBY: 1, MODIFIEDBY: 1, MEGAENTITYID: '' };
  company.table(object).put({ RECORDNO: company.nextRecordNumber(object), ...fields, ...audit });
}
