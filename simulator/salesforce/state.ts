import type { Row, Table } from '../kernel/table.js';
import type { Cell, World } from '../kernel/world.js';
import { BulkJobs } from './bulk/jobs.js';
import { Capture } from './events/capture.js';
import { CometdClients } from './events/cometd/clients.js';
import { KeepAlive } from './events/keep-alive.js';
import { ManagedSubscriptions } from './events/managed-subscriptions.js';
import { openPlatformEvents, publish } from './events/platform-events.js';
import { EventStream } from './events/stream.js';
import { IdSource, idAt } from './ids.js';
import { type Deployment, openDeployments } from './metadata/deployments.js';
import type { MatchingRule } from './metadata/duplicate-rules.js';
import { openRetrievals, type Retrieval } from './metadata/retrievals.js';
import type { ApexRestHandler } from './operations/apex-rest.js';
import { type Field, fieldValue, type RecordLookup, type Schema, type SObjectType } from './schema.js';
import { SoqlEngine } from './soql/engine.js';
import { StoredColumns } from './soql/stored-columns.js';
import { ApiUsage } from './state/api-usage.js';
import { AuthorizationCodes } from './state/authorization-codes.js';
import { convertLead, type LeadConversion, type LeadConversionResult } from './state/convert.js';
import { create } from './state/create.js';
import type { FieldRequest } from './state/custom-fields.js';
import { isEventName } from './state/custom-objects.js';
import { type AddedField, Definitions } from './state/definitions.js';
import { remove } from './state/delete.js';
import { DeviceCodes } from './state/device-codes.js';
import { Limits } from './state/limits.js';
import { Logins } from './state/logins.js';
import { LongRequests } from './state/long-requests.js';
import { type MergeRequest, type MergeResult, merge } from './state/merge.js';
import { Passwords } from './state/passwords.js';
import { RecentlyViewed } from './state/recent-items.js';
import { hardDelete, RecycleBin } from './state/recycle-bin.js';
import type { Save, Values } from './state/save.js';
import { Sessions } from './state/sessions.js';
import { type Access, Sharing } from './state/sharing.js';
import { startComputing } from './state/summaries.js';
import { indexesOf, openCustomTable, openTables, RUNTIME_INDEX } from './state/tables.js';
import { undelete } from './state/undelete.js';
import { update } from './state/update.js';
import { type UpsertRequest, upsert } from './state/upsert.js';
import { openValidationRules, type ValidationRule } from './state/validation-rules.js';
import { WorkflowDefinitions } from './workflow/definitions.js';
import { OutboundMessages } from './workflow/outbound-messages.js';

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
  readonly definitions: Definitions;
  readonly sessions: Sessions;
  readonly sharing: Sharing;
  readonly recycleBin: RecycleBin;
  readonly validationRules: Table<ValidationRule>;
  readonly codes: AuthorizationCodes;
  readonly deviceCodes: DeviceCodes;
  readonly recent: RecentlyViewed;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly logins: Logins;
  readonly longRequests: LongRequests;
  readonly usage: ApiUsage;
  readonly bulk: BulkJobs;
  readonly matchingRules: Cell<readonly MatchingRule[]>;
  readonly workflow: WorkflowDefinitions;
  readonly outbound: OutboundMessages;
  /** Where the org is served: what it says of itself when nobody asked. */
  origin = '';
  /** Apex classes that a test brought along. */
  apexRest: readonly ApexRestHandler[] = [];
  readonly soql: SoqlEngine;
  /** What queries keep of the tables, side by side. */
  readonly stored = new StoredColumns();
  readonly capture: Capture;
  readonly events: EventStream;
  readonly platformEvents: Table<Row>;
  readonly cometd: CometdClients;
  readonly keepAlive: KeepAlive;
  readonly managedSubscriptions: ManagedSubscriptions;
  readonly deployments: Table<Deployment>;
  readonly retrievals: Table<Retrieval>;
  #tables: Map<string, Table<Row>>;
  #byPrefix = new Map<string, Table<Row>>();

  constructor(readonly world: World) {
    this.ids = new IdSource(world);
    this.passwords = new Passwords(world);
    this.limits = new Limits(world);
    this.logins = new Logins(world, this.limits);
    this.longRequests = new LongRequests(world, this.limits);
    this.sessions = new Sessions(world, this.id.slice(0, 15));
    this.sharing = new Sharing(world);
    this.recycleBin = new RecycleBin(this);
    this.validationRules = openValidationRules(world);
    this.matchingRules = world.cell<readonly MatchingRule[]>('salesforce:matching-rules', []);
    this.workflow = new WorkflowDefinitions(world);
    this.outbound = new OutboundMessages(this);
    this.codes = new AuthorizationCodes(world);
    this.deviceCodes = new DeviceCodes(world);
    this.recent = new RecentlyViewed(world);
    this.usage = new ApiUsage(world, this.limits, this.longRequests);
    this.bulk = new BulkJobs(world);
    this.soql = new SoqlEngine(this);
    this.definitions = new Definitions(world);
    this.#tables = new Map(openTables(world, this.schema, () => this.schema));
    this.capture = new Capture(world);
    this.cometd = new CometdClients(world);
    this.keepAlive = new KeepAlive(world);
    this.managedSubscriptions = new ManagedSubscriptions(world);
    this.deployments = openDeployments(world);
    this.retrievals = openRetrievals(world);
    this.platformEvents = openPlatformEvents(world);
    this.events = new EventStream(this);
    world.offerTables('salesforce', (name) => /__c$/.test(name) && this.#customTable(name) !== undefined);
    for (const type of this.schema.types) {
      if (type.keyPrefix !== null && !this.#byPrefix.has(type.keyPrefix)) this.#byPrefix.set(type.keyPrefix, this.table(type));
    }
  }

  get schema(): Schema {
    return this.definitions.schema;
  }

  /** The present instant as the platform stamps it: whole seconds, in milliseconds. */
  now(): number {
    return Math.floor(this.world.clock.now() / 1_000) * 1_000;
  }

  table(type: SObjectType): Table<Row> {
    return this.#tables.get(type.name) ?? this.#customTable(type.name);
  }

  /** The record with an 18-character id, whatever its type, deleted or not. */
  readonly lookup: RecordLookup = (id) => (typeof id === 'string' ? this.#tableOf(id)?.get(id) : undefined);

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
    if (isEventName(type.name)) return this.#write(save, () => publish(this, type, values, save));
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

  /** Adds a custom field to a type. */
  addField(request: FieldRequest): AddedField {
    const added = this.definitions.addField(request);
    startComputing(this, added);
    return added;
  }

  /** Puts a field in the place of one that was added, or takes it away with null. Values that records have in it stay theirs. */
  changeField(type: string, name: string, request: FieldRequest | null): void {
    if (request === null) this.definitions.removeField(type, name);
    else startComputing(this, this.definitions.changeField(type, name, request));
  }

  /** Takes an added object away, with its fields and records. */
  removeObject(fullName: string): void {
    const type = this.schema.type(fullName)!;
    const table = this.table(type);
    for (const { Id } of [...table.rows()]) table.remove(Id as string);
    this.definitions.removeObject(type.name);
  }

  #tableOf(id: string): Table<Row> | undefined {
    const known = this.#byPrefix.get(id.slice(0, 3));
    if (known !== undefined || this.definitions.addedObjects.length === 0) return known;
    const type = this.schema.typeOfId(id);
    return type === undefined ? undefined : this.table(type);
  }

  #customTable(name: string): Table<Row> {
    const table = this.#tables.get(name) ?? openCustomTable(this.world, name, () => this.schema);
    this.#tables.set(name, table);
    return table;
  }

  #write<T>(save: Save, work: () => T): T {
    return this.world.as({ actor: save.by }, () => this.world.atomic(work));
  }
}
