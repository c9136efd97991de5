import type { Row } from '../../../kernel/table.js';
import { businessFailure } from '../../errors.js';
import { printTimestamp, readTimestamp } from '../../values.js';
import type { FunctionCall, GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { type Xml, xml } from '../write.js';
import { listObjects } from './get-object-list.js';
import { listHead, type Page, readPage } from './list-page.js';

const FIELDS = ['recordno', 'smartlinkid', 'topic', 'ownerobject', 'timestamp', 'userid', 'objectkey'];

/**
 * get_list - the smart event log, oldest first, or records of an object.
 *
 * Source:  developer.intacct.com, "Smart events" and the legacy get_list.
 * Refuses: other objects; operators and fields that it does not know.
 */
export const getList: GatewayFunction = (call) => {
  const object = call.element.attributes['object'] ?? '';
  const page = readPage(call.element.attributes);
  if (object === 'smarteventlog') return listEvents(call, page);
  const definition = call.company.object(object);
  if (definition === undefined) throw businessFailure(`The object '${object}' is not supported by get_list.`);
  return listObjects(call, definition, page);
};

function listEvents({ company, signed, element }: FunctionCall, page: Page): readonly Xml[] {
  const isPrivate = element.attributes['showprivate'] === 'true';
  const test = readTest(child(element, 'filter'));
  const rows = company.smartEvents.table.filter(
    (row) => (row.entity === '' || row.entity === signed.entity || (isPrivate && signed.entity === '')) && test(printed(row)),
  );
  const wanted = (child(element, 'fields')?.children ?? []).map((field) => field.text.trim().toLowerCase());
  const names = wanted.length === 0 ? FIELDS : FIELDS.filter((name) => wanted.includes(name));
  const printedRows = rows.slice(page.start, page.start + page.max).map((row) => {
    const texts = printed(row);
    return xml(
      'smarteventlog',
      names.map((name) => xml(name, texts[name]!)),
    );
  });
  return [listHead('smarteventlog', page, printedRows.length, rows.length), xml('data', printedRows)];
}

type Texts = Readonly<Record<string, string>>;

function printed(row: Row): Texts {
  return {
    recordno: String(row['recordno']),
    smartlinkid: `${row['topic']}`,
    topic: String(row['topic']),
    ownerobject: String(row['ownerobject']),
    timestamp: printTimestamp(Number(row['timestamp'])),
    userid: String(row['userid']),
    objectkey: String(row['objectkey']),
  };
}

function readTest(element: XmlElement | undefined): (texts: Texts) => boolean {
  const [inner] = element?.children ?? [];
  return inner === undefined ? () => true : readExpression(inner);
}

function readExpression(element: XmlElement): (texts: Texts) => boolean {
  if (element.name === 'logical') {
    const parts = element.children.map(readExpression);
    const isAnd = element.attributes['logical_operator'] !== 'or';
    return (texts) => (isAnd ? parts.every((part) => part(texts)) : parts.some((part) => part(texts)));
  }
  if (element.name !== 'expression') throw businessFailure(`Invalid element '${element.name}' in filter.`);
  const field = (childText(element, 'field') ?? '').toLowerCase();
  const operator = childText(element, 'operator') ?? '';
  const value = childText(element, 'value') ?? '';
  if (!FIELDS.includes(field)) throw businessFailure(`Invalid field '${field}' in filter.`);
  if (!OPERATORS.has(operator)) throw businessFailure(`Invalid operator '${operator}' in filter.`);
  return (texts) => holds(operator, comparable(field, texts[field]!), comparable(field, value));
}

const OPERATORS = new Set(['=', '!=', '<', '<=', '>', '>=']);

function comparable(field: string, text: string): string | number {
  if (field === 'timestamp') return readTimestamp(text) ?? Number.NaN;
  return field === 'recordno' || field === 'objectkey' ? Number(text) : text;
}

function holds(operator: string, a: string | number, b: string | number): boolean {
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}
