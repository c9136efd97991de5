import type { Fields } from '../../kernel/people.js';
import type { Stored } from '../objects/definition.js';
import { SODOCUMENT } from '../objects/order-entry.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { createDocument, type DocumentLine } from '../state/document.js';
import { given, type Input } from '../state/input.js';
import { readValue } from '../values.js';
import { readTyped } from './fields.js';

const OWN = new Set(['DOCNO', 'DOCID', 'DOCPARID', 'CREATEDFROM', 'CUSTVENDID', 'BILLTO.CONTACTNAME', 'SHIPTO.CONTACTNAME']);

/** A person posts a document on the order entry page; a line of one ITEM1 stands for lines that are left out. */
export function typeDocument(company: IntacctCompany, fields: Fields, signed: Signed): string {
  const input = readTyped(SODOCUMENT, fields);
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
    },
    signed,
  );
  return String(row['DOCID']);
}

/** The lines that a person typed; none when nothing was typed of them. */
export function typedLines(company: IntacctCompany, input: Input): readonly DocumentLine[] {
  const typed = (input.lists.get('SODOCUMENTENTRIES') ?? []).filter((line) => line.fields.size > 0);
  return typed.map((line): DocumentLine => {
    const item = given(line, 'ITEMID') || 'ITEM1';
    const price = given(line, 'PRICE') || String(company.find('ITEM', item)?.['BASEPRICE'] ?? 0);
    return { ITEMID: item, QUANTITY: Number(given(line, 'QUANTITY') || 1), PRICE: Number(price) };
  });
}
