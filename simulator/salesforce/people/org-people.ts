import type { FieldKind, Fields, ImportOutcome, ImportRequest, RecordState, TypeInfo } from '../../kernel/people.js';
import type { Row } from '../../kernel/table.js';
import { invalidCrossReference, notFound, SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SalesforcePeople, SyncRequest } from '../people.js';
import type { Field, Schema, SObjectType } from '../schema.js';
import { Decimal, printValue } from '../state/print-record.js';
import type { Save } from '../state/save.js';
import type { SalesforceOrg } from '../state.js';
import { CHANGE_EVENT_GAP, CHANNEL_MEMBER } from './channel-member.js';
import { CUSTOM_FIELD } from './custom-field.js';
import { CUSTOM_OBJECT } from './custom-object.js';
import { importRows } from './import.js';
import { LIMIT } from './limit.js';
import { MANAGED_SUBSCRIPTION } from './managed-subscription.js';
import { withPlausible, withPrice } from './plausible.js';
import { QUEUE } from './queues.js';
import { queueRequest } from './requests.js';
import { ASSIGNMENT_RULE, DUPLICATE_RULE, VALIDATION_RULE } from './rules.js';
import type { SpecialType } from './special.js';
import { userFields } from './users.js';
import { OUTBOUND_MESSAGE, WORKFLOW_RULE } from './workflow.js';

const SPECIAL: readonly SpecialType[] = [
  QUEUE,
  ASSIGNMENT_RULE,
  DUPLICATE_RULE,
  VALIDATION_RULE,
  CUSTOM_FIELD,
  CUSTOM_OBJECT,
  CHANNEL_MEMBER,
  CHANGE_EVENT_GAP,
  MANAGED_SUBSCRIPTION,
  OUTBOUND_MESSAGE,
  WORKFLOW_RULE,
  LIMIT,
];

/** Scenario names of the users that are there from the start. */
const STAGE_USERS: Readonly<Record<string, string>> = {
  admin: 'admin@backlot.test',
  connector: 'connector@backlot.test',
  intacctuser: 'intacct@backlot.test',
};

/** What people do in Salesforce's pages. */
export class OrgPeople implements SalesforcePeople {
  #infos: { readonly schema: Schema; readonly types: ReadonlyMap<string, TypeInfo> } | null = null;

  constructor(private readonly org: SalesforceOrg) {}

