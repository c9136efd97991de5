import type { Operation } from '../../kernel/routes.js';
import type { Row } from '../../kernel/table.js';
import { valueText } from '../../kernel/value-text.js';
import { fieldValue } from '../objects/definition.js';
import { behind, type Column, columnOf } from '../query/column.js';
import { ALL, and, type Condition, compare, not, type Operator, or, UnreadableValueError, where } from '../query/condition.js';
import { findRows, type Order } from '../query/find.js';
import type { IntacctCompany } from '../state/company.js';
import { demandPermission } from '../state/permissions.js';
import { printDate, printTimestamp } from '../values.js';
import { fieldDoesNotExist, invalidRequest, json, notFound } from './errors.js';
import { compileExpression } from './filter-expression.js';
import { jsonValue } from './print.js';
import { demandObject, type Json, readJson } from './read.js';
import { type Property, type Resource, resourceIn, resourceOf } from './resources.js';
import { signedBy } from './token.js';

/** Rows of a page. Source: developer.sage.com, "Query service". */
const PAGE_ROWS_DEFAULT = 100;
const PAGE_ROWS_MAX = 4_000;

const MEMBERS = new Set(['object', 'fields', 'filters', 'filterExpression', 'filterParameters', 'orderBy', 'start', 'size']);
const PARAMETERS = new Set(['caseSensitiveComparison', 'includePrivate', 'asOfDate', 'includeHierarchyFields']);

/**
 * POST /ia/api/v1/services/core/query - rows by filters, in pages that start at 1.
 *
 * Source: developer.sage.com, "Query service"; parameters of filters at the top level are refused.
 */
export const queryService: Operation<IntacctCompany> = (call) => {
  const signed = signedBy(call.state, call.request);
  const body = demandObject(readJson(call.request));
  for (const member of Object.keys(body)) if (!MEMBERS.has(member)) throw invalidRequest(`${member} is not a property of a query`, member);
  const resource = resourceIn(call.state, valueText(body['object'] ?? ''));
  if (resource === undefined) throw notFound(valueText(body['object'] ?? ''));
  demandPermission(call.state, signed, 'read', resource.definition.name, 'QUERY');
  const fields = body['fields'];
  if (!Array.isArray(fields) || fields.length === 0 || fields.some((each) => typeof each !== 'string'))
    throw invalidRequest('fields must be a list of names', 'fields');
  const selected = (fields as string[]).map((path) => demandPath(resource, path, call.state));
  const parameters = demandObject(body['filterParameters'] ?? {});
  for (const name of Object.keys(parameters)) if (!PARAMETERS.has(name)) throw invalidRequest(`${name} is not a filter parameter`, name);
  const condition = readFilters(resource, body, parameters['caseSensitiveComparison'] === false, call.state);
  const start = readWhole(body['start'], 'start', 1, 1, Number.MAX_SAFE_INTEGER);
  const size = readWhole(body['size'], 'size', PAGE_ROWS_DEFAULT, 1, PAGE_ROWS_MAX);
  const view = { entity: signed.entity, showPrivate: parameters['includePrivate'] === true };
  const orders = readOrders(body['orderBy'], resource, call.state);
  const rows = findRows(call.state, resource.definition, condition, view, orders);
  const page = rows.slice(start - 1, start - 1 + size);
  const next = start - 1 + size < rows.length ? start + size : null;
  const previous = start > 1 ? Math.max(1, start - size) : null;
  call.notes.subject = `query ${resource.definition.name}`;
  return json(200, {
    'ia::result': page.map((row) => Object.fromEntries(selected.map(({ path, print }) => [path, print(row)]))),
    'ia::meta': { totalCount: rows.length, start, pageSize: size, next, previous },
  });
};

type Path = { readonly path: string; readonly column: Column; readonly print: (row: Row) => unknown };

/** A dotted property, through references: `contacts.billTo.id`, `parent.name`. */
function demandPath(resource: Resource, path: string, company: IntacctCompany): Path {
  const found = path === 'href' ? null : findPath(resource, path, company);
  if (found === null) throw fieldDoesNotExist(path);
  return { path, column: found, print: (row) => jsonValue(found.field, found.get(row)) };
}

function findPath(resource: Resource, path: string, company: IntacctCompany): Column | null {
  const property = resource.byPath.get(path);
  if (property !== undefined)
    return property.ref === undefined ? respelled(property, columnOf(resource.definition, property.field, company)) : null;
  const owner = resource.properties.find((each) => each.ref !== undefined && path.startsWith(`${each.path}.`));
  return owner === undefined ? null : throughReference(resource, owner, path.slice(owner.path.length + 1), company);
}

/** A column whose values this API spells in its own way. */
function respelled({ path, values }: Property, column: Column | null): Column | null {
  if (values === undefined || column === null) return column;
  const { codes: _codes, ...field } = column.field;
  const get = (row: Row) => {
    const value = column.get(row);
    return typeof value === 'string' ? (values[value] ?? value) : value;
  };
  return {
    ...column,
    name: `${column.name} as ${path}`,
    isOwn: false,
    source: null,
    field: { ...field, choices: Object.values(values) },
    get,
  };
}

