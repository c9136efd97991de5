import type { EngagementUser, SentEmail } from '../../model/engagement.js';
import { VendorFailure } from '../../model/failure.js';
import type { Send, Session } from '../../model/session.js';
import type { Purpose, WireResponse } from '../../model/wire.js';
import { callFailure, type EngagementError, isExpired, recordFailure } from './errors.js';
import { idOf, objectOf, type PolledProspect, type ProspectBody, type ProspectWrite, printWrite, readProspect, textOf } from './wire.js';

/** Records of one connector call. Source: docs/surfaces.md. */
export const CONNECTOR_RECORDS_MAX = 200;

export type WriteResult =
  | { readonly success: true; readonly id: string; readonly created: boolean }
  | { readonly success: false; readonly failure: VendorFailure };

/** A custom field of a unit's prospects. */
export type CustomField = {
  /** Its API name: `Region__c`. */
  readonly name: string;
  readonly type: string;
  /** The Salesforce field that it is mapped to. */
  readonly salesforceName: string | null;
  readonly isList: boolean;
};

/** What to look prospects up by: all that match any. */
export type ProspectKeys = {
  readonly ids?: readonly string[];
  readonly salesforceIds?: readonly string[];
  readonly emails?: readonly string[];
};

/**
 * Account Engagement as its connector sees it, one business unit a call.
 *
 * Source: docs/surfaces.md; token and business unit header as for API v5 (reference B.1).
 */
