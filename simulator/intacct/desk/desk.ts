import type { Fields, RecordState, TypeInfo } from '../../kernel/people.js';
import type { SettingsBook } from '../../kernel/settings.js';
import type { Row } from '../../kernel/table.js';
import { businessFailure, cannotUpdate, illegalValue, invalidReference } from '../errors.js';
import type { ObjectDefinition } from '../objects/definition.js';
import type { IntacctPeople, SettingsWarning } from '../people.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { deleteDocument, updateDocument } from '../state/document.js';
import { inputOf } from '../state/input.js';
import { createRecord, deleteRecord, updateRecord } from '../state/save.js';
import { readValue } from '../values.js';
import type { ConnectedOrg } from './connected-org.js';
import { demandNoTotals, typeDocument, typedLines, typedSubtotals } from './documents.js';
import { fieldInfos, readableRow, readTyped, SIGNED_IN_AT } from './fields.js';
import { plausible } from './plausible.js';
import { SettingsPage } from './settings-page.js';
import { pageOf, SETUP_PAGES } from './setup-pages.js';

/** People at their desks: what they do in Intacct's pages, straight on the company's state. */
export class Desk implements IntacctPeople {
  readonly #page: SettingsPage;

  constructor(
    private readonly company: IntacctCompany,
    org: ConnectedOrg | null,
  ) {
    this.#page = new SettingsPage(company, company.world, org);
  }

  get settings(): SettingsBook {
    return this.company.settings;
  }

  saveSettings(values: Readonly<Record<string, unknown>>, by: string): void {
    this.#act(by, '', (signed) => this.#page.save(values, signed, by));
  }

  warnings(): readonly SettingsWarning[] {
    return this.#page.warnings();
  }

  types(): readonly TypeInfo[] {
    const objects = this.company.setup.objects().map(({ name }) => this.type(name)!);
    return [...objects, ...[...SETUP_PAGES.values()].map((page) => page.info)];
  }

  type(name: string): TypeInfo | undefined {
    const definition = this.company.object(name);
    if (definition === undefined) return pageOf(name)?.info;
    return {
      name: definition.name,
      fields: fieldInfos(definition),
      isCreatable: definition.can.has('create') || definition.name === 'SODOCUMENT',
    };
  }

  /** The record number of a user, which WHENMODIFIED's companion MODIFIEDBY shows. */
  user(name: string): string | null {
    const user = this.company.find('USERINFO', name);
    return user === undefined ? null : String(user['RECORDNO']);
  }

  create(type: string, fields: Fields, by: string): string {
    const page = pageOf(type);
    if (page !== undefined) return this.#act(by, '', () => page.create(this.company, fields));
    const definition = this.#definition(type);
    const { [SIGNED_IN_AT.name]: at, ...own } = fields;
    return this.#act(by, this.#entity(at), (signed) => {
      if (definition.name === 'SODOCUMENT') return typeDocument(this.company, own, signed);
      const typed = readTyped(definition, own);
      const input = inputOf([...Object.entries(plausible(this.company, definition.name, typed.fields)), ...typed.fields], typed.lists);
      return String(createRecord(definition, { company: this.company, signed, input })[definition.key]);
    });
  }

  update(type: string, id: string, fields: Fields, by: string): void {
    const definition = this.#definition(type);
    const row = this.#row(definition, id);
    this.#act(by, String(row['MEGAENTITYID'] ?? ''), (signed) => {
      const typed = readTyped(definition, fields);
      if (definition.name === 'SODOCUMENT') {
        demandNoTotals(typed);
        const entries = [...typed.fields].map(([name, text]) => [name, readValue(definition.byName.get(name)!, text, definition.label)]);
        const lines = typedLines(this.company, typed);
        const change = { fields: Object.fromEntries(entries), lines: lines.length > 0 ? lines : null, subtotals: typedSubtotals(typed) };
        updateDocument(this.company, id, change, signed);
        return;
      }
      const input = inputOf([...typed.fields, ['RECORDNO', String(row['RECORDNO'])]], typed.lists);
      updateRecord(definition, { company: this.company, signed, input });
    });
  }

  delete(type: string, id: string, by: string): void {
    const definition = this.#definition(type);
    const row = this.#row(definition, id);
    this.#act(by, String(row['MEGAENTITYID'] ?? ''), (signed) => {
      if (definition.name === 'SODOCUMENT') deleteDocument(this.company, id, signed);
      else deleteRecord(definition, row, { company: this.company, signed, input: inputOf([]) });
    });
  }

  /** Intacct keeps nothing of what is deleted. */
  undelete(type: string, id: string, _by: string): void {
    throw businessFailure(`Cannot restore ${type} '${id}': deleted records are gone.`);
  }

  read(type: string, id: string): Row | null {
    const page = pageOf(type);
    if (page !== undefined) return page.table(this.company).get(id) ?? null;
    const definition = this.#definition(type);
    const row = this.company.find(definition.name, id);
    return row === undefined ? null : readableRow(definition, row, this.company);
  }

  stateOf(type: string, id: string): RecordState {
    return this.read(type, id) === null ? 'gone' : 'live';
  }

  list(type: string): readonly Row[] {
    const page = pageOf(type);
    if (page !== undefined) return [...page.table(this.company).rows()];
    const definition = this.#definition(type);
    return [...this.company.table(definition.name).rows()].map((row) => readableRow(definition, row, this.company));
  }

  idOf(type: string, row: Row): string {
    return String(row[pageOf(type) === undefined ? this.#definition(type).key : 'id']);
  }

  #act<T>(by: string, entity: string, work: (signed: Signed) => T): T {
    const user = this.company.table('USERINFO').findOne('RECORDNO', by) ?? this.company.find('USERINFO', by);
    if (user === undefined) throw invalidReference('User', by);
    return this.company.world.as({ actor: String(user['RECORDNO']) }, () => this.company.world.atomic(() => work({ user, entity })));
  }

  #entity(value: unknown): string {
    if (value === undefined || value === null || value === '') return '';
    if (this.company.find('LOCATIONENTITY', String(value)) === undefined) throw invalidReference('Entity', String(value));
    return String(value);
  }

  #definition(type: string): ObjectDefinition {
    const definition = this.company.object(type);
    if (definition === undefined) throw illegalValue(`There is no object ${type}.`);
    return definition;
  }

  #row(definition: ObjectDefinition, id: string): Row {
    const row = this.company.find(definition.name, id);
    if (row === undefined) throw cannotUpdate(definition.name, definition.key, id);
    return row;
  }
}
