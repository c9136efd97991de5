import type { Row, Table } from '../kernel/table.js';
import type { Cell, World } from '../kernel/world.js';
import { IdSource, idAt } from './ids.js';
import { STANDARD_OBJECTS } from './objects/index.js';
import { type Field, fieldValue, type RecordLookup, Schema, type SObjectDefinition, type SObjectType } from './schema.js';
import { SoqlEngine } from './soql/engine.js';
import { ApiUsage } from './state/api-usage.js';
import { AuthorizationCodes } from './state/authorization-codes.js';
import { convertLead, type LeadConversion, type LeadConversionResult } from './state/convert.js';
import { create } from './state/create.js';
import { customFieldOf, type FieldRequest } from './state/custom-fields.js';
import { remove } from './state/delete.js';
import { type MergeRequest, type MergeResult, merge } from './state/merge.js';
import { hardDelete, RecycleBin } from './state/recycle-bin.js';
import type { Save, Values } from './state/save.js';
import { Sessions } from './state/sessions.js';
import { type Access, Sharing } from './state/sharing.js';
import { indexesOf, openTables, RUNTIME_INDEX } from './state/tables.js';
import { undelete } from './state/undelete.js';
import { update } from './state/update.js';
import { type UpsertRequest, upsert } from './state/upsert.js';
import { openValidationRules, type ValidationRule } from './state/validation-rules.js';

/** A custom field that people added, kept as data so that snapshots cover it. */
export type AddedField = { readonly type: string; readonly field: Field };

/**
 * One Salesforce org: its types, records and the vendor's own behaviour. Knows no HTTP. Records that are in the recycle bin stay in
 * their tables with `IsDeleted: true`; whoever lists records leaves them out.
 *
 * Writes take a `Save`: who writes, and what the call asked for. Each is whole or not at all, and refused with a `SalesforceError`.
 */
export class SalesforceOrg {
  /** 18 characters. */
  readonly id = idAt('00D', 1);
  readonly ids: IdSource;
  readonly sessions: Sessions;
  readonly sharing: Sharing;
  readonly recycleBin: RecycleBin;
  readonly validationRules: Table<ValidationRule>;
  readonly codes: AuthorizationCodes;
  readonly usage: ApiUsage;
  readonly soql: SoqlEngine;
  #tables: ReadonlyMap<string, Table<Row>>;
  #byPrefix = new Map<string, Table<Row>>();
  #added: Cell<readonly AddedField[]>;
  #schema: { readonly added: readonly AddedField[]; readonly schema: Schema };

  constructor(readonly world: World) {
    this.ids = new IdSource(world);
    this.sessions = new Sessions(world, this.id.slice(0, 15));
    this.sharing = new Sharing(world);
    this.recycleBin = new RecycleBin(this);
    this.validationRules = openValidationRules(world);
    this.codes = new AuthorizationCodes(world);
    this.usage = new ApiUsage(world);
    this.soql = new SoqlEngine(this);
    this.#added = world.cell<readonly AddedField[]>('salesforce:added-fields', []);
    this.#schema = { added: this.#added.get(), schema: schemaWith(this.#added.get()) };
    this.#tables = openTables(world, this.#schema.schema, () => this.schema);
    for (const type of this.schema.types) {
      if (type.keyPrefix !== null && !this.#byPrefix.has(type.keyPrefix)) this.#byPrefix.set(type.keyPrefix, this.table(type));
    }
  }

  /** The types and fields of now. Another object after a custom field was added, so that caches can be kept by identity. */
  get schema(): Schema {
    const added = this.#added.get();
    if (added !== this.#schema.added) this.#schema = { added, schema: schemaWith(added) };
    return this.#schema.schema;
  }

  /** The present instant as the platform stamps it: whole seconds, in milliseconds. */
  now(): number {
    return Math.floor(this.world.clock.now() / 1_000) * 1_000;
  }

  table(type: SObjectType): Table<Row> {
    return this.#tables.get(type.name)!;
  }

  /** The record with an 18-character id, whatever its type, deleted or not. */
  readonly lookup: RecordLookup = (id) => (typeof id === 'string' ? this.#byPrefix.get(id.slice(0, 3))?.get(id) : undefined);

  /** The stored or derived value of a field. */
  value(field: Field, row: Row): unknown {
    return fieldValue(field, row, this.lookup);
  }

  /** Whether `findBy` answers for a field without a scan. */
  isIndexed(type: SObjectType, field: Field): boolean {
    return field.type === 'id' || indexesOf(type, field) !== null;
  }

  /** Records with a value in an indexed field, letter case aside unless the field minds it; deleted ones too, in order of creation. */
  findBy(type: SObjectType, field: Field, value: string): readonly Row[] {
    const table = this.table(type);
    if (field.type === 'id') {
      const row = table.get(value);
      return row === undefined ? [] : [row];
    }
    const key = field.isCaseSensitive || field.type === 'reference' ? value : value.toLowerCase();
    if (table.hasIndex(field.name)) return table.find(field.name, key);
    return table.find(RUNTIME_INDEX, `${field.name}=${key}`);
  }

  /** Whether a user sees a record. Records that nobody restricted are public read/write. */
  canRead(userId: string, row: Row): boolean {
    return this.sharing.isEmpty || this.sharing.of(userId, row['Id'] as string) !== 'none';
  }

  access(userId: string, id: string): Access {
    return this.sharing.of(userId, id);
  }

  create(type: SObjectType, values: Values, save: Save): string {
    return this.#write(save, () => create(this, type, values, save));
  }

  update(type: SObjectType, id: string, values: Values, save: Save): void {
    this.#write(save, () => update(this, type, id, values, save));
  }

  upsert(type: SObjectType, request: UpsertRequest, save: Save): { readonly id: string; readonly isCreated: boolean } {
    return this.#write(save, () => upsert(this, type, request, save));
  }

  /** Moves a record and what hangs on it to the recycle bin. */
  delete(id: string, save: Save): void {
    this.#write(save, () => remove(this, id, save));
  }

  undelete(id: string, save: Save): void {
    this.#write(save, () => undelete(this, id, save));
  }

  /** Takes a record out of the recycle bin for good; it stays in the deleted list. */
  emptyRecycleBin(id: string, save: Save): void {
    this.#write(save, () => hardDelete(this, id, save));
  }

  merge(request: MergeRequest, save: Save): MergeResult {
    return this.#write(save, () => merge(this, request, save));
  }

  convertLead(request: LeadConversion, save: Save): LeadConversionResult {
    return this.#write(save, () => convertLead(this, request, save));
  }

  /** The custom fields that people added, oldest first. */
  get addedFields(): readonly AddedField[] {
    return this.#added.get();
  }

  /** Adds a custom field to a type. */
  addField(request: FieldRequest): AddedField {
    const added = customFieldOf(this.schema, request);
    this.#added.set([...this.#added.get(), added]);
    return added;
  }

  #write<T>(save: Save, work: () => T): T {
    return this.world.as({ actor: save.by }, () => this.world.atomic(work));
  }
}

function schemaWith(added: readonly AddedField[]): Schema {
  if (added.length === 0) return STANDARD_SCHEMA;
  const definitions = STANDARD_OBJECTS.map((definition): SObjectDefinition => {
    const fields = added.filter(({ type }) => type === definition.name).map(({ field }) => field);
    return fields.length === 0 ? definition : { ...definition, fields: [...definition.fields, ...fields] };
  });
  return new Schema(definitions);
}

const STANDARD_SCHEMA = new Schema(STANDARD_OBJECTS);
