import type { Fields } from '../../kernel/people.js';
import { illegalValue, invalidReference } from '../errors.js';
import type { Stored } from '../objects/definition.js';
import { SODOCUMENT } from '../objects/order-entry.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { createDocument, type DocumentLine, type Subtotal } from '../state/document.js';
import { given, type Input } from '../state/input.js';
import { readValue } from '../values.js';
import { readTyped } from './fields.js';

const OWN = new Set(['DOCNO', 'DOCID', 'DOCPARID', 'CREATEDFROM', 'CUSTVENDID', 'BILLTO.CONTACTNAME', 'SHIPTO.CONTACTNAME']);

/** A person posts a document on the order entry page; a line of one ITEM1 stands for lines that are left out. */
export function typeDocument(company: IntacctCompany, fields: Fields, signed: Signed): string {
  const input = readTyped(SODOCUMENT, fields);
  demandNoTotals(input);
  const header: Record<string, Stored> = {};
  for (const [name, text] of input.fields) {
    const field = SODOCUMENT.byName.get(name)!;
    if (!OWN.has(name) && field.derive === undefined && field.isReadOnly !== true) {
      header[name] = readValue(field, text, SODOCUMENT.label);
    }
  }
  const source = company.find('SODOCUMENT', given(input, 'CREATEDFROM'));
  const lines = typedLines(company, input);
  const copied = (source?.['SODOCUMENTENTRIES'] ?? [{ ITEMID: 'ITEM1', QUANTITY: 1, PRICE: 100 }]) as readonly DocumentLine[];
  const row = createDocument(
    company,
    {
      definition: given(input, 'DOCPARID') || 'Sales Order',
      number: given(input, 'DOCNO'),
      customer: given(input, 'CUSTVENDID') || String(source?.['CUSTVENDID'] ?? ''),
      createdFrom: given(input, 'CREATEDFROM'),
      billTo: given(input, 'BILLTO.CONTACTNAME'),
      shipTo: given(input, 'SHIPTO.CONTACTNAME'),
      fields: header,
      lines: lines.length > 0 ? lines : copied,
      subtotals: typedSubtotals(input) ?? [],
    },
    signed,
  );
  return String(row['DOCID']);
}

/** Refuses what nobody can type: a document's amounts follow from its lines and subtotals. */
export function demandNoTotals({ fields }: Input): void {
  const total = ['SUBTOTAL', 'TOTAL', 'TRX_TOTAL'].find((name) => fields.has(name));
  if (total !== undefined) throw illegalValue(`${total} is worked out from the lines and subtotals of a document.`);
}

/** The lines that a person typed; none when nothing was typed of them. */
export function typedLines(company: IntacctCompany, input: Input): readonly DocumentLine[] {
  const typed = (input.lists.get('SODOCUMENTENTRIES') ?? []).filter((line) => line.fields.size > 0);
  return typed.map((line): DocumentLine => {
    const item = given(line, 'ITEMID') || 'ITEM1';
    const price = given(line, 'PRICE') || String(company.find('ITEM', item)?.['BASEPRICE'] ?? 0);
    const plain = { ITEMID: item, QUANTITY: Number(given(line, 'QUANTITY') || 1), PRICE: Number(price) };
    return { ...plain, ...furtherValues(company, line) };
  });
}

/** The amounts beside the lines that a person typed; null when nothing was typed of them. */
export function typedSubtotals(input: Input): readonly Subtotal[] | null {
  const rows = input.lists.get('SUBTOTALS');
  if (rows === undefined) return null;
  return rows.filter((row) => row.fields.size > 0).map(subtotalOf);
}

function subtotalOf(row: Input): Subtotal {
  const stranger = [...row.fields.keys()].find((name) => name !== 'DESCRIPTION' && name !== 'TOTAL');
  if (stranger !== undefined) throw illegalValue(`A subtotal has no field ${stranger}.`);
  const total = given(row, 'TOTAL');
  if (total === '' || Number.isNaN(Number(total)))
    throw illegalValue(`The total of subtotal '${given(row, 'DESCRIPTION')}' is not a number.`);
  return { DESCRIPTION: given(row, 'DESCRIPTION'), TOTAL: Number(total) };
}

/** What else a line says, its dimensions among it. Refuses what a line does not have, and what is not there. */
function furtherValues(company: IntacctCompany, line: Input): DocumentLine {
  const definition = company.object('SODOCUMENTENTRY')!;
  const values: Record<string, string | number | null> = {};
  for (const [name, text] of line.fields) {
    if (READ_APART.has(name)) continue;
    const field = definition.byName.get(name);
    if (field === undefined || KEPT.has(name)) throw illegalValue(`A line has no field ${name}.`);
    const value = readValue(field, text, definition.label);
    if (field.reference !== undefined && value !== null && company.find(field.reference, String(value)) === undefined)
      throw invalidReference(field.label, text);
    values[name] = typeof value === 'boolean' ? String(value) : value;
  }
  return values;
}

const READ_APART = new Set(['ITEMID', 'QUANTITY', 'PRICE']);
/** What a line gets from its document. */
const KEPT = new Set(['RECORDNO', 'DOCHDRNO', 'DOCHDRID', 'LINE_NO', 'TOTAL', 'WHENCREATED', 'WHENMODIFIED', 'CREATEDBY', 'MODIFIEDBY']);
