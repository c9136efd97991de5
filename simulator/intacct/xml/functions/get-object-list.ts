import type { Row } from '../../../kernel/table.js';
import { businessFailure } from '../../errors.js';
import { fieldValue, type ObjectDefinition } from '../../objects/definition.js';
import type { Column } from '../../query/column.js';
import { columnOf } from '../../query/column.js';
import { ALL, and, type Condition, compare, type Operator, or, UnreadableValueError } from '../../query/condition.js';
import { findRows, type Order } from '../../query/find.js';
import type { IntacctCompany } from '../../state/company.js';
import { printValue } from '../../values.js';
import type { FunctionCall } from '../gateway-function.js';
import { child, childText, type XmlElement } from '../parse.js';
import { type Xml, xml } from '../write.js';
import { listHead, type Page } from './list-page.js';

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  like: 'like',
  'is null': 'isnull',
};

/**
 * get_list of records: legacy lists spell objects and fields in lower case.
 *
 * Source:  developer.intacct.com, legacy get_list: filter, sorts, fields, showprivate.
 * Assumed: fields go by the lower-case names that the generic functions have, whatever else the legacy schema calls them.
 */
export function listObjects({ company, signed, element }: FunctionCall, definition: ObjectDefinition, page: Page): readonly Xml[] {
  const column = (name: string): Column => {
    const found = columnOf(definition, name, company);
    if (found === null) throw businessFailure(`Invalid field '${name}' in get_list.`);
    return found;
  };
  const [inner] = child(element, 'filter')?.children ?? [];
  const condition = inner === undefined ? ALL : readExpression(inner, column);
  const view = { entity: signed.entity, showPrivate: element.attributes['showprivate'] === 'true' };
  const found = findRows(company, definition, condition, view, readSorts(child(element, 'sorts'), column));
  const wanted = (child(element, 'fields')?.children ?? []).map((field) => column(field.text).name);
  const rows = found.slice(page.start, page.start + page.max);
  const name = definition.name.toLowerCase();
  const records = rows.map((row) => xml(name, printFields(definition, row, new Set(wanted), company)));
  return [listHead(name, page, rows.length, found.length), xml('data', records)];
}

function printFields(definition: ObjectDefinition, row: Row, wanted: ReadonlySet<string>, company: IntacctCompany): readonly Xml[] {
  const fields = definition.fields.filter((field) => (wanted.size === 0 ? field.via === undefined : wanted.has(field.name)));
  const root: Xml[] = [];
  const groups = new Map<string, Xml[]>();
  for (const field of fields) {
    const [first = '', ...rest] = field.name.toLowerCase().split('.');
    const value = printValue(field, fieldValue(field, row, company));
    if (rest.length === 0) {
      root.push(xml(first, value));
      continue;
    }
    let group = groups.get(first);
    if (group === undefined) {
      group = [];
      groups.set(first, group);
      root.push(xml(first, group));
    }
    group.push(xml(rest.join('.'), value));
  }
  return root;
}

function readExpression(element: XmlElement, column: (name: string) => Column): Condition {
  if (element.name === 'logical') {
    const parts = element.children.map((each) => readExpression(each, column));
    if (parts.length === 0) throw businessFailure('A logical element holds expressions.');
    return element.attributes['logical_operator'] === 'or' ? or(parts) : and(parts);
  }
  if (element.name !== 'expression') throw businessFailure(`Invalid element '${element.name}' in filter.`);
  const operator = (childText(element, 'operator') ?? '').toLowerCase();
  const known = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator]! : null;
  if (known === null) throw businessFailure(`Invalid operator '${operator}' in filter.`);
  const of = column(childText(element, 'field') ?? '');
  try {
    return compare(of, known, known === 'isnull' ? [] : [childText(element, 'value') ?? ''], { codes: false, ignoreCase: false });
  } catch (error) {
    throw error instanceof UnreadableValueError ? businessFailure(`${of.name}: ${error.message}.`) : error;
  }
}

function readSorts(element: XmlElement | undefined, column: (name: string) => Column): readonly Order[] {
  return (element?.children ?? []).map((sort) => ({ column: column(sort.text), isDescending: sort.attributes['order'] === 'desc' }));
}
