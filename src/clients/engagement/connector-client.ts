import type { ProspectAccount, ProspectOpportunity } from '../../model/engagement-sales.js';
import type { UnitCampaign, UnitUser } from '../../model/engagement-setup.js';
import type { Send, Session } from '../../model/session.js';
import type { Purpose } from '../../model/wire.js';
import { UnitCalls } from './calls.js';
import {
  type AccountWrite,
  type CampaignWrite,
  CONNECTOR_RECORDS_MAX,
  type CustomField,
  type EngagementClient,
  type OpportunityWrite,
  type PolledEmail,
  type ProspectKeys,
  type UserWrite,
  type WriteResult,
} from './client.js';
import { type EngagementError, recordFailure } from './errors.js';
import { printAccount, printOpportunity, readOpportunity, readProspectAccount } from './sales-wire.js';
import { printCampaign, printUser, readUser } from './setup-wire.js';
import { V5Reads } from './v5-reads.js';
import { arrayOf, idOf, objectOf, type PolledProspect, type ProspectBody, type ProspectWrite, printWrite, readProspect } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** Account Engagement as its own connector sees it. Source: docs/surfaces.md; what has a public call goes by version 5. */
export class ConnectorClient implements EngagementClient {
  readonly offers = { surfaces: true, sales: true, users: true, campaigns: true };
  readonly #calls: UnitCalls;
  readonly #reads: V5Reads;

  constructor(
    private readonly url: string,
    session: Session,
    send: Send,
  ) {
    this.#calls = new UnitCalls(session, send);
    this.#reads = new V5Reads(this.#calls);
  }

  async changedSince(unit: string, at: number): Promise<readonly PolledProspect[]> {
    const prospects: PolledProspect[] = [];
    let query = `changedFrom=${encodeURIComponent(new Date(at).toISOString())}&limit=${CONNECTOR_RECORDS_MAX}`;
    for (;;) {
      const page = await this.#calls.call(unit, 'poll', 'GET', surface('prospects'), query);
      prospects.push(...this.#prospects(unit, page['prospects']));
      const next = page['next'];
      if (typeof next !== 'string') return prospects;
      query = `cursor=${encodeURIComponent(next)}`;
    }
  }

  async lookUp(unit: string, keys: ProspectKeys): Promise<readonly PolledProspect[]> {
    const found = new Map<string, PolledProspect>();
    for (const part of partsOf(keys)) {
      const reply = await this.#calls.call(unit, 'read', 'POST', surface('prospects/lookup'), '', part);
      for (const prospect of this.#prospects(unit, reply['prospects'])) found.set(prospect.id, prospect);
    }
    return [...found.values()];
  }

  write(unit: string, writes: readonly ProspectWrite[]): Promise<readonly WriteResult[]> {
    const lists = this.#reads.listsOf(unit);
    return this.#write(
      unit,
      'prospects',
      writes.map((write) => printWrite(write, lists)),
    );
  }

  async users(unit: string, purpose: Purpose = 'read'): Promise<readonly UnitUser[]> {
    const reply = await this.#calls.call(unit, purpose, 'GET', surface('users'), '');
    return arrayOf(reply['users']).map((user) => readUser(objectOf(user)));
  }

  customFields(unit: string): Promise<readonly CustomField[]> {
    return this.#reads.customFields(unit);
  }

  sentEmails(unit: string, afterId: number): Promise<readonly PolledEmail[]> {
    return this.#reads.sentEmails(unit, afterId);
  }

  connectedCampaigns(unit: string, purpose?: Purpose): Promise<ReadonlyMap<string, UnitCampaign>> {
    return this.#reads.connectedCampaigns(unit, purpose);
  }

  accounts(unit: string, salesforceIds: readonly string[]): Promise<ReadonlyMap<string, ProspectAccount>> {
    return this.#bySalesforceId(unit, 'accounts', salesforceIds, readProspectAccount);
  }

  opportunities(unit: string, salesforceIds: readonly string[]): Promise<ReadonlyMap<string, ProspectOpportunity>> {
    return this.#bySalesforceId(unit, 'opportunities', salesforceIds, readOpportunity);
  }

  writeAccounts(unit: string, writes: readonly AccountWrite[]): Promise<readonly WriteResult[]> {
    return this.#write(unit, 'accounts', writes.map(printAccount));
  }

  writeOpportunities(unit: string, writes: readonly OpportunityWrite[]): Promise<readonly WriteResult[]> {
    return this.#write(unit, 'opportunities', writes.map(printOpportunity));
  }

  writeUsers(unit: string, writes: readonly UserWrite[]): Promise<readonly WriteResult[]> {
    return this.#write(unit, 'users', writes.map(printUser));
  }

  writeCampaigns(unit: string, writes: readonly CampaignWrite[]): Promise<readonly WriteResult[]> {
    return this.#write(unit, 'campaigns', writes.map(printCampaign));
  }

  async #bySalesforceId<R>(
    unit: string,
    what: 'accounts' | 'opportunities',
    salesforceIds: readonly string[],
    read: (body: Body) => R,
  ): Promise<ReadonlyMap<string, R>> {
    const found = new Map<string, R>();
    for (let start = 0; start < salesforceIds.length; start += CONNECTOR_RECORDS_MAX) {
      const part = { salesforceIds: salesforceIds.slice(start, start + CONNECTOR_RECORDS_MAX) };
      const reply = await this.#calls.call(unit, 'read', 'POST', surface(`${what}/lookup`), '', part);
      for (const body of arrayOf(reply[what]).map(objectOf)) found.set(String(body['salesforceId']), read(body));
    }
    return found;
  }

  async #write(unit: string, what: string, records: readonly Body[]): Promise<readonly WriteResult[]> {
    const reply = await this.#calls.call(unit, 'write', 'POST', surface(what), '', { records });
    return arrayOf(reply['results']).map((result) => resultOf(objectOf(result)));
  }

  #prospects(unit: string, bodies: unknown): PolledProspect[] {
    const context = { unit, url: (id: string): string => `${this.url}/prospect/read/id/${id}` };
    return arrayOf(bodies).map((body) => readProspect(body as ProspectBody, context));
  }
}

function surface(path: string): string {
  return `/backlot__connector/v1/${path}`;
}

function resultOf(result: Body): WriteResult {
  if (result['success'] === true) return { success: true, id: idOf(result['id']) ?? '', created: result['created'] === true };
  return { success: false, failure: recordFailure(arrayOf(result['errors']) as EngagementError[]) };
}

/** Look-ups of at most 200 keys each. */
function partsOf({ ids = [], salesforceIds = [], emails = [] }: ProspectKeys): object[] {
  const keys = [
    ...ids.map((id) => ['ids', Number(id)] as const),
    ...salesforceIds.map((id) => ['salesforceIds', id] as const),
    ...emails.map((email) => ['emails', email] as const),
  ];
  const parts: object[] = [];
  for (let start = 0; start < keys.length; start += CONNECTOR_RECORDS_MAX) {
    const part: Record<string, (string | number)[]> = { ids: [], salesforceIds: [], emails: [] };
    for (const [list, key] of keys.slice(start, start + CONNECTOR_RECORDS_MAX)) part[list]!.push(key);
    parts.push(part);
  }
  return parts;
}
