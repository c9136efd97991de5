import { parseJson } from '../../kernel/json.js';
import type { Row } from '../../kernel/table.js';
import type { WireRequest } from '../../kernel/wire.js';
import { bodyText } from '../../kernel/wire.js';
import type { ContactListRow, IntacctCompany } from '../state/company.js';
import { type Input, inputOf } from '../state/input.js';
import { printDate } from '../values.js';
import { invalidRequest, payloadMissing } from './errors.js';
import type { Property, Resource } from './resources.js';

export type Json = Readonly<Record<string, unknown>>;

/** Values within one another in a body. Assumed: a bound of ours. */
const DEPTH_MAX = 32;

/** The JSON body of a request. Refuses: 400 for none, and for what is not JSON. */
export function readJson(request: WireRequest): unknown {
  const text = bodyText(request);
  if (text.trim() === '') throw payloadMissing(request.method);
  try {
    return parseJson(text);
  } catch {
    throw invalidRequest('The payload is not valid JSON');
  }
}

export function demandObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidRequest('The payload must be an object');
  return value as Json;
}

/**
 * A body as an input of the company; `null` clears. `before` has the contact list that a PATCH changes.
 *
 * Refuses: 400 for properties that the resource does not have, read-only ones, and references without key or id.
 */
export function readBody(resource: Resource, body: Json, company: IntacctCompany, before: Row | null): Input {
  const fields = new Map<string, string>();
  const lists = new Map<string, readonly Input[]>();
  const walk = (value: Json, prefix: string, depth: number): void => {
    if (depth > DEPTH_MAX) throw invalidRequest('The payload is nested too deeply');
    for (const [name, inner] of Object.entries(value)) {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      if (path === 'contactList' && resource.definition.name === 'CUSTOMER') {
        lists.set('CONTACT_LIST_INFO', readContactList(inner, company, before));
        continue;
      }
      const property = resource.byPath.get(path);
      if (property !== undefined) fields.set(property.field, readProperty(resource, property, inner, company));
      else if (isGroup(resource, path) && typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        walk(inner as Json, path, depth + 1);
      else throw invalidRequest(`${path} is not a property of ${resource.name}`, path);
    }
  };
  walk(body, '', 0);
  return inputOf(fields, lists);
}

function isGroup(resource: Resource, path: string): boolean {
  return resource.properties.some((property) => property.path.startsWith(`${path}.`));
}

function readProperty(resource: Resource, property: Property, value: unknown, company: IntacctCompany): string {
  const field = resource.definition.byName.get(property.field)!;
  const isDisplay = property.path.startsWith('contacts.default.');
  if (field.isReadOnly === true || (field.derive !== undefined && !isDisplay))
    throw invalidRequest(`${property.path} is read-only`, property.path);
  if (property.ref !== undefined) return value === null ? '' : readReference(value, property.ref, property.path, company);
  if (value === null) return '';
  if (typeof value === 'object') throw invalidRequest(`${property.path} must be a plain value`, property.path);
  const text = String(value);
  if (property.values !== undefined) return storedValue(property, text);
  return field.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? printDate(text) : text;
}

function storedValue({ values, path }: Property, text: string): string {
  const found = Object.entries(values ?? {}).find(([, spelled]) => spelled === text);
  if (found === undefined) throw invalidRequest(`${text.slice(0, 100)} is not a value of ${path}`, path);
  return found[0];
}

/** `{key}` or `{id}`; a blank one is refused. Source: developer.sage.com, "Owner and owned objects". */
function readReference(value: unknown, object: string, path: string, company: IntacctCompany): string {
  const { key, id } = typeof value === 'object' && value !== null ? (value as Json) : ({} as Json);
  if (id === null && (key === null || key === undefined)) return '';
  if (key === null && id === undefined) return '';
  if (typeof key === 'string' && key !== '') {
    const row = company.table(object).findOne('RECORDNO', key);
    if (row === undefined) throw invalidRequest(`${path}.key ${key} does not exist`, path);
    return String(row[company.object(object)!.key]);
  }
  if (typeof id !== 'string' || id === '') throw invalidRequest(`${path} must have a key or an id`, path);
  return id;
}

/** With key: changes a row; without: adds one; with `ia::operation: delete`: takes it away. The others stay. */
function readContactList(value: unknown, company: IntacctCompany, before: Row | null): readonly Input[] {
  if (!Array.isArray(value)) throw invalidRequest('contactList must be a list', 'contactList');
  const present = [...((before?.['CONTACT_LIST_INFO'] ?? []) as readonly ContactListRow[])].map((row) => [
    row.CATEGORYNAME,
    row.CONTACT.NAME,
  ]);
  const kept: (string[] | null)[] = [...present];
  for (const each of value) {
    const item = demandObject(each);
    const index = typeof item['key'] === 'string' ? Number(item['key']) - 1 : -1;
    if (item['key'] !== undefined && kept[index] === undefined) throw invalidRequest('contactList.key does not exist', 'contactList');
    if (item['ia::operation'] === 'delete') {
      kept[index] = null;
      continue;
    }
    const old = kept[index] ?? ['', ''];
    const category = typeof item['categoryName'] === 'string' ? item['categoryName'] : old[0]!;
    const contact = item['contact'] === undefined ? old[1]! : readReference(item['contact'], 'CONTACT', 'contactList.contact', company);
    if (index >= 0) kept[index] = [category, contact];
    else kept.push([category, contact]);
  }
  const rows = kept.filter((row) => row !== null);
  return [
    inputOf([]),
    ...rows.map(([category, contact]) =>
      inputOf([
        ['CATEGORYNAME', category!],
        ['CONTACT.NAME', contact!],
      ]),
    ),
  ];
}
