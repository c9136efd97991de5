import type { FieldKind, Fields, TypeInfo } from '../../kernel/people.js';
import type { Row, Table } from '../../kernel/table.js';
import { alreadyExists, illegalValue } from '../errors.js';
import type { FieldType } from '../objects/definition.js';
import { columnOf } from '../query/column.js';
import { compileWhere } from '../query/where.js';
import type { IntacctCompany } from '../state/company.js';
import { PERMITTED } from '../state/permissions.js';
import { LIMITS, type LimitName } from '../state/traffic.js';

/** A page of configuration: people fill it in, nothing reads it on the wire. */
export type SetupPage = {
  readonly info: TypeInfo;
  readonly table: (company: IntacctCompany) => Table<Row>;
  /** Stores what was typed and gives its id. */
  readonly create: (company: IntacctCompany, fields: Fields) => string;
};

/** The configuration page of a type, letter case aside. */
export function pageOf(type: string): SetupPage | undefined {
  return SETUP_PAGES.get(type.toUpperCase());
}

function page(
  name: string,
  kinds: Readonly<Record<string, FieldKind>>,
  table: (company: IntacctCompany) => unknown,
  read: (fields: Fields, company: IntacctCompany) => Row & { readonly id: string },
): SetupPage {
  const rows = table as SetupPage['table'];
  const create: SetupPage['create'] = (company, fields) => {
    const row = read(fields, company);
    rows(company).put(row);
    return row.id;
  };
  return { info: infoOf(name, kinds, true), table: rows, create };
}

function infoOf(name: string, kinds: Readonly<Record<string, FieldKind>>, isCreatable: boolean): TypeInfo {
  return { name, isCreatable, fields: Object.entries(kinds).map(([field, kind]) => ({ name: field, kind })) };
}

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  text: 'text',
  email: 'email',
  url: 'url',
  picklist: 'choice',
  checkbox: 'boolean',
  number: 'decimal',
  integer: 'integer',
  date: 'date',
};