export class EngagementClient {
  readonly #campaigns = new Map<string, ReadonlyMap<unknown, string>>();
  /** Custom fields of a unit that hold several values. */
  readonly #lists = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly url: string,
    private readonly session: Session,
    private readonly send: Send,
  ) {}

  /** Prospects that changed at an instant or later, archived ones too. Throws a `VendorFailure`, as all of these do. */
  async changedSince(unit: string, at: number): Promise<readonly PolledProspect[]> {
    const prospects: PolledProspect[] = [];
    let query = `changedFrom=${encodeURIComponent(new Date(at).toISOString())}&limit=${CONNECTOR_RECORDS_MAX}`;
    for (;;) {
      const page = await this.#call(unit, 'poll', 'GET', 'prospects', query);
      prospects.push(...(await this.#prospects(unit, page['prospects'])));
      const next = page['next'];
      if (typeof next !== 'string') return prospects;
      query = `cursor=${encodeURIComponent(next)}`;
    }
  }

  async lookUp(unit: string, keys: ProspectKeys): Promise<readonly PolledProspect[]> {
    const found = new Map<string, PolledProspect>();
    for (const part of partsOf(keys)) {
      const reply = await this.#call(unit, 'read', 'POST', 'prospects/lookup', '', part);
      for (const prospect of await this.#prospects(unit, reply['prospects'])) found.set(prospect.id, prospect);
    }
    return [...found.values()];
  }

  /** Writes at most 200 prospects; a refused one does not stop the others. Gives one result each, in order. */
  async write(unit: string, writes: readonly ProspectWrite[]): Promise<readonly WriteResult[]> {
    const reply = await this.#call(unit, 'write', 'POST', 'prospects', '', {
      records: writes.map((write) => printWrite(write, this.#lists.get(unit))),
    });
    return arrayOf(reply['results']).map((result) => resultOf(objectOf(result)));
  }

  /**
   * The custom fields of a unit with what they are mapped to.
   *
   * Source: API v5, "Custom Field": GET /api/v5/objects/custom-fields. A standing query: it is not about any record.
   */
  async customFields(unit: string): Promise<readonly CustomField[]> {
    const fields: CustomField[] = [];
    let query = 'fields=fieldId%2Ctype%2CsalesforceId%2CisRecordMultipleResponses&limit=1000';
    for (;;) {
      const page = await this.#call(unit, 'poll', 'GET', CUSTOM_FIELDS, query);
      fields.push(...arrayOf(page['values']).map((value) => customFieldOf(objectOf(value))));
      const next = page['nextPageToken'];
      if (typeof next !== 'string') break;
      query = `fields=fieldId%2Ctype%2CsalesforceId%2CisRecordMultipleResponses&nextPageToken=${encodeURIComponent(next)}`;
    }
    this.#lists.set(unit, new Set(fields.filter(({ isList }) => isList).map(({ name }) => name)));
    return fields;
  }

  /**
   * Emails that were sent after one that is known, in the order of their activities.
   *
   * Source: API v5, "Visitor Activity": type 6 is an email that was sent; at most 1,000 a page.
   */
  async sentEmails(unit: string, afterId: number): Promise<readonly (SentEmail & { readonly prospectId: string })[]> {
    const emails: (SentEmail & { readonly prospectId: string })[] = [];
    for (let last = afterId; ; last = emails.at(-1)!.id) {
      const query = `fields=id%2CprospectId%2Cdetails%2CcreatedAt&type=${SENT}&idGreaterThan=${last}&orderBy=id&limit=${ACTIVITIES_MAX}`;
      const page = arrayOf((await this.#call(unit, 'poll', 'GET', ACTIVITIES, query))['values']);
      emails.push(...page.map((value) => sentEmailOf(objectOf(value))));
      if (page.length < ACTIVITIES_MAX) return emails;
    }
  }

  async users(unit: string): Promise<readonly EngagementUser[]> {
    const reply = await this.#call(unit, 'read', 'GET', 'users', '');
    return arrayOf(reply['users'])
      .map(objectOf)
      .filter((user) => user['isDeleted'] !== true)
      .map((user) => ({ id: String(user['id']), crmUserId: textOf(user['crmUserId']) }));
  }

  async #prospects(unit: string, bodies: unknown): Promise<PolledProspect[]> {
    if (!Array.isArray(bodies)) return [];
    const campaigns = await this.#campaignNames(unit, bodies as readonly ProspectBody[]);
    const context = { unit, campaigns, url: (id: string): string => `${this.url}/prospect/read/id/${id}` };
    return bodies.map((body: ProspectBody) => readProspect(body, context));
  }

  /**
   * Names of campaigns by id: prospects only name the id. Asked again when a prospect has a campaign that is not known yet.
   *
   * Source: API v5, "Campaigns": GET /api/v5/objects/campaigns.
   */
  async #campaignNames(unit: string, bodies: readonly ProspectBody[]): Promise<ReadonlyMap<unknown, string>> {
    const known = this.#campaigns.get(unit) ?? new Map<unknown, string>();
    if (bodies.every(({ campaignId }) => campaignId === null || campaignId === undefined || known.has(campaignId))) return known;
    const names = new Map<unknown, string>();
    let page = await this.#call(unit, 'read', 'GET', CAMPAIGNS, 'fields=id%2Cname&limit=1000');
    for (;;) {
      for (const row of arrayOf(page['values'])) names.set(objectOf(row)['id'], String(objectOf(row)['name']));
      const next = page['nextPageToken'];
      if (typeof next !== 'string') break;
      page = await this.#call(unit, 'read', 'GET', CAMPAIGNS, `fields=id%2Cname&nextPageToken=${encodeURIComponent(next)}`);
    }
    // One that cannot be read stays nameless instead of being asked for again and again.
    for (const { campaignId } of bodies) if (!names.has(campaignId)) names.set(campaignId, '');
    this.#campaigns.set(unit, names);
    return names;
  }

  /** One call; an expired token is renewed once. */
  async #call(
    unit: string,
    purpose: Purpose,
    method: string,
    path: string,
    query: string,
    body?: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const token = await this.session.token();
    try {
      return await this.#request(token, unit, purpose, method, path, query, body);
    } catch (error) {
      if (!(error instanceof VendorFailure) || !isExpired(error)) throw error;
      return this.#request(await this.session.renew(token), unit, purpose, method, path, query, body);
    }
  }

  async #request(
    token: string,
    unit: string,
    purpose: Purpose,
    method: string,
    path: string,
    query: string,
    body: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const reply = await this.send(purpose, {
      method,
      path: path.startsWith('/') ? path : `/backlot__connector/v1/${path}`,
      query,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'pardot-business-unit-id': unit,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    const answer = readBody(reply);
    if (reply.status < 200 || reply.status > 299) throw callFailure(reply.status, answer as EngagementError, reply.headers['retry-after']);
    return answer;
  }
}

const CAMPAIGNS = '/api/v5/objects/campaigns';
const CUSTOM_FIELDS = '/api/v5/objects/custom-fields';

const ACTIVITIES = '/api/v5/objects/visitor-activities';
const ACTIVITIES_MAX = 1_000;
const SENT = 6;

function sentEmailOf(value: Readonly<Record<string, unknown>>): SentEmail & { readonly prospectId: string } {
  const at = Date.parse(String(value['createdAt']));
  return { id: Number(value['id']), prospectId: String(value['prospectId']), subject: textOf(value['details']) ?? 'Email', at };
}

/** Types of custom fields that hold several values. Source: API v5, "Custom Field"; reference B.3. */
const LIST_TYPES = new Set(['multi-select', 'checkbox']);

function customFieldOf(value: Readonly<Record<string, unknown>>): CustomField {
  const type = textOf(value['type']) ?? 'text';
  return {
    name: `${value['fieldId']}__c`,
    type,
    salesforceName: textOf(value['salesforceId']),
    isList: LIST_TYPES.has(type) || value['isRecordMultipleResponses'] === true,
  };
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function resultOf(result: Readonly<Record<string, unknown>>): WriteResult {
  if (result['success'] === true) return { success: true, id: idOf(result['id']) ?? '', created: result['created'] === true };
  const errors = Array.isArray(result['errors']) ? (result['errors'] as EngagementError[]) : [];
  return { success: false, failure: recordFailure(errors) };
}

function readBody(reply: WireResponse): Readonly<Record<string, unknown>> {
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
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
