import { malformed, malformedAt, numberOutsideRange, unsupported } from './errors.js';
import { parseCondition } from './parse-condition.js';
import { parseExpression, parsePath } from './parse-expression.js';
import type { FieldsGroup, Grouping, Name, Path, SelectItem, SelectQuery, SortItem, TypeOf } from './syntax.js';
import { Tokens } from './tokens.js';

/** Child subqueries may nest this deep, the root included. Source: [SOQL] "Relationship Queries": five levels from v58. */
const QUERY_DEPTH_MAX = 5;
/** Source: [SOQL] "OFFSET". */
const OFFSET_MAX = 2_000;
/** Bound of ours: the largest number the vendor's integer takes. */
const LIMIT_MAX = 2_147_483_647;
/** Source: [SOQL] "ORDER BY": at most 32 fields. */
const SORT_ITEMS_MAX = 32;

/** Source: [SOQL] "GROUP BY ROLLUP", "GROUP BY CUBE". */
const GROUPING_FIELDS_MAX = 3;

/** Words that may follow FROM's object and so are no alias. */
const CLAUSES = ['USING', 'WHERE', 'WITH', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'UPDATE', 'ALL'];

/**
 * Reads a SOQL statement. Grammar that backlot knows and does not execute is refused by name, never ignored.
 *
 * Source: [SOQL] "SOQL SELECT Syntax".
 */
export function parseSoql(source: string): SelectQuery {
  if (source.trim() === '') throw malformed('A query string has to be specified');
  const tokens = new Tokens(source);
  const query = parseSelect(tokens, 1);
  if (tokens.next.kind !== 'end') throw tokens.unexpected();
  return query;
}

function parseSelect(tokens: Tokens, depth: number): SelectQuery {
  const { at } = tokens.needWord('SELECT');
  const select = parseItems(tokens, depth);
  if (!tokens.takeWord('FROM')) throw tokens.expectingFrom();
  const from = tokens.needName();
  const alias = parseAlias(tokens, CLAUSES);
  const joins = parseJoins(tokens);
  const scope = parseScope(tokens);
  const inner = (each: Tokens): SelectQuery => parseSelect(each, depth + 1);
  const where = tokens.takeWord('WHERE') ? parseCondition(tokens, inner) : null;
  parseWith(tokens);
  const groupBy = parseGroupBy(tokens);
  const having = tokens.takeWord('HAVING') ? parseCondition(tokens, inner) : null;
  const sorting = parseOrderBy(tokens);
  const range = parseRange(tokens);
  const isForUpdate = parseEnd(tokens);
  return { select, from, alias, joins, scope, where, groupBy, having, ...sorting, ...range, isForUpdate, at };
}

function parseItems(tokens: Tokens, depth: number): readonly SelectItem[] {
  const items = [parseItem(tokens, depth)];
  while (tokens.takeSymbol(',')) items.push(parseItem(tokens, depth));
  return items;
}

function parseItem(tokens: Tokens, depth: number): SelectItem {
  const { at } = tokens.next;
  if (tokens.takeSymbol('(')) {
    if (depth >= QUERY_DEPTH_MAX)
      throw malformedAt(tokens.source, at, 'SOQL relationship queries cannot be nested more than 5 levels deep');
    const query = parseSelect(tokens, depth + 1);
    tokens.needClosing();
    return { kind: 'subquery', query, at };
  }
  if (tokens.isWord('TYPEOF') && tokens.ahead(1).kind === 'name' && tokens.ahead(1).text.toUpperCase() !== 'FROM')
    return parseTypeOf(tokens);
  if (tokens.isWord('FIELDS') && tokens.ahead(1).text === '(') return parseFields(tokens);
  const expression = parseExpression(tokens);
  return { kind: 'expression', expression, alias: parseAlias(tokens, ['FROM']) };
}

/** Source: [SOQL] "TYPEOF": WHEN once or more, then at most one ELSE. */
function parseTypeOf(tokens: Tokens): SelectItem {
  const { at } = tokens.take();
  const relationship = tokens.needName();
  const branches: TypeOf['branches'][number][] = [];
  while (tokens.takeWord('WHEN')) {
    const type = tokens.needName();
    tokens.needWord('THEN');
    branches.push({ type, fields: parsePaths(tokens) });
  }
  if (branches.length === 0) throw tokens.unexpected();
  const otherwise = tokens.takeWord('ELSE') ? parsePaths(tokens) : null;
  tokens.needWord('END');
  return { kind: 'typeof', relationship, branches, otherwise, at };
}

function parsePaths(tokens: Tokens): readonly Path[] {
  const paths = [parsePath(tokens)];
  while (tokens.takeSymbol(',')) paths.push(parsePath(tokens));
  return paths;
}

function parseFields(tokens: Tokens): SelectItem {
  const { at } = tokens.take();
  tokens.needSymbol('(');
  if (!tokens.isWord('ALL', 'STANDARD', 'CUSTOM')) throw tokens.unexpected();
  const group = tokens.take().text.toUpperCase() as FieldsGroup;
  tokens.needClosing();
  return { kind: 'fields', group, at };
}

/** An alias, unless the next word is one that ends the place where an alias may stand. */
function parseAlias(tokens: Tokens, ends: readonly string[]): Name | null {
  if (tokens.takeWord('AS')) return tokens.needName();
  return tokens.next.kind === 'name' && !tokens.isWord(...ends) ? tokens.needName() : null;
}

function parseJoins(tokens: Tokens): SelectQuery['joins'] {
  const joins: { path: Path; alias: Name }[] = [];
  while (tokens.takeSymbol(',')) {
    const path = parsePath(tokens);
    const alias = parseAlias(tokens, CLAUSES);
    if (alias === null) throw tokens.unexpected();
    joins.push({ path, alias });
  }
  return joins;
}

