import { SettingsBook } from '../../kernel/settings.js';
import type { IndexKey, Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { ObjectDefinition, Reader } from '../objects/definition.js';
import { OBJECTS } from '../objects/dictionary.js';
import { CompanyColumns } from '../query/company-columns.js';
import { LatelyFound } from '../query/lately-found.js';
import { settingsOf } from '../settings.js';
import { OpenResults } from './open-results.js';
import { Outbox } from './outbox.js';
import { Sequences } from './sequences.js';
import { Sessions } from './sessions.js';
import { Setup } from './setup.js';
import { SmartEvents } from './smart-events.js';
import { Traffic } from './traffic.js';

/** Who may send requests at all. Source: "XML requests": a sender must also be authorised in the company. */
export type Sender = { readonly id: string; readonly password: string; readonly isAuthorised: boolean };

/** A token of the REST API. */
export type Token = {
  readonly token: string;
  readonly login: string;
  readonly entity: string;
  readonly isRefresh: boolean;
  readonly expiresAt: number;
};

/** A code that a person's sign-in gave an application. A null challenge asks for no proof (PKCE). */
export type AuthorizationCode = {
  readonly code: string;
  readonly client: string;
  readonly login: string;
  readonly entity: string;
  readonly redirect: string;
  readonly isOffline: boolean;
  readonly challenge: string | null;
  readonly isHashed: boolean;
  readonly expiresAt: number;
};

/** A bulk job of the REST API: its rows, and what became of each once it was worked through. */
export type BulkJob = {
  readonly id: string;
  readonly login: string;
  /** `accounts-receivable/customer`. */
  readonly object: string;
  readonly operation: string;
  readonly rows: readonly unknown[];
  readonly headers: Readonly<Record<string, string>>;
  readonly at: number;
  readonly results: readonly unknown[] | null;
};

/** Who is signed in, and in which entity; `''` is the top level. */
export type Signed = { readonly user: Row; readonly entity: string };

/** One Intacct company: its records by object, and the books that it keeps beside them. */
export class IntacctCompany implements Reader {
  readonly id = 'backlot';
  readonly settings: SettingsBook;
  readonly sequences: Sequences;
  readonly sessions: Sessions;
  readonly openResults: OpenResults;
  readonly smartEvents: SmartEvents;
  readonly outbox: Outbox;
  /** What queries found lately; pages of one result are cut from it. */
  readonly found = new LatelyFound();
  /** Large tables, field by field, for queries. */
  readonly columns = new CompanyColumns(
    (object) => this.table(object),
    () => this.revision,
  );
  readonly setup: Setup;
  readonly traffic: Traffic;
  readonly senders: Table<Sender>;
  /** Passwords by LOGINID: beside the records, so that no read can show them. */
  readonly passwords: Table<{ readonly login: string; readonly password: string }>;
  readonly tokens: Table<Token>;
  readonly codes: Table<AuthorizationCode>;
  readonly jobs: Table<BulkJob>;
  /** Idempotency keys of the REST API that were used, by user. */
  readonly usedKeys: Table<{ readonly id: string }>;
  /** Control ids of functions that were completed under `uniqueid`. */
  readonly completed: Table<{ readonly id: string }>;
  #tables = new Map<string, Table<Row>>();

  constructor(readonly world: World) {
    for (const definition of OBJECTS) this.#tables.set(definition.name, this.#makeTable(definition));
    this.senders = world.table<Sender>('intacct', { name: 'Sender', key: (row) => row.id, logged: false });
    this.passwords = world.table('intacct', { name: 'Password', key: (row) => row.login, logged: false });
    this.completed = world.table('intacct', { name: 'CompletedFunction', key: (row) => row.id, logged: false });
    this.codes = world.table<AuthorizationCode>('intacct', { name: 'AuthorizationCode', key: (row) => row.code, logged: false });
    this.jobs = world.table<BulkJob>('intacct', { name: 'BulkJob', key: (row) => row.id, logged: false });
    this.usedKeys = world.table('intacct', { name: 'IdempotencyKey', key: (row) => row.id, logged: false });
    this.tokens = world.table<Token>('intacct', { name: 'Token', key: (row) => row.token, logged: false });
    this.sequences = new Sequences(world);
    this.sessions = new Sessions(world);
    this.openResults = new OpenResults(world);
    this.outbox = new Outbox(world);
    this.setup = new Setup(world);
    this.traffic = new Traffic(world, this.setup);
    const settings = settingsOf((object) => this.setup.object(object));
    this.settings = new SettingsBook(world, 'intacct', settings, SettingsBook.table(world, 'intacct'));
    this.smartEvents = new SmartEvents(world, this.setup, this.outbox);
    world.offerTables('intacct', (name) => /^[A-Z][A-Z0-9_]{0,29}$/.test(name) && this.table(name) !== undefined);
  }

  table(object: string): Table<Row> {
    return this.#tables.get(object) ?? this.#openPlatformTable(object);
  }

  /** Tables of the company's own objects come into being when they are first needed. */
  #openPlatformTable(object: string): Table<Row> {
    const table = this.#makeTable({ name: object, key: 'RECORDNO' });
    this.#tables.set(object, table);
    return table;
  }

  /** The object of a name, letter case aside, with the company's own fields; undefined when there is none. */
  object(name: string): ObjectDefinition | undefined {
    return this.setup.object(name);
  }

  find(object: string, key: string): Row | undefined {
    return this.#tables.get(object)?.get(key);
  }

  related(object: string, index: string, key: string): readonly Row[] {
    return this.table(object).find(index, key);
  }

  /** Grows with every change of any record or custom field. */
  get revision(): number {
    let sum = this.setup.customFields.revision + this.setup.platformObjects.revision;
    for (const table of this.#tables.values()) sum += table.revision;
    return sum;
  }

  /** Record numbers count per object, from 1; a rolled-back create gives its number back. */
  nextRecordNumber(object: string): number {
    const cell = this.world.cell(`intacct:recordno:${object}`, 1);
    const number = cell.get();
    cell.set(number + 1);
    return number;
  }

  /** The present instant as Intacct stamps it: whole seconds. */
  now(): number {
    return Math.floor(this.world.clock.now() / 1_000) * 1_000;
  }

  #makeTable(definition: Pick<ObjectDefinition, 'name' | 'key'>): Table<Row> {
    return this.world.table<Row>('intacct', {
      name: definition.name,
      key: (row) => String(row[definition.key]),
      indexes: { RECORDNO: (row) => String(row['RECORDNO']), ...INDEXES[definition.name] },
      stamp: (row) => Number(row['WHENMODIFIED']),
    });
  }
}