  types(): readonly TypeInfo[] {
    return [...this.#typeInfos().values()];
  }

  type(name: string): TypeInfo | undefined {
    return this.#typeInfos().get(name.toLowerCase());
  }

  user(name: string): string | null {
    const users = this.org.schema.type('User')!;
    const wanted = (STAGE_USERS[name.toLowerCase()] ?? name).toLowerCase();
    const found = this.org.findBy(users, users.field('Username')!, wanted)[0] ?? this.org.lookup(parseId(name) ?? '');
    return found !== undefined && String(found['Id']).startsWith('005') ? (found['Id'] as string) : null;
  }

  create(type: string, fields: Fields, by: string): string {
    const special = specialType(type);
    if (special !== undefined) return this.#write(by, () => special.create(this.org, fields, by));
    const object = this.#object(type);
    const given = object.name === 'User' ? userFields(this.org, fields) : fields;
    const filled = withPlausible(this.org.world, object.name, given);
    return this.org.create(object, object.name === 'OpportunityLineItem' ? withPrice(this.org, filled) : filled, savedBy(by));
  }

  update(type: string, id: string, fields: Fields, by: string): void {
    const special = specialType(type);
    if (special !== undefined) {
      this.#write(by, () => special.update(this.org, id, fields, by));
      return;
    }
    const object = this.#object(type);
    this.org.update(object, this.#id(id), object.name === 'User' ? userFields(this.org, fields, false) : fields, savedBy(by));
  }

  delete(type: string, id: string, by: string): void {
    const special = specialType(type);
    if (special === undefined) this.org.delete(this.#id(id), savedBy(by));
    else this.#write(by, () => special.delete(this.org, id, by));
  }

  undelete(_type: string, id: string, by: string): void {
    this.org.undelete(this.#id(id), savedBy(by));
  }

  read(type: string, id: string): Row | null {
    const special = specialType(type);
    if (special !== undefined) return special.read(this.org, id);
    const row = this.org.lookup(parseId(id) ?? '');
    return row === undefined ? null : this.#show(this.#object(type), row);
  }

  stateOf(type: string, id: string): RecordState {
    if (specialType(type) !== undefined) return this.read(type, id) === null ? 'gone' : 'live';
    const row = this.org.lookup(parseId(id) ?? '');
    return row === undefined ? 'gone' : row['IsDeleted'] === true ? 'deleted' : 'live';
  }

  list(type: string): readonly Row[] {
    const special = specialType(type);
    if (special !== undefined) return special.list(this.org);
    const object = this.#object(type);
    return this.org
      .table(object)
      .filter((row) => row['IsDeleted'] !== true)
      .map((row) => this.#show(object, row));
  }

  idOf(_type: string, row: Row): string {
    return row['Id'] as string;
  }

  merge(
    request: { readonly type: string; readonly master: string; readonly losers: readonly string[]; readonly keep: Fields },
    by: string,
  ): void {
    const { master, losers, keep } = request;
    const merge = {
      type: this.#object(request.type),
      masterId: this.#id(master),
      loserIds: losers.map((id) => this.#id(id)),
      values: keep,
    };
    this.org.merge(merge, savedBy(by));
  }

  convert(
    request: {
      readonly lead: string;
      readonly account?: string;
      readonly contact?: string;
      readonly opportunity?: string | null;
      readonly owner?: string;
    },
    by: string,
  ): { readonly accountId: string; readonly contactId: string; readonly opportunityId: string | null } {
    const { lead, account, contact, opportunity, owner } = request;
    return this.org.convertLead(
      {
        leadId: this.#id(lead),
        convertedStatus: 'Closed - Converted',
        ...(account === undefined ? {} : { accountId: this.#id(account) }),
        ...(contact === undefined ? {} : { contactId: this.#id(contact) }),
        ...(typeof opportunity === 'string' ? { opportunityId: this.#id(opportunity) } : {}),
        ...(opportunity === null ? { doNotCreateOpportunity: true } : {}),
        ...(owner === undefined ? {} : { ownerId: this.#id(owner) }),
      },
      savedBy(by),
    );
  }

  import(request: ImportRequest, by: string): ImportOutcome {
    return importRows(this.org, this.#object(request.into), request, savedBy(by));
  }

  request(request: SyncRequest, by: string): void {
    this.#write(by, () => queueRequest(this.org, request, by));
  }

  share(request: { readonly record: string; readonly user: string; readonly access: 'none' | 'read' | 'edit' }, _by: string): void {
    if (this.org.lookup(this.#id(request.record)) === undefined) throw invalidCrossReference();
    this.org.sharing.set(this.#id(request.user), this.#id(request.record), request.access);
  }

  #object(name: string): SObjectType {
    const type = this.org.schema.type(name);
    if (type === undefined) throw notFound();
    return type;
  }

  #id(text: string): string {
    const id = parseId(text);
    if (id === null) throw new SalesforceError('MALFORMED_ID', `bad id ${text}`, { fields: ['Id'] });
    return id;
  }

  #write<T>(by: string, work: () => T): T {
    return this.org.world.as({ actor: by }, () => this.org.world.atomic(work));
  }

  #show(type: SObjectType, row: Row): Row {
    const shown: Record<string, unknown> = {};
    for (const field of type.fields) {
      const value = printValue(this.org, field, row, 'v62.0');
      shown[field.name] = value instanceof Decimal ? value.value : value;
    }
    return shown;
  }

  #typeInfos(): ReadonlyMap<string, TypeInfo> {
    const { schema } = this.org;
    if (this.#infos?.schema !== schema) {
      const types = new Map(schema.types.map((type) => [type.name.toLowerCase(), infoOf(type)]));
      for (const { info } of SPECIAL) types.set(info.name.toLowerCase(), info);
      this.#infos = { schema, types };
    }
    return this.#infos.types;
  }
}

/**
 * How people save: they see a duplicate warning and save anyway, where the rule lets them.
 *
 * Assumed: the box "Assign using active assignment rule" on a lead's page is left empty, as it is by default.
 */
function savedBy(by: string): Save {
  return { by, allowsDuplicates: true, assignment: 'none' };
}

function specialType(name: string): SpecialType | undefined {
  return SPECIAL.find(({ info }) => info.name.toLowerCase() === name.toLowerCase());
}

const KINDS: Readonly<Partial<Record<Field['type'], FieldKind>>> = {
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'instant',
  reference: 'reference',
  address: 'structure',
  location: 'structure',
};

function infoOf(type: SObjectType): TypeInfo {
  const fields = type.fields.map((field) => ({
    name: field.name,
    kind: KINDS[field.type] ?? 'text',
    ...(field.type === 'reference' ? { referenceTo: field.referenceTo } : {}),
  }));
  return { name: type.name, fields, isCreatable: type.definition.isCreateable };
}
