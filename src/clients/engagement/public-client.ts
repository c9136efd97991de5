import type { UnitCampaign, UnitUser } from '../../model/engagement-setup.js';
import { VendorFailure } from '../../model/failure.js';
import type { Send, Session } from '../../model/session.js';
import type { Purpose } from '../../model/wire.js';
import { UnitCalls } from './calls.js';
import type { CustomField, EngagementClient, PolledEmail, ProspectKeys, WriteResult } from './client.js';
import { ProspectMirror } from './prospect-mirror.js';
import { isNothing, notOffered, olderRow, type PublicWrite, publicWrite } from './public-write.js';
import { readUser } from './setup-wire.js';
import { V5Reads } from './v5-reads.js';
import { objectOf, type PolledProspect, type ProspectWrite } from './wire.js';

const PROSPECTS = '/api/v5/objects/prospects';
/** Prospects of one batch. Source: reference B.13, error 70. */
const BATCH_ROWS_MAX = 50;
/** What a batch of version 4 answers where emails are unique. Source: reference C.5. */
const OTHER_VERSION = '89';

/**
 * Account Engagement through its public API alone: versions 5 and 4, or 3 where emails are unique. docs/sync.md has what that leaves out.
 *
 * Source: reference B and C.
 */
export class PublicClient implements EngagementClient {
  readonly offers = { surfaces: false, sales: false, users: false, campaigns: false };
  readonly #calls: UnitCalls;
  readonly #reads: V5Reads;
  readonly #mirrors = new Map<string, ProspectMirror>();
  /** Units where emails are unique: batches of version 4 are not for them. */
  readonly #unique = new Set<string>();

  constructor(
    private readonly url: string,
    session: Session,
    send: Send,
  ) {
    this.#calls = new UnitCalls(session, send);
    this.#reads = new V5Reads(this.#calls);
  }

  async changedSince(unit: string, at: number): Promise<readonly PolledProspect[]> {
    const mirror = this.#mirror(unit);
    await mirror.refresh('poll');
    return mirror.all().filter(({ changedAt }) => changedAt >= at);
  }

  async lookUp(unit: string, keys: ProspectKeys): Promise<readonly PolledProspect[]> {
    const mirror = this.#mirror(unit);
    await mirror.refresh('read');
    return mirror.find(keys);
  }

