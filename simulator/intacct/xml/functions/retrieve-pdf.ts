import type { Row } from '../../../kernel/table.js';
import { businessFailure, unknownObject } from '../../errors.js';
import { fieldValue } from '../../objects/definition.js';
import { SODOCUMENT } from '../../objects/order-entry.js';
import { pdfOf } from '../../pdf.js';
import type { IntacctCompany } from '../../state/company.js';
import type { DocumentLine } from '../../state/document.js';
import { isVisible } from '../../state/visibility.js';
import { printValue } from '../../values.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { xml } from '../write.js';

/** What stands above the lines. */
const HEADER = ['DOCPARID', 'DOCNO', 'WHENPOSTED', 'WHENDUE', 'CUSTVENDID', 'CUSTVENDNAME', 'BILLTO.PRINTAS', 'TERM.NAME', 'PONUMBER'];

/**
 * retrievepdf - an order entry document as PDF, in base64.
 *
 * Source:  developer.intacct.com, "Order entry transactions": SODOCUMENT by DOCID.
 * Assumed: the element `pdfdata`, and the layout: the vendor prints by a template of the company, this prints what the document says.
 */
export const retrievePdf: GatewayFunction = ({ company, signed, element }) => {
  const [of] = element.children;
  if (of === undefined || company.object(of.name)?.name !== SODOCUMENT.name) throw unknownObject('WS', of?.name ?? '');
  const id = childText(of, 'DOCID') ?? '';
  const row = company.find(SODOCUMENT.name, id);
  if (row === undefined || !isVisible(row, signed.entity)) throw businessFailure(`Cannot find document with key '${id}' to print.`);
  const data = Buffer.from(pdfOf(linesOf(company, row)), 'latin1').toString('base64');
  return [xml('data', [xml('sodocument', [xml('pdfdata', data)])], { listtype: 'sodocument', count: 1 })];
};

function linesOf(company: IntacctCompany, row: Row): readonly string[] {
  const header = HEADER.map((name) => {
    const field = SODOCUMENT.byName.get(name)!;
    return `${field.label}: ${printValue(field, fieldValue(field, row, company))}`;
  });
  const lines = (row['SODOCUMENTENTRIES'] as readonly DocumentLine[]).map(
    (line) => `${line['QUANTITY']} ${line['UNIT']}  ${line['ITEMID']}  ${line['ITEMDESC']}  at ${line['PRICE']}`,
  );
  return [...header, '', ...lines, '', `Total: ${row['TOTAL']}`];
}
