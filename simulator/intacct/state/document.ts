import type { Row } from '../../kernel/table.js';
import { alreadyExists, businessFailure, couldNot, IntacctError, invalidReference, missingField } from '../errors.js';
import type { Stored } from '../objects/definition.js';
import { SODOCUMENT } from '../objects/order-entry.js';
import { asConsequence } from './behaviour.js';
import type { IntacctCompany, Signed } from './company.js';
import { isVisible } from './visibility.js';

/** A line of a document, as it is read. LINE_NO counts from 0. */
export type DocumentLine = Readonly<Record<string, string | number | null>>;

/** An amount beside the lines: a tax, a discount, freight. */
export type Subtotal = { readonly DESCRIPTION: string; readonly TOTAL: number };

/** A document on its way: header fields by their names in SODOCUMENT, and lines without numbers. */
export type DocumentDraft = {
  readonly definition: string;
  readonly number: string;
  readonly customer: string;
  readonly fields: Readonly<Record<string, Stored>>;
  readonly billTo: string;
  readonly shipTo: string;
  readonly createdFrom: string;
  readonly lines: readonly DocumentLine[];
  readonly subtotals?: readonly Subtotal[];
};

/**
 * Posts an order entry document; its id is `<definition>-<number>`.
 *
 * Source:  developer.intacct.com, "Order entry transactions".
 * Assumed: every definition numbers its documents by a sequence of its own; totals are the sums of quantity and price.
 */
export function createDocument(company: IntacctCompany, draft: DocumentDraft, signed: Signed): Row {
  return saves('create', company, () => {
    const definition = company.find('SODOCUMENTPARAMS', draft.definition);
    if (definition === undefined) throw invalidReference('Transaction Definition', draft.definition);
    const customer = demandCustomer(company, draft.customer, signed);
    const number = draft.number === '' ? nextNumber(company, definition) : draft.number;
    const id = `${draft.definition}-${number}`;
    if (company.find('SODOCUMENT', id) !== undefined) throw alreadyExists('Document', id);
    const source = draft.createdFrom === '' ? undefined : demandSource(company, draft.createdFrom, signed);
    const now = company.now();
    const row = {
      RECORDNO: company.nextRecordNumber('SODOCUMENT'),
      DOCNO: number,
      DOCID: id,
      DOCPARID: draft.definition,
      CREATEDFROM: draft.createdFrom === '' ? null : draft.createdFrom,
      STATE: 'Pending',
      CUSTVENDID: customer['CUSTOMERID'],
      ...draft.fields,
      ...contacts(company, customer, draft, signed),
      ...withLines(draft.lines, draft.subtotals ?? []),
      WHENCREATED: now,
      WHENMODIFIED: now,
      CREATEDBY: signed.user['RECORDNO'],
      MODIFIEDBY: signed.user['RECORDNO'],
      MEGAENTITYID: signed.entity,
    };
    const stored = company.table('SODOCUMENT').put(row);
    keepLines(company, stored);
    if (source !== undefined) convert(company, source, signed);
    company.smartEvents.note('create', 'SODOCUMENT', row.RECORDNO, String(signed.user['LOGINID']), signed.entity);
    return stored;
  });
}

/** Changes header fields, and the lines when they are given. */
export function updateDocument(
  company: IntacctCompany,
  id: string,
  change: Pick<DocumentDraft, 'fields'> & {
    readonly lines: readonly DocumentLine[] | null;
    readonly subtotals?: readonly Subtotal[] | null;
  },
  signed: Signed,
): Row {
  return saves('update', company, () => {
    const before = demandDocument(company, id, signed);
    if (before['STATE'] === 'Converted') throw businessFailure(`Document '${id}' was converted and cannot be changed.`);
    const items = change.lines ?? (before['SODOCUMENTENTRIES'] as readonly DocumentLine[]);
    const lines = withLines(items, change.subtotals ?? (before['SUBTOTALS'] as readonly Subtotal[] | undefined) ?? []);
    const audit = { WHENMODIFIED: company.now(), MODIFIEDBY: signed.user['RECORDNO'] };
    company.smartEvents.note('update', 'SODOCUMENT', Number(before['RECORDNO']), String(signed.user['LOGINID']), signed.entity);
    const after = company.table('SODOCUMENT').put({ ...before, ...change.fields, ...lines, ...audit });
    if (change.lines !== null) keepLines(company, after);
    return after;
  });
}

export function deleteDocument(company: IntacctCompany, id: string, signed: Signed): void {
  saves('delete', company, () => {
    const row = demandDocument(company, id, signed);
    if (company.table('SODOCUMENT').count('CREATEDFROM', id) > 0)
      throw businessFailure(`Document '${id}' was converted and cannot be deleted.`);
    company.table('SODOCUMENT').remove(id, { operation: 'delete' });
    dropLines(company, id);
    company.smartEvents.note('remove', 'SODOCUMENT', Number(row['RECORDNO']), String(signed.user['LOGINID']), signed.entity);
  });
}

/** The lines as records of their own; a line that stays in its place keeps its number. */
function keepLines(company: IntacctCompany, document: Row): void {
  const id = String(document['DOCID']);
  const before = new Map(
    company
      .table('SODOCUMENTENTRY')
      .find('DOCHDRID', id)
      .map((line) => [line['LINE_NO'], line['RECORDNO']]),
  );
  const { WHENCREATED, WHENMODIFIED, CREATEDBY, MODIFIEDBY, MEGAENTITYID } = document;
  const shared = { WHENCREATED, WHENMODIFIED, CREATEDBY, MODIFIEDBY, MEGAENTITYID, DOCHDRNO: document['RECORDNO'], DOCHDRID: id };
  dropLines(company, id);
  asConsequence(company, `lines of document ${id}`, () => {
    for (const line of document['SODOCUMENTENTRIES'] as readonly DocumentLine[]) {
      const number = before.get(line['LINE_NO']) ?? company.nextRecordNumber('SODOCUMENTENTRY');
      company.table('SODOCUMENTENTRY').put({ ...line, ...shared, RECORDNO: number, TOTAL: Math.round(lineTotal(line) * 100) / 100 });
    }
  });
}

