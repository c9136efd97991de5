import type { Row } from '../../kernel/table.js';
import { type FieldDefinition, fieldValue } from '../objects/definition.js';
import type { ContactListRow, IntacctCompany } from '../state/company.js';
import { type OwnedList, type Property, type Resource, resourceIn, resourceOf } from './resources.js';

/** A record as the API shows it: nested, with references as objects. */
export function printResource(resource: Resource, row: Row, company: IntacctCompany): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const property of resource.properties) {
    const value = property.ref === undefined ? propertyValue(resource, property, row, company) : reference(property, row, company);
    place(result, property.path, value);
  }
  if (resource.definition.name === 'CUSTOMER') result['contactList'] = contactList(row, company);
  if (resource.owned !== undefined) result[resource.owned.path] = ownedList(resource.owned, row, company);
  result['href'] = hrefOf(resource, row);
  return result;
}

/** Owner and owned are read as one. */
function ownedList({ object, index, by }: OwnedList, row: Row, company: IntacctCompany): unknown {
  const resource = resourceIn(company, resourceOf(object)!.name)!;
  return company.related(object, index, String(row[by])).map((each) => printResource(resource, each, company));
}

/** Key, id and address: what lists and writes give. */
export function printRef(resource: Resource, row: Row): Record<string, unknown> {
  return { key: String(row['RECORDNO']), id: String(row[resource.definition.key]), href: hrefOf(resource, row) };
}

export function hrefOf(resource: Resource, row: Row): string {
  return `/objects/${resource.name}/${row['RECORDNO']}`;
}

/** A plain property as JSON: numbers as texts, dates as ISO. Source: "Query service": numbers and money come back as strings. */
export function propertyValue(resource: Resource, property: Property, row: Row, company: IntacctCompany): unknown {
  const field = resource.definition.byName.get(property.field)!;
  const value = fieldValue(field, row, company);
  return jsonValue(field, property.values !== undefined && typeof value === 'string' ? (property.values[value] ?? value) : value);
}

export function jsonValue(field: FieldDefinition, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  switch (field.type) {
    case 'timestamp':
      return new Date(Number(value)).toISOString().replace('.000Z', 'Z');
    case 'decimal':
      return Number(value).toFixed(2);
    case 'integer':
      return String(value);
    default:
      return value;
  }
}

function reference(property: Property, row: Row, company: IntacctCompany): unknown {
  const id = row[property.field];
  const target = typeof id === 'string' && id !== '' ? company.find(property.ref!, id) : undefined;
  if (target === undefined) return { key: null, id: null };
  const resource = resourceOf(property.ref!);
  return { key: String(target['RECORDNO']), id, ...(resource === undefined ? {} : { href: hrefOf(resource, target) }) };
}

/** Rows of the list have their place as key. Assumed: the vendor's keys are numbers of its own. */
function contactList(row: Row, company: IntacctCompany): unknown {
  const rows = (row['CONTACT_LIST_INFO'] ?? []) as readonly ContactListRow[];
  return rows.map((each, index) => ({
    key: String(index + 1),
    categoryName: each.CATEGORYNAME,
    contact: { key: String(company.find('CONTACT', each.CONTACT.NAME)?.['RECORDNO'] ?? ''), id: each.CONTACT.NAME },
  }));
}

/** Puts a value where a dotted path says. */
export function place(into: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  let home = into;
  for (const step of steps.slice(0, -1)) {
    if (typeof home[step] !== 'object' || home[step] === null) home[step] = Object.create(null);
    home = home[step] as Record<string, unknown>;
  }
  home[steps.at(-1)!] = value;
}
