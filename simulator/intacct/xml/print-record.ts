import type { Row } from '../../kernel/table.js';
import { fieldValue, type ObjectDefinition } from '../objects/definition.js';
import type { Column } from '../query/column.js';
import type { IntacctCompany } from '../state/company.js';
import { printValue } from '../values.js';
import { type Xml, xml } from './write.js';

/** A row with one flat element per column, dots and all, as queries give it. */
export function printFlat(element: string, row: Row, columns: readonly Column[]): Xml {
  return xml(
    element,
    columns.map((column) => xml(column.name, printValue(column.field, column.get(row)))),
  );
}

/** A row with parts as elements within elements, as reads by key give it. `wanted` names fields and lists; null means all. */
export function printNested(definition: ObjectDefinition, row: Row, wanted: ReadonlySet<string> | null, company: IntacctCompany): Xml {
  const content: Xml[] = [];
  const groups = new Map<string, Xml[]>();
  for (const field of definition.fields) {
    if (wanted !== null && !wanted.has(field.name)) continue;
    const path = field.name.split('.');
    const home = homeOf(path.slice(0, -1), content, groups);
    home.push(xml(path.at(-1)!, printValue(field, fieldValue(field, row, company))));
  }
  for (const list of definition.lists) {
    const rows = row[list.name] as readonly unknown[] | undefined;
    if (rows === undefined || (wanted !== null && !wanted.has(list.name))) continue;
    const items = rows.map((each) => printPart(list.item ?? list.name, each));
    if (list.item === undefined) content.push(...items);
    else content.push(xml(list.name, items));
  }
  return xml(definition.name, content);
}

function homeOf(path: readonly string[], root: Xml[], groups: Map<string, Xml[]>): Xml[] {
  let home = root;
  let name = '';
  for (const step of path) {
    name = name === '' ? step : `${name}.${step}`;
    let inner = groups.get(name);
    if (inner === undefined) {
      inner = [];
      groups.set(name, inner);
      home.push(xml(step, inner));
    }
    home = inner;
  }
  return home;
}

function printPart(name: string, value: unknown): Xml {
  if (typeof value !== 'object' || value === null) return xml(name, value === null || value === undefined ? '' : String(value));
  return xml(
    name,
    Object.entries(value).map(([key, inner]) => printPart(key, inner)),
  );
}
