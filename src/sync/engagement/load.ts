import type { ProspectKeys } from '../../clients/engagement/client.js';
import type { PolledProspect } from '../../clients/engagement/wire.js';
import { inLists, type PolledPerson, readPerson } from '../../clients/salesforce/wire.js';
import { comparableEmail } from '../../rules/engagement/matching.js';
import type { UserDirectory } from '../../rules/engagement/users.js';
import type { FlowContext, PendingKey } from '../flow.js';
import { readKey, typeOf } from './keys.js';
import { formerProspect, knownProspect, lastEmail } from './memory.js';
import type { PollParts } from './poll.js';

/** Everything a batch of keys needs, on both sides. */
export type Loaded = {
  person(id: string): PolledPerson | null;
  prospect(unit: string, id: string): PolledProspect | null;
  /** Prospects of the unit that are tied to a record, archived ones too. */
  tiedTo(unit: string, personId: string): readonly PolledProspect[];
  prospectsByEmail(unit: string, email: string | null): readonly PolledProspect[];
  /** Live and converted records with an email, looked for when a prospect has no record. */
  peopleByEmail(email: string | null): readonly PolledPerson[];
};

/** Records that the poll of this pass read and nobody wrote since. */
export class PassCache {
  readonly people = new Map<string, PolledPerson>();
  readonly prospects = new Map<string, PolledProspect>();
  readonly directories = new Map<string, UserDirectory>();
  /** By unit, the Salesforce campaigns that its own are connected to; read where members are synced. */
  readonly campaigns = new Map<string, ReadonlyMap<string, string>>();
  /** Whether the custom fields were looked at in this pass, and ever. */
  isSchemaFresh = false;
  isSchemaKnown = false;

  clear(): void {
    this.people.clear();
    this.prospects.clear();
    this.directories.clear();
    this.campaigns.clear();
    this.isSchemaFresh = false;
  }
}

/** Reads what a batch needs: at most two queries by id, two look-ups per business unit, two queries by email. */
export async function load(keys: readonly PendingKey[], parts: PollParts, cache: PassCache, context: FlowContext): Promise<Loaded> {
  const found = new Found();
  const pairs = keys.map(({ key }) => readKey(key));
  const lone = pairs.flatMap((pair) => ('prospect' in pair ? [pair] : []));
  await prospectsById(lone, parts, cache, found);
  const people = new Set(pairs.flatMap((pair) => ('person' in pair ? [pair.person] : [])));
  for (const prospect of found.prospects.values()) if (prospect.salesforceId !== null) people.add(prospect.salesforceId);
  await peopleById(people, parts, cache, found);
  const related = [...found.people.values()].flatMap(({ masterId, convertedContactId }) => [masterId, convertedContactId]);
  await peopleById(new Set(related.filter((id) => id !== null)), parts, cache, found);
  const byUnit = new Map<string, string[]>();
  for (const pair of pairs) if ('person' in pair) push(byUnit, pair.unit, pair.person);
  for (const [unit, ids] of byUnit) await prospectsOfPeople(unit, ids, parts, context, found);
  await peopleByEmail(found, lone, parts, context);
  return found;
}

class Found implements Loaded {
  readonly people = new Map<string, PolledPerson>();
  readonly prospects = new Map<string, PolledProspect>();
  readonly #byPerson = new Map<string, PolledProspect[]>();
  readonly #byEmail = new Map<string, PolledProspect[]>();
  readonly #people = new Map<string, PolledPerson[]>();