/** What administrators set up, by type. `DELIVERY` shows what was posted, and is not made by hand. */
export const SETUP_PAGES: ReadonlyMap<string, SetupPage> = new Map(
  [
    page(
      'SEQUENCE',
      { id: 'text', prefix: 'text', next: 'number', length: 'number' },
      (company) => company.sequences.table,
      ({ id, prefix = '', next = 1, length = 0 }) => {
        const [from, digits] = [Number(next), Number(length)];
        if (!Number.isInteger(from) || from < 0 || !Number.isInteger(digits) || digits < 0 || digits > 15) {
          throw illegalValue('The next number and the length of a sequence are whole numbers.');
        }
        return { id: demandText(id, 'A sequence needs an id.'), prefix: String(prefix), next: from, length: digits };
      },
    ),
    page(
      'TRANSPORTPOLICY',
      { id: 'text', url: 'text' },
      (company) => company.setup.policies,
      ({ id, url = '' }) => ({ id: demandText(id, 'A transport policy needs an id.'), url: demandUrl(url) }),
    ),
    page(
      'WEBHOOK',
      { id: 'text', object: 'text', url: 'text' },
      (company) => company.setup.webhooks,
      ({ id, object, url = '' }, company) => ({
        id: demandText(id, 'A webhook needs an id.'),
        object: demandObjectName(company, object),
        url: demandUrl(url),
      }),
    ),
    page(
      'CUSTOMFIELD',
      { object: 'text', name: 'text', label: 'text', type: 'text', length: 'number', required: 'boolean', picklist: 'list' },
      (company) => company.setup.customFields,
      readCustomField,
    ),
    page(
      'SMARTRULE',
      { id: 'text', object: 'text', condition: 'text', message: 'text' },
      (company) => company.setup.smartRules,
      ({ id, object, condition, message }, company) => {
        const name = demandObjectName(company, object);
        const text = demandText(condition, 'A smart rule needs a condition.');
        compileWhere(text, (path) => columnOf(company.object(name)!, path, company));
        const own = demandText(message, 'A smart rule needs a message.');
        return { id: demandText(id, 'A smart rule needs an id.'), object: name, condition: text, message: own };
      },
    ),
    page(
      'PLATFORMOBJECT',
      { id: 'text', label: 'text', plural: 'text', isDimension: 'boolean' },
      (company) => company.setup.platformObjects,
      ({ id, label, plural, isDimension = false }, company) => {
        const name = demandText(id, 'An object needs an id.').toUpperCase();
        if (!/^[A-Z][A-Z0-9_]{0,29}$/.test(name)) throw illegalValue(`${name} cannot be the name of an object.`);
        if (company.object(name) !== undefined) throw alreadyExists('Object', name);
        const own = String(label ?? name);
        return { id: name, label: own, plural: String(plural ?? `${own}s`), isDimension: isDimension === true };
      },
    ),
    page(
      'PERMISSION',
      { user: 'text', object: 'text', may: 'list' },
      (company) => company.setup.permissions,
      ({ user, object = '*', may = [] }, company) => {
        const login = demandText(user, 'A permission needs a user.');
        if (company.find('USERINFO', login) === undefined) throw illegalValue(`There is no user ${login}.`);
        const name = object === '*' ? '*' : demandObjectName(company, object);
        if (!Array.isArray(may) || may.some((each) => !PERMITTED.includes(each)))
          throw illegalValue(`A permission lists ${PERMITTED.join(', ')}.`);
        return { id: `${login} ${name}`, user: login, object: name, may };
      },
    ),
    page(
      'LIMIT',
      { id: 'text', value: 'number' },
      (company) => company.setup.limits,
      ({ id, value }) => {
        if (!LIMITS.includes(id as LimitName)) throw illegalValue(`A limit is one of ${LIMITS.join(', ')}.`);
        if (!Number.isInteger(Number(value)) || Number(value) < 0) throw illegalValue('A limit is a whole number.');
        return { id: String(id), value: Number(value) };
      },
    ),
    page(
      'CONSOLE',
      { id: 'text' },
      (company) => company.setup.consoles,
      ({ id }) => ({ id: demandText(id, 'A console needs an id.') }),
    ),
    {
      info: infoOf('DELIVERY', { id: 'text', kind: 'text', source: 'text', url: 'text', body: 'text', state: 'text' }, false),
      table: (company: IntacctCompany) => company.outbox.table as unknown as Table<Row>,
      create: () => {
        throw illegalValue('Deliveries are made by Intacct.');
      },
    },
  ].map((each) => [each.info.name, each]),
);

/** Source: developer.intacct.com, "Custom fields". Assumed: names are upper case, without blanks. */
function readCustomField(fields: Fields, company: IntacctCompany): Row & { readonly id: string } {
  const { object, type = 'text', length = null, required = false, picklist = [] } = fields;
  const owner = demandObjectName(company, object);
  const name = demandText(fields['name'], 'A custom field needs a name.').toUpperCase();
  if (!/^[A-Z][A-Z0-9_]{0,39}$/.test(name)) throw illegalValue(`${name} cannot be the name of a custom field.`);
  if (company.object(owner)!.byName.has(name)) throw alreadyExists('Custom field', name);
  const kind = Object.hasOwn(FIELD_TYPES, String(type)) ? FIELD_TYPES[String(type)]! : null;
  if (kind === null) throw illegalValue(`The type of a custom field is one of ${Object.keys(FIELD_TYPES).join(', ')}.`);
  if (!Array.isArray(picklist) || (kind === 'choice' && picklist.length === 0)) throw illegalValue('A picklist needs values.');
  const id = `${owner}.${name}`;
  const label = String(fields['label'] ?? name);
  const chars = length === null ? null : Number(length);
  return { id, object: owner, name, label, type: kind, length: chars, required: required === true, picklist: picklist.map(String) };
}

function demandText(value: unknown, complaint: string): string {
  if (typeof value !== 'string' || value === '') throw illegalValue(complaint);
  return value;
}

function demandUrl(value: unknown): string {
  if (value === '' || (typeof value === 'string' && /^https?:\/\/[^\s/]+/.test(value))) return String(value);
  throw illegalValue('An address begins with http:// or https://.');
}

function demandObjectName(company: IntacctCompany, value: unknown): string {
  const definition = typeof value === 'string' ? company.object(value) : undefined;
  if (definition === undefined) throw illegalValue(`There is no object ${value}.`);
  return definition.name;
}
