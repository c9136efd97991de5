import type { Row } from '../../../kernel/table.js';
import { businessFailure, unknownQueryField, unknownQueryObject } from '../../errors.js';
import { QUERY_PAGE_ROWS_DEFAULT, QUERY_PAGE_ROWS_MAX } from '../../limits.js';
import type { ObjectDefinition, Stored } from '../../objects/definition.js';
import { aggregateRows, type Selected } from '../../query/aggregate.js';
import { type Column, columnOf } from '../../query/column.js';
import { findRows, type Order } from '../../query/find.js';
import type { IntacctCompany } from '../../state/company.js';
import { printValue } from '../../values.js';
import { bareRows, readFormat } from '../formats.js';
import type { GatewayFunction } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { xml } from '../write.js';
import { readFilter } from './query-filter.js';

/**
 * query - rows of one object by a filter, in pages that are each evaluated anew.
 *
 * Source:  developer.intacct.com, "Queries".
 * Assumed: rows come by record number unless ordered; refusals of bad sizes.
 */
export const query: GatewayFunction = ({ company, signed, element }) => {
  const name = childText(element, 'object') ?? '';
  const definition = company.object(name);
  if (definition === undefined) throw unknownQueryObject(name);
  const column = (path: string): Column => demandColumn(definition, path, company);
  const selected = readSelect(element, column);
  const options = child(element, 'options');
  const condition = readFilter(child(element, 'filter'), column, childText(options ?? element, 'caseinsensitive') === 'true');
  const order = readOrder(child(element, 'orderby'), column);
  const showPrivate = options !== undefined && childText(options, 'showprivate') === 'true';
  const pageSize = readNumber(element, 'pagesize', QUERY_PAGE_ROWS_DEFAULT, 1, QUERY_PAGE_ROWS_MAX);
  const offset = readNumber(element, 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
  const parts = [child(element, 'filter'), child(element, 'orderby'), options].map((part) => JSON.stringify(part, withoutPlace));
  const rows = company.found.rows(`${definition.name} ${signed.entity} ${parts}`, company.revision, () =>
    findRows(company, definition, condition, { entity: signed.entity, showPrivate }, order),
  );
  const isAggregate = selected.some((each) => each.aggregate !== null);
  const lines = isAggregate ? aggregateRows(rows.slice(), selected) : null;
  const total = lines?.length ?? rows.length;
  const print = ({ column: of }: Selected, value: Stored): string => printValue(of.field, value);
  const texts = (lines ?? rows)
    .slice(offset, offset + pageSize)
    .map((row) =>
      lines === null
        ? selected.map((each) => printValue(each.column.field, each.column.get(row as Row)))
        : selected.map((each, index) =>
            each.aggregate === null ? print(each, (row as Stored[])[index]!) : String((row as Stored[])[index] ?? ''),
          ),
    );
  const names = selected.map((each) => each.name);
  const format = readFormat(options === undefined ? undefined : childText(options, 'returnformat'));
  if (format !== 'xml') return bareRows(format, names, texts);
  const attributes = {
    listtype: definition.name,
    totalcount: total,
    offset,
    count: texts.length,
    numremaining: Math.max(0, total - offset - texts.length),
  };
  const records = texts.map((values) =>
    xml(
      definition.name,
      values.map((value, index) => xml(names[index]!, value)),
    ),
  );
  return [xml('data', records, attributes)];
};

/** Lines of elements do not matter to what a query asks for. */
const withoutPlace = (key: string, value: unknown): unknown => (key === 'line' ? undefined : value);

function demandColumn(definition: ObjectDefinition, path: string, company: IntacctCompany): Column {
  const column = columnOf(definition, path, company);
  if (column === null) throw unknownQueryField(definition.name, path.trim());
  return column;
}

const AGGREGATES = new Set(['count', 'avg', 'min', 'max', 'sum']);

/** Source: the vendor's examples: `count` gives an element `COUNT.F`, `sum` one named `F`. Assumed: the others are like `count`. */
function readSelect(element: XmlElement, column: (path: string) => Column): readonly Selected[] {
  const select = child(element, 'select');
  if (select === undefined || select.children.length === 0) throw businessFailure('A query must select at least one field.');
  return select.children.map(({ name: kind, text }) => {
    const of = column(text);
    if (kind === 'field') return { name: of.name, column: of, aggregate: null };
    if (!AGGREGATES.has(kind)) throw businessFailure(`Invalid element '${kind}' in select.`);
    return {
      name: kind === 'sum' ? of.name : `${kind.toUpperCase()}.${of.name}`,
      column: of,
      aggregate: kind as NonNullable<Selected['aggregate']>,
    };
  });
}

function readOrder(element: XmlElement | undefined, column: (path: string) => Column): readonly Order[] {
  return (element?.children ?? []).map((order) => ({
    column: column(childText(order, 'field') ?? ''),
    isDescending: child(order, 'descending') !== undefined,
  }));
}

function readNumber(element: XmlElement, name: string, fallback: number, from: number, to: number): number {
  const text = childText(element, name) ?? '';
  if (text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < from || number > to)
    throw businessFailure(`Invalid value '${text}' for ${name}: from ${from} to ${to}.`);
  return number;
}