function dropLines(company: IntacctCompany, id: string): void {
  asConsequence(company, `lines of document ${id}`, () => {
    for (const line of company.table('SODOCUMENTENTRY').find('DOCHDRID', id))
      company.table('SODOCUMENTENTRY').remove(String(line['RECORDNO']));
  });
}

/** Assumed: documents show money with two places only on paper; here they are plain decimals. */
function withLines(lines: readonly DocumentLine[], subtotals: readonly Subtotal[]): Row {
  const total = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const rounded = Math.round(total * 100) / 100;
  const whole = Math.round((total + subtotals.reduce((sum, each) => sum + each.TOTAL, 0)) * 100) / 100;
  const numbered = lines.map((line, index) => ({ ...line, LINE_NO: index }));
  return {
    SODOCUMENTENTRIES: numbered,
    ...(subtotals.length === 0 ? {} : { SUBTOTALS: subtotals }),
    SUBTOTAL: rounded,
    TOTAL: whole,
    TRX_TOTAL: whole,
  };
}

/** Quantity times price, less the discount in percent. */
function lineTotal(line: DocumentLine): number {
  return Number(line['QUANTITY'] ?? 0) * Number(line['PRICE'] ?? 0) * (1 - Number(line['DISCOUNTPERCENT'] ?? 0) / 100);
}

function demandCustomer(company: IntacctCompany, id: string, signed: Signed): Row {
  const customer = company.find('CUSTOMER', id);
  if (customer === undefined || !isVisible(customer, signed.entity)) throw invalidReference('Customer', id);
  // Assumed: the wording; a customer on hold takes no new transactions.
  if (customer['ONHOLD'] === true) throw businessFailure(`Customer '${id}' is on hold.`);
  return customer;
}

function demandSource(company: IntacctCompany, id: string, signed: Signed): Row {
  const source = company.find('SODOCUMENT', id);
  if (source === undefined || !isVisible(source, signed.entity)) throw invalidReference('Document', id);
  if (source['STATE'] === 'Converted') throw businessFailure(`Document '${id}' was already converted.`);
  return source;
}

function demandDocument(company: IntacctCompany, id: string, signed: Signed): Row {
  const row = company.find('SODOCUMENT', id);
  if (row === undefined || !isVisible(row, signed.entity)) throw invalidReference('Document', id);
  return row;
}

/** True when the documents made from a source have, by item, all that it has. */
function isConverted(company: IntacctCompany, source: Row): boolean {
  const left = new Map<string, number>();
  const count = (document: Row, sign: number): void => {
    for (const line of document['SODOCUMENTENTRIES'] as readonly DocumentLine[]) {
      const item = String(line['ITEMID']);
      left.set(item, (left.get(item) ?? 0) + sign * Number(line['QUANTITY']));
    }
  };
  count(source, 1);
  for (const document of company.table('SODOCUMENT').find('CREATEDFROM', String(source['DOCID']))) count(document, -1);
  return [...left.values()].every((quantity) => quantity <= 0);
}

/** Source: "Order entry transactions": converting sets the source to Converted or Partially Converted. */
function convert(company: IntacctCompany, source: Row, signed: Signed): void {
  const state = isConverted(company, source) ? 'Converted' : 'Partially Converted';
  company.table('SODOCUMENT').put({ ...source, STATE: state, WHENMODIFIED: company.now(), MODIFIEDBY: signed.user['RECORDNO'] });
}

function contacts(company: IntacctCompany, customer: Row, draft: DocumentDraft, signed: Signed): Row {
  const contact = (name: string, fallback: unknown): unknown => {
    if (name === '') return fallback ?? null;
    const row = company.find('CONTACT', name);
    if (row === undefined || !isVisible(row, signed.entity)) throw invalidReference('Contact', name);
    return name;
  };
  const version = (name: unknown): unknown => (typeof name === 'string' ? (company.find('CONTACT', name)?.['VERSION'] ?? null) : null);
  const [billTo, shipTo] = [contact(draft.billTo, customer['BILLTO.CONTACTNAME']), contact(draft.shipTo, customer['SHIPTO.CONTACTNAME'])];
  return {
    'BILLTO.CONTACTNAME': billTo,
    'BILLTO.VERSION': version(billTo),
    'SHIPTO.CONTACTNAME': shipTo,
    'SHIPTO.VERSION': version(shipTo),
  };
}

function nextNumber(company: IntacctCompany, definition: Row): string {
  const prefix = String(definition['DOCID']);
  const number = company.sequences.take(definition['SEQUENCE'], (each) => company.find('SODOCUMENT', `${prefix}-${each}`) !== undefined);
  if (number !== null) return number;
  throw new IntacctError([{ errorno: 'PL01000127', description2: 'Document Number is missing' }]);
}

function saves<T>(verb: 'create' | 'update' | 'delete', company: IntacctCompany, work: () => T): T {
  try {
    return company.world.atomic(work);
  } catch (error) {
    throw error instanceof IntacctError ? error.wrapped(couldNot(verb, SODOCUMENT.label)) : error;
  }
}

/** Refuses a document without what every document has. */
export function demandHeader(values: Readonly<Record<string, string>>): void {
  for (const name of ['transactiontype', 'datecreated', 'customerid']) {
    if ((values[name] ?? '') === '') throw missingField({ name, label: name });
  }
}