/** Source: [SOQL] "USING SCOPE"; describes name the scopes of queues and users with an underscore. */
const SCOPES = [
  'EVERYTHING',
  'MINE',
  'QUEUE',
  'QUEUE_OWNED',
  'USER_OWNED',
  'DELEGATED',
  'MY_TERRITORY',
  'MY_TEAM_TERRITORY',
  'TEAM',
  'SCOPINGRULE',
];

function parseScope(tokens: Tokens): Name | null {
  if (!tokens.takeWord('USING')) return null;
  tokens.needWord('SCOPE');
  const scope = tokens.needName();
  if (!SCOPES.includes(scope.text.toUpperCase())) throw malformedAt(tokens.source, scope.at, `unexpected token: '${scope.text}'`);
  return scope;
}

/** Calls of the API always run with the user's own rights, so the clauses that ask for it change nothing. */
function parseWith(tokens: Tokens): void {
  while (tokens.takeWord('WITH')) {
    const word = tokens.next;
    if (tokens.takeWord('SECURITY_ENFORCED') || tokens.takeWord('USER_MODE')) continue;
    if (tokens.isWord('DATA')) throw unsupported('WITH DATA CATEGORY');
    if (tokens.isWord('SYSTEM_MODE')) throw malformedAt(tokens.source, word.at, `unexpected token: '${word.text}'`);
    throw tokens.unexpected();
  }
}

function parseGroupBy(tokens: Tokens): Grouping | null {
  const { at } = tokens.next;
  if (!tokens.takeWord('GROUP')) return null;
  tokens.needWord('BY');
  const kind = tokens.isWord('ROLLUP') ? 'rollup' : tokens.isWord('CUBE') ? 'cube' : 'plain';
  if (kind === 'plain' || tokens.ahead(1).text !== '(') return { kind: 'plain', items: parseExpressions(tokens), at };
  tokens.take();
  tokens.needSymbol('(');
  const items = parseExpressions(tokens);
  tokens.needClosing();
  if (items.length > GROUPING_FIELDS_MAX) {
    throw malformedAt(tokens.source, at, `GROUP BY ${kind.toUpperCase()} takes at most ${GROUPING_FIELDS_MAX} fields`);
  }
  return { kind, items, at };
}

function parseExpressions(tokens: Tokens): readonly ReturnType<typeof parseExpression>[] {
  const items = [parseExpression(tokens)];
  while (tokens.takeSymbol(',')) items.push(parseExpression(tokens));
  return items;
}

function parseOrderBy(tokens: Tokens): { orderBy: readonly SortItem[]; orderAt: number } {
  const orderAt = tokens.next.at;
  if (!tokens.takeWord('ORDER')) return { orderBy: [], orderAt };
  tokens.needWord('BY');
  const orderBy = [parseSortItem(tokens)];
  while (tokens.takeSymbol(',')) orderBy.push(parseSortItem(tokens));
  if (orderBy.length > SORT_ITEMS_MAX) throw malformedAt(tokens.source, orderAt, 'maximum number of fields in ORDER BY clause is 32');
  return { orderBy, orderAt };
}

/** Source: [SOQL] "ORDER BY": ascending by default, nulls first in both directions. */
function parseSortItem(tokens: Tokens): SortItem {
  const expression = parseExpression(tokens);
  const isDescending = tokens.isWord('DESC');
  if (tokens.isWord('ASC', 'DESC')) tokens.take();
  let nullsFirst = true;
  if (tokens.takeWord('NULLS')) {
    if (!tokens.isWord('FIRST', 'LAST')) throw tokens.unexpected();
    nullsFirst = tokens.take().text.toUpperCase() === 'FIRST';
  }
  return { expression, isDescending, nullsFirst };
}

function parseRange(tokens: Tokens): { limit: number | null; offset: number | null; offsetAt: number } {
  const limit = tokens.takeWord('LIMIT') ? parseCount(tokens) : null;
  const offsetAt = tokens.next.at;
  const offset = tokens.takeWord('OFFSET') ? parseCount(tokens) : null;
  if (offset !== null && offset > OFFSET_MAX)
    throw numberOutsideRange(tokens.source, offsetAt, `Maximum SOQL offset allowed is ${OFFSET_MAX}`);
  return { limit, offset, offsetAt };
}

function parseCount(tokens: Tokens): number {
  const { kind, value, at } = tokens.next;
  if (kind === 'symbol' && tokens.next.text === ':') throw malformedAt(tokens.source, at, 'Bind variables only allowed in Apex code');
  if (kind !== 'number' || !Number.isInteger(value) || (value as number) < 0 || (value as number) > LIMIT_MAX) throw tokens.unexpected();
  tokens.take();
  return value as number;
}

/** FOR VIEW, FOR REFERENCE and UPDATE TRACKING only write usage statistics that nothing here shows. */
function parseEnd(tokens: Tokens): boolean {
  let isForUpdate = false;
  while (tokens.takeWord('FOR')) {
    if (!tokens.isWord('VIEW', 'REFERENCE', 'UPDATE')) throw tokens.unexpected();
    if (tokens.take().text.toUpperCase() === 'UPDATE') isForUpdate = true;
  }
  if (tokens.takeWord('UPDATE')) {
    if (!tokens.isWord('TRACKING', 'VIEWSTAT')) throw tokens.unexpected();
    tokens.take();
  }
  // ALL ROWS belongs to Apex; the API has queryAll instead. Source: [SOQL] "Querying All Records".
  if (tokens.isWord('ALL')) throw tokens.unexpected();
  return isForUpdate;
}
