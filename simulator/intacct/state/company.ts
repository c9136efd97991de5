import { SettingsBook } from '../../kernel/settings.js';
import type { IndexKey, Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { ObjectDefinition, Reader } from '../objects/definition.js';
import { OBJECTS } from '../objects/dictionary.js';
import { SETTINGS } from '../settings.js';
import { OpenResults } from './open-results.js';
import { Sequences } from './sequences.js';
import { Sessions } from './sessions.js';
import { SmartEvents } from './smart-events.js';

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
  readonly senders: Table<Sender>;
  /** Passwords by LOGINID: beside the records, so that no read can show them. */
  readonly passwords: Table<{ readonly login: string; readonly password: string }>;
  readonly tokens: Table<Token>;
  /** Control ids of functions that were completed under `uniqueid`. */
  readonly completed: Table<{ readonly id: string }>;
  #tables = new Map<string, Table<Row>>();

  constructor(readonly world: World) {
    for (const definition of OBJECTS) this.#tables.set(definition.name, this.#makeTable(definition));
    this.senders = world.table<Sender>('intacct', { name: 'Sender', key: (row) => row.id, logged: false });
    this.passwords = world.table('intacct', { name: 'Password', key: (row) => row.login, logged: false });
    this.completed = world.table('intacct', { name: 'CompletedFunction', key: (row) => row.id, logged: false });
    this.tokens = world.table<Token>('intacct', { name: 'Token', key: (row) => row.token, logged: false });
    this.settings = new SettingsBook(world, 'intacct', SETTINGS, SettingsBook.table(world, 'intacct'));
    this.sequences = new Sequences(world);
    this.sessions = new Sessions(world);
    this.openResults = new OpenResults(world);
    this.smartEvents = new SmartEvents(world);
  }

  table(object: string): Table<Row> {
    const table = this.#tables.get(object);
    if (table === undefined) throw new Error(`no table for ${object}`);
    return table;
  }

  find(object: string, key: string): Row | undefined {
    return this.#tables.get(object)?.get(key);
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

  #makeTable(definition: ObjectDefinition): Table<Row> {
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
  CONTRACT: { CUSTOMERID: field('CUSTOMERID') },
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