  /** Batches of fifty where version 4 is spoken, else one call for each; what only version 5 can say comes after. */
  async write(unit: string, writes: readonly ProspectWrite[]): Promise<readonly WriteResult[]> {
    const mirror = this.#mirror(unit);
    await mirror.refresh('read');
    const plans = writes.map((write) => planned(() => publicWrite(write, write.id === undefined ? null : mirror.get(write.id))));
    const results = new Map<PublicWrite, WriteResult>();
    const sent = plans.filter((plan) => !(plan instanceof VendorFailure)) as PublicWrite[];
    for (const plan of sent) if (plan.archive === false) results.set(plan, await this.#settled(plan, () => this.#restore(unit, plan.id!)));
    const due = sent.filter((plan) => results.get(plan)?.success !== false);
    await this.#save(unit, due, results);
    for (const plan of due) {
      if (results.get(plan)?.success === false) continue;
      if (plan.isUnassigned) results.set(plan, await this.#settled(plan, () => this.#unassign(unit, plan.id!)));
      if (plan.archive === true) results.set(plan, await this.#settled(plan, () => this.#archive(unit, plan.id!)));
      if (plan.id !== null) mirror.say(plan.id, plan.said);
    }
    return plans.map((plan) =>
      plan instanceof VendorFailure
        ? { success: false, failure: plan }
        : (results.get(plan) ?? { ...done(plan.id ?? ''), isUnchanged: true }),
    );
  }

  async users(unit: string, purpose: Purpose = 'read'): Promise<readonly UnitUser[]> {
    const names = ['id', 'email', 'firstName', 'lastName', 'roleName', 'salesforceId', 'isDeleted'];
    return (await this.#calls.rows(unit, purpose, 'users', names, 'deleted=all')).map(readUser);
  }

  /** Fields with several values are left out: only single reads show them. */
  async customFields(unit: string): Promise<readonly CustomField[]> {
    const fields = (await this.#reads.customFields(unit)).filter(({ isList }) => !isList);
    this.#mirror(unit).knowCustomFields(fields);
    return fields;
  }

  sentEmails(unit: string, afterId: number): Promise<readonly PolledEmail[]> {
    return this.#reads.sentEmails(unit, afterId);
  }

  connectedCampaigns(unit: string, purpose?: Purpose): Promise<ReadonlyMap<string, UnitCampaign>> {
    return this.#reads.connectedCampaigns(unit, purpose);
  }

  accounts = async (): Promise<ReadonlyMap<string, never>> => new Map<string, never>();
  opportunities = async (): Promise<ReadonlyMap<string, never>> => new Map<string, never>();
  writeAccounts = refuseAll('prospect accounts');
  writeOpportunities = refuseAll('opportunities');
  writeUsers = refuseAll('users');
  writeCampaigns = refuseAll('campaigns');

  #mirror(unit: string): ProspectMirror {
    const known = this.#mirrors.get(unit) ?? new ProspectMirror(unit, this.url, this.#calls);
    this.#mirrors.set(unit, known);
    return known;
  }

  async #save(unit: string, plans: readonly PublicWrite[], results: Map<PublicWrite, WriteResult>): Promise<void> {
    const saving = plans.filter((plan) => !isNothing(plan) && (plan.id === null || Object.keys(plan.values).length > 0));
    // Version 4 tells no ids of what it made: who is new goes by version 5.
    const batched = saving.length > 1 && !this.#unique.has(unit) ? saving.filter(({ id }) => id !== null) : [];
    for (let start = 0; start < batched.length; start += BATCH_ROWS_MAX) {
      if (!(await this.#saveBatch(unit, batched.slice(start, start + BATCH_ROWS_MAX), results))) break;
    }
    for (const plan of saving) if (!results.has(plan)) results.set(plan, await this.#settled(plan, () => this.#saveOne(unit, plan)));
  }

  /** False where the unit does not speak version 4. Source: reference C.2, batchUpdate: what failed stands in `errors` under its place. */
  async #saveBatch(unit: string, plans: readonly PublicWrite[], results: Map<PublicWrite, WriteResult>): Promise<boolean> {
    try {
      const reply = await this.#calls.older(unit, 4, 'batchUpdate', { prospects: JSON.stringify({ prospects: plans.map(olderRow) }) });
      const errors = objectOf(reply['errors']);
      for (const [place, plan] of plans.entries()) results.set(plan, resultOf(plan, errors[String(place)]));
      return true;
    } catch (error) {
      if (!(error instanceof VendorFailure) || error.code !== OTHER_VERSION) throw error;
      this.#unique.add(unit);
      return false;
    }
  }

  async #saveOne(unit: string, { id, values }: PublicWrite): Promise<string> {
    const [method, path] = id === null ? ['POST', PROSPECTS] : ['PATCH', `${PROSPECTS}/${id}`];
    const reply = await this.#calls.call(unit, 'write', method, path, 'fields=id', values);
    return id ?? String(reply['id']);
  }

  async #archive(unit: string, id: string): Promise<string> {
    await this.#calls.call(unit, 'write', 'DELETE', `${PROSPECTS}/${id}`, '');
    return id;
  }

  /** Source: reference C.2: an upsert by id takes a prospect out of the recycle bin, in both versions. */
  async #restore(unit: string, id: string): Promise<string> {
    await this.#older(unit, `upsert/id/${id}`);
    return id;
  }

  async #unassign(unit: string, id: string): Promise<string> {
    await this.#older(unit, `unassign/id/${id}`);
    return id;
  }

  /** Version 4, or version 3 where emails are unique. */
  async #older(unit: string, operation: string): Promise<void> {
    if (!this.#unique.has(unit)) {
      try {
        await this.#calls.older(unit, 4, operation, {});
        return;
      } catch (error) {
        if (!(error instanceof VendorFailure) || error.code !== OTHER_VERSION) throw error;
        this.#unique.add(unit);
      }
    }
    await this.#calls.older(unit, 3, operation, {});
  }

  /** A refusal is the record's own; any other failure is the call's. */
  async #settled(plan: PublicWrite, act: () => Promise<string>): Promise<WriteResult> {
    try {
      return { success: true, id: await act(), created: plan.id === null };
    } catch (error) {
      if (!(error instanceof VendorFailure) || error.kind !== 'refusal') throw error;
      return { success: false, failure: error };
    }
  }
}

function done(id: string): WriteResult {
  return { success: true, id, created: false };
}

function planned(plan: () => PublicWrite): PublicWrite | VendorFailure {
  try {
    return plan();
  } catch (error) {
    if (error instanceof VendorFailure) return error;
    throw error;
  }
}

function resultOf(plan: PublicWrite, error: unknown): WriteResult {
  if (error === undefined) return done(plan.id ?? '');
  return { success: false, failure: new VendorFailure('engagement', 'refusal', 'BATCH', String(error)) };
}

function refuseAll(what: string) {
  return async (_unit: string, writes: readonly unknown[]): Promise<readonly WriteResult[]> =>
    writes.map(() => ({ success: false, failure: notOffered(`the API of Account Engagement does not write ${what}`) }));
}