const field =
  (name: string): IndexKey<Row> =>
  (row) =>
    (row[name] ?? null) as string | null;

/** What look-ups ask for beside keys. */
const INDEXES: Readonly<Record<string, Readonly<Record<string, IndexKey<Row>>>>> = {
  CUSTOMER: { contacts: customerContacts, PARENTID: field('PARENTID') },
  SODOCUMENT: { CUSTVENDID: field('CUSTVENDID'), CREATEDFROM: field('CREATEDFROM') },
  SODOCUMENTENTRY: { DOCHDRID: field('DOCHDRID') },
  CONTRACT: { CUSTOMERID: field('CUSTOMERID') },
  ARINVOICE: { CUSTOMERID: field('CUSTOMERID'), RECORDID: field('RECORDID') },
  ARINVOICEITEM: { RECORDKEY: (row) => String(row['RECORDKEY']) },
  ARPYMT: { CUSTOMERID: field('CUSTOMERID') },
  CONTRACTDETAIL: { CONTRACTID: field('CONTRACTID') },
};

/** One row of a customer's contact list, spelled as it is read. */
export type ContactListRow = { readonly CATEGORYNAME: string; readonly CONTACT: { readonly NAME: string } };

/** Every contact that a customer names, by pointer or in its list. */
function customerContacts(row: Row): readonly string[] {
  const names = new Set<string>();
  for (const group of ['DISPLAYCONTACT', 'CONTACTINFO', 'BILLTO', 'SHIPTO']) {
    const name = row[`${group}.CONTACTNAME`];
    if (typeof name === 'string') names.add(name);
  }
  for (const entry of (row['CONTACT_LIST_INFO'] ?? []) as readonly ContactListRow[]) names.add(entry.CONTACT.NAME);
  return [...names];
}