  addProspect(prospect: PolledProspect): void {
    const key = `${prospect.unit}|${prospect.id}`;
    if (this.prospects.has(key)) return;
    this.prospects.set(key, prospect);
    if (prospect.salesforceId !== null) push(this.#byPerson, `${prospect.unit}|${prospect.salesforceId}`, prospect);
    const email = comparableEmail(prospect.email);
    if (email !== null) push(this.#byEmail, `${prospect.unit}|${email}`, prospect);
  }

  addPersonByEmail(person: PolledPerson): void {
    const email = comparableEmail(person.email);
    if (email !== null) push(this.#people, email, person);
  }

  person(id: string): PolledPerson | null {
    return this.people.get(id) ?? null;
  }

  prospect(unit: string, id: string): PolledProspect | null {
    return this.prospects.get(`${unit}|${id}`) ?? null;
  }

  tiedTo(unit: string, personId: string): readonly PolledProspect[] {
    return this.#byPerson.get(`${unit}|${personId}`) ?? [];
  }

  prospectsByEmail(unit: string, email: string | null): readonly PolledProspect[] {
    return this.#byEmail.get(`${unit}|${comparableEmail(email) ?? ''}`) ?? [];
  }

  peopleByEmail(email: string | null): readonly PolledPerson[] {
    return this.#people.get(comparableEmail(email) ?? '') ?? [];
  }
}

async function prospectsById(
  wanted: readonly { readonly unit: string; readonly prospect: string }[],
  { engagement }: PollParts,
  cache: PassCache,
  found: Found,
): Promise<void> {
  const missing = new Map<string, string[]>();
  for (const { unit, prospect } of wanted) {
    const cached = cache.prospects.get(`${unit}|${prospect}`);
    if (cached !== undefined) found.addProspect(cached);
    else push(missing, unit, prospect);
  }
  for (const [unit, ids] of missing) for (const prospect of await engagement.lookUp(unit, { ids })) found.addProspect(prospect);
}

async function peopleById(ids: ReadonlySet<string>, { salesforce, schema }: PollParts, cache: PassCache, found: Found): Promise<void> {
  const missing: string[] = [];
  for (const id of ids) {
    const cached = found.people.get(id) ?? cache.people.get(id);
    if (cached === undefined) missing.push(id);
    else found.people.set(id, cached);
  }
  for (const type of ['Lead', 'Contact'] as const) {
    for (const list of inLists(missing.filter((id) => typeOf(id) === type))) {
      const soql = `SELECT ${schema.columns(type).join(', ')} FROM ${type} WHERE Id IN ${list}`;
      const rows = await salesforce.query(soql, { all: true });
      for (const row of rows.map((each) => readPerson(type, each, schema.fieldNames(type), schema.formulas(type))))
        found.people.set(row.id, row);
    }
  }
}

/**
 * Prospects that are or were tied to the records of a unit's keys, and those with their emails. Who is where the journal has him is
 * looked up by his id alone.
 */
async function prospectsOfPeople(
  unit: string,
  personIds: readonly string[],
  { engagement }: PollParts,
  context: FlowContext,
  found: Found,
): Promise<void> {
  const settled = personIds.filter((id) => isSettled(unit, found.person(id), context));
  const ids = settled.map((id) => knownProspect(context, unit, id)!);
  if (ids.length > 0) for (const prospect of await engagement.lookUp(unit, { ids })) found.addProspect(prospect);
  const others = personIds.filter((id) => !found.tiedTo(unit, id).some(({ crmState }) => crmState === 'linked'));
  if (others.length === 0) return;
  for (const prospect of await engagement.lookUp(unit, keysOf(unit, others, context, found))) found.addProspect(prospect);
}

/** Whether a live record has a prospect of the unit and the email that both had at the last sync: nobody else can have a claim to it. */
function isSettled(unit: string, person: PolledPerson | null, context: FlowContext): boolean {
  if (person === null || person.isDeleted || person.isConverted) return false;
  const id = knownProspect(context, unit, person.id);
  return id !== null && comparableEmail(lastEmail(context, { unit, id })) === comparableEmail(person.email);
}

function keysOf(unit: string, personIds: readonly string[], context: FlowContext, found: Found): ProspectKeys {
  const salesforceIds = new Set<string>();
  const ids = new Set<string>();
  const emails = new Set<string>();
  for (const personId of personIds) {
    const person = found.person(personId);
    for (const id of [personId, person?.masterId, person?.convertedContactId]) {
      if (id === null || id === undefined) continue;
      salesforceIds.add(id);
      for (const known of [knownProspect(context, unit, id), formerProspect(context, unit, id)]) if (known !== null) ids.add(known);
    }
    const email = person === null || person.isDeleted ? null : comparableEmail(person.email);
    if (email !== null) emails.add(email);
  }
  return { ids: [...ids], salesforceIds: [...salesforceIds], emails: [...emails] };
}

/** Records with the emails of prospects that have none, and the prospects those records are tied to already. */
async function peopleByEmail(
  found: Found,
  lone: readonly { readonly unit: string; readonly prospect: string }[],
  parts: PollParts,
  context: FlowContext,
): Promise<void> {
  const untied = lone.flatMap(({ unit, prospect }) => found.prospect(unit, prospect) ?? []).filter(mayMatch);
  const searching = [...untied, ...[...found.prospects.values()].filter((prospect) => hasNewEmail(prospect, found, context))];
  const emails = new Set(searching.map(({ email }) => comparableEmail(email)).filter((email) => email !== null));
  if (emails.size === 0) return;
  const ids: string[] = [];
  for (const type of ['Contact', 'Lead'] as const) {
    for (const list of inLists(emails)) {
      const soql = `SELECT ${parts.schema.columns(type).join(', ')} FROM ${type} WHERE Email IN ${list}`;
      for (const row of await parts.salesforce.query(soql)) {
        const person = readPerson(type, row, parts.schema.fieldNames(type), parts.schema.formulas(type));
        found.addPersonByEmail(person);
        ids.push(person.id);
      }
    }
  }
  if (ids.length === 0) return;
  for (const unit of new Set(searching.map((prospect) => prospect.unit))) {
    for (const prospect of await parts.engagement.lookUp(unit, { salesforceIds: ids })) found.addProspect(prospect);
  }
}

function mayMatch(prospect: PolledProspect): boolean {
  return !prospect.isArchived && (prospect.crmState === 'none' || (prospect.crmState === 'deleted' && prospect.recreateAllowed));
}

/** A tied prospect whose email was changed in Account Engagement may belong to another record now. */
function hasNewEmail(prospect: PolledProspect, found: Found, context: FlowContext): boolean {
  if (prospect.isArchived || prospect.crmState !== 'linked' || prospect.salesforceId === null) return false;
  // Elsewhere an email is an ordinary field.
  if (context.settings.engagement(prospect.unit, context.now())['allowMultipleProspectsPerEmail'] !== false) return false;
  const [last, now] = [comparableEmail(lastEmail(context, prospect)), comparableEmail(prospect.email)];
  const person = found.person(prospect.salesforceId);
  return last !== null && now !== last && person !== null && comparableEmail(person.email) === last;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
