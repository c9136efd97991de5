import { businessFailure, queryFailed, unknownObject } from '../../errors.js';
import { READ_PAGE_ROWS_DEFAULT, READ_PAGE_ROWS_MAX } from '../../limits.js';
import type { ObjectDefinition } from '../../objects/definition.js';
import { type Column, columnOf } from '../../query/column.js';
import { findRows, listed } from '../../query/find.js';
import { compileWhere } from '../../query/where.js';
import type { IntacctCompany } from '../../state/company.js';
import type { OpenResult } from '../../state/open-results.js';
import { isVisible } from '../../state/visibility.js';
import { printValue } from '../../values.js';
import { bareRows, type Format, readFormat } from '../formats.js';
import type { FunctionCall, GatewayFunction } from '../gateway-function.js';
import { childText, type XmlElement } from '../parse.js';
import { printFlat } from '../print-record.js';
import { xml } from '../write.js';

/**
 * readByQuery - the first page of the records for which an SQL-like condition holds.
 *
 * Source: "XML functions", readByQuery: 100 rows a page unless told otherwise, at most 1,000; flat fields; lower-case elements.
 */
export const readByQuery: GatewayFunction = (call) => {
  const { company, signed, element } = call;
  const name = childText(element, 'object') ?? '';
  const definition = company.object(name);
  if (definition === undefined) throw unknownObject('Query Failed', name);
  const columns = readColumns(definition, childText(element, 'fields'), company);
  const condition = compileWhere(childText(element, 'query') ?? '', (path) => columnOf(definition, path, company));
  const rows = findRows(company, definition, condition, { entity: signed.entity });
  const result = {
    id: '',
    login: String(signed.user['LOGINID']),
    object: definition.name,
    columns: columns.map((column) => column.name),
    keys: condition.limit === undefined ? rows.keys() : rows.keys().slice(0, condition.limit),
    position: 0,
    pageSize: readPageSize(element),
    format: readFormat(childText(element, 'returnFormat') ?? childText(element, 'returnformat')),
  };
  return page(call, result.keys.length > result.pageSize ? company.openResults.open(result) : result);
};

/**
 * readMore - the next page of an open result, by its id or by its object.
 *
 * Source:  "XML functions", readMore.
 * Assumed: an id that is unknown, another user's, or read to its end is refused with DL02000001.
 */
export const readMore: GatewayFunction = (call) => {
  const { company, signed, element } = call;
  const login = String(signed.user['LOGINID']);
  const id = childText(element, 'resultId');
  const object = childText(element, 'object') ?? '';
  const result = id !== undefined ? company.openResults.get(id) : company.openResults.latest(login, object.toUpperCase());
  if (result === undefined || result.login !== login) throw queryFailed(`There is no open result '${id ?? object}'.`);
  return page(call, result);
};

function page({ company, signed }: FunctionCall, result: OpenResult): ReturnType<GatewayFunction> {
  const definition = company.object(result.object)!;
  const columns = result.columns.map((name) => columnOf(definition, name, company)!);
  const end = Math.min(result.position + result.pageSize, result.keys.length);
  const rows = result.keys
    .slice(result.position, end)
    .flatMap((key) => listed(company.find(result.object, key)))
    .filter((row) => isVisible(row, signed.entity));
  if (result.id !== '') company.openResults.advance(result, end);
  if (result.format !== 'xml') {
    const texts = rows.map((row) => columns.map((column) => printValue(column.field, column.get(row))));
    return bareRows(result.format as Exclude<Format, 'xml'>, result.columns, texts);
  }
  const element = definition.name.toLowerCase();
  const remaining = result.keys.length - end;
  const attributes = {
    listtype: element,
    count: rows.length,
    totalcount: result.keys.length,
    numremaining: remaining,
    resultId: remaining > 0 ? result.id : '',
  };
  const records = rows.map((row) => printFlat(element, row, columns));
  return [xml('data', records, attributes)];
}

function readColumns(definition: ObjectDefinition, text: string | undefined, company: IntacctCompany): readonly Column[] {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0 || names.includes('*')) return definition.fields.map((field) => columnOf(definition, field.name, company)!);
  return names.map((name) => {
    const column = columnOf(definition, name, company);
    if (column === null) throw queryFailed(`The field ${name} is not valid.`);
    return column;
  });
}

function readPageSize(element: XmlElement): number {
  const text = childText(element, 'pagesize') ?? '';
  if (text === '') return READ_PAGE_ROWS_DEFAULT;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > READ_PAGE_ROWS_MAX) {
    throw businessFailure(`The page size must be a whole number from 1 to ${READ_PAGE_ROWS_MAX}.`);
  }
  return size;
}