function throughReference(resource: Resource, owner: Property, rest: string, company: IntacctCompany): Column | null {
  const pointer = resource.definition.byName.get(owner.field)!;
  if (rest === 'id') return columnOf(resource.definition, owner.field, company);
  const target = resourceOf(owner.ref!);
  const inner = target === undefined ? null : findPath(target, rest, company);
  if (inner === null) return null;
  const get = (row: Row) => {
    const id = fieldValue(pointer, row, company);
    const related = typeof id === 'string' ? company.find(owner.ref!, id) : undefined;
    return related === undefined ? null : inner.get(related);
  };
  const source = pointer.derive === undefined ? behind(owner.field, owner.ref!, inner.source) : null;
  return { name: `${owner.field}.${inner.name}`, field: inner.field, isOwn: false, source, get };
}

type Compile = (column: Column, values: readonly string[], ignoreCase: boolean) => Condition;

const plain =
  (operator: Operator): Compile =>
  (column, values, ignoreCase) =>
    compare(column, operator, values, { codes: false, ignoreCase });
const matching =
  (holds: (value: string, text: string) => boolean): Compile =>
  (column, [text = ''], ignoreCase) => {
    const fold = (value: string): string => (ignoreCase ? value.toLowerCase() : value);
    return where(column, (value) => value !== null && holds(fold(String(value)), fold(text)));
  };
const contains = matching((value, text) => value.includes(text));
const startsWith = matching((value, text) => value.startsWith(text));
const endsWith = matching((value, text) => value.endsWith(text));
const opposite =
  (compile: Compile): Compile =>
  (...args) =>
    not(compile(...args));

const OPERATORS: Readonly<Record<string, Compile>> = {
  $eq: plain('='),
  $ne: plain('<>'),
  $lt: plain('<'),
  $lte: plain('<='),
  $gt: plain('>'),
  $gte: plain('>='),
  $in: plain('in'),
  $notIn: plain('notin'),
  $between: plain('between'),
  $notBetween: opposite(plain('between')),
  $contains: contains,
  $notContains: opposite(contains),
  $startsWith: startsWith,
  $notStartsWith: opposite(startsWith),
  $endsWith: endsWith,
  $notEndsWith: opposite(endsWith),
};

function readFilters(resource: Resource, body: Json, ignoreCase: boolean, company: IntacctCompany): Condition {
  const filters = body['filters'] ?? [];
  if (!Array.isArray(filters)) throw invalidRequest('filters must be a list', 'filters');
  const conditions = filters.map((filter) => readFilter(resource, demandObject(filter), ignoreCase, company));
  if (conditions.length === 0) return ALL;
  const expression = valueText(body['filterExpression'] ?? 'and')
    .trim()
    .toLowerCase();
  if (expression === 'and' || expression === '') return and(conditions);
  return expression === 'or' ? or(conditions) : compileExpression(expression, conditions);
}

function readFilter(resource: Resource, filter: Json, ignoreCase: boolean, company: IntacctCompany): Condition {
  const [[operator, inner] = ['', null], ...more] = Object.entries(filter);
  const compile = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (compile === undefined || more.length > 0) throw invalidRequest(`Invalid operator ${operator} in filters`, 'filters');
  const [[path, value] = ['', null], ...others] = Object.entries(demandObject(inner));
  if (others.length > 0) throw invalidRequest('A filter compares one field', 'filters');
  const { column } = demandPath(resource, path, company);
  const isNone = value === null && (operator === '$eq' || operator === '$ne');
  if (isNone) return compare(column, operator === '$eq' ? 'isnull' : 'isnotnull', [], { codes: false, ignoreCase });
  const values = (Array.isArray(value) ? value : [value]).map((each) => operandText(column, each));
  const isPair = operator === '$between' || operator === '$notBetween';
  if (values.length === 0 || (isPair && values.length !== 2)) throw invalidRequest(`${operator} was given ${values.length} values`, path);
  try {
    return compile(column, values, ignoreCase);
  } catch (error) {
    throw error instanceof UnreadableValueError ? invalidRequest(`${path}: ${error.message}`, path) : error;
  }
}

/** ISO dates of the API as the state's readers take them. */
function operandText(column: Column, value: unknown): string {
  const text = valueText(value);
  if (column.field.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return printDate(text);
  if (column.field.type === 'timestamp' && /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))) {
    return printTimestamp(Date.parse(text));
  }
  return text;
}

function readOrders(orderBy: unknown, resource: Resource, company: IntacctCompany): readonly Order[] {
  if (orderBy === undefined) return [];
  if (!Array.isArray(orderBy)) throw invalidRequest('orderBy must be a list', 'orderBy');
  return orderBy.flatMap((each) =>
    Object.entries(demandObject(each)).map(([path, direction]) => {
      if (direction !== 'asc' && direction !== 'desc') throw invalidRequest('orderBy takes asc or desc', path);
      return { column: demandPath(resource, path, company).column, isDescending: direction === 'desc' };
    }),
  );
}

function readWhole(value: unknown, name: string, fallback: number, from: number, to: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
    throw invalidRequest(`${name} must be from ${from} to ${to}`, name);
  return value;
}
