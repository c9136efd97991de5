import type { Purpose } from '../../model/wire.js';
import type { UnitCalls } from './calls.js';
import type { CustomField, ProspectKeys } from './client.js';
import { objectOf, type PolledProspect, readProspect } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** Fields of version 5 that the sync looks at. Source: reference B.4. */
const FIELDS: readonly string[] = [
  ...['id', 'email', 'firstName', 'lastName', 'salutation', 'jobTitle', 'company', 'website', 'department', 'industry', 'phone', 'fax'],
  ...['addressOne', 'addressTwo', 'city', 'state', 'zip', 'country', 'source', 'annualRevenue', 'employees', 'comments', 'notes'],
  ...['score', 'grade', 'isDoNotCall', 'optedOut', 'isEmailHardBounced', 'campaignId', 'campaign.name', 'assignedToId', 'isDeleted'],
  ...['salesforceId', 'salesforceOwnerId', 'salesforceAccountId', 'createdAt', 'updatedAt', 'firstActivityAt', 'lastActivityAt'],
  ...['convertedAt', 'convertedFromObjectName', 'convertedFromObjectType', 'firstReferrerQuery', 'firstReferrerType', 'firstReferrerUrl'],
  ...['campaignParameter', 'contentParameter', 'mediumParameter', 'sourceParameter', 'termParameter'],
];

/** Rows of one page. Source: reference B.3, `limit`. */
const PAGE_ROWS_MAX = 1_000;
/** Reads may lag writes. Source: reference B.1, "Consistency": up to 60 seconds. */
const LAG_MS = 60_000;

/**
 * The prospects of a business unit as version 5 shows them. The API finds prospects by one id or address a call, so the unit is read whole
 * once, a thousand a call, and from then on what was updated since; look-ups are answered from here.
 */
export class ProspectMirror {
  readonly #prospects = new Map<string, PolledProspect>();
  /** What the sync said of a record's owner and account, which version 5 shows but does not take. */
  readonly #said = new Map<string, Body>();
  #newest: number | null = null;
  #customFields: readonly string[] = [];

  constructor(
    private readonly unit: string,
    private readonly url: string,
    private readonly calls: UnitCalls,
  ) {}

  get(id: string): PolledProspect | null {
    const prospect = this.#prospects.get(id);
    const said = this.#said.get(id);
    return prospect === undefined
      ? null
      : said === undefined
        ? prospect
        : { ...prospect, fields: { ...prospect.fields, ...said } as never };
  }

  /** Remembers columns that cannot be written, so that a difference in them is seen once. */
  say(id: string, columns: Body): void {
    this.#said.set(id, { ...this.#said.get(id), ...columns });
  }

  /** A custom field that is new must be read of everybody. Fields with several values are not in a query's reply. Source: reference B.3. */
  knowCustomFields(fields: readonly CustomField[]): void {
    const names = fields.filter(({ isList }) => !isList).map(({ name }) => name);
    if (names.some((name) => !this.#customFields.includes(name))) this.#newest = null;
    this.#customFields = names;
  }

  /** Reads what was updated since the last time, all of them the first time. Ids in order, so that no page token can expire. */
  async refresh(purpose: Purpose): Promise<void> {
    const since =
      this.#newest === null ? '' : `&updatedAtAfterOrEqualTo=${encodeURIComponent(new Date(this.#newest - LAG_MS).toISOString())}`;
    const fields = encodeURIComponent([...FIELDS, ...this.#customFields].join(','));
    let last = 0;
    for (let count = PAGE_ROWS_MAX; count === PAGE_ROWS_MAX; ) {
      const query = `fields=${fields}&orderBy=id&limit=${PAGE_ROWS_MAX}&deleted=all&idGreaterThan=${last}${since}`;
      const page = await this.calls.call(this.unit, purpose, 'GET', '/api/v5/objects/prospects', query);
      const rows = (Array.isArray(page['values']) ? page['values'] : []).map(objectOf);
      for (const row of rows) this.#take(row);
      last = Number(rows.at(-1)?.['id'] ?? last);
      count = rows.length;
    }
    this.#newest ??= 0;
  }

  all(): readonly PolledProspect[] {
    return [...this.#prospects.keys()].map((id) => this.get(id)!);
  }

  find({ ids = [], salesforceIds = [], emails = [] }: ProspectKeys): readonly PolledProspect[] {
    const [own, crm] = [new Set(ids), new Set(salesforceIds)];
    const addresses = new Set(emails.map((email) => email.trim().toLowerCase()));
    const isMeant = ({ id, salesforceId, email }: PolledProspect): boolean =>
      own.has(id) || (salesforceId !== null && crm.has(salesforceId)) || (email !== null && addresses.has(email.trim().toLowerCase()));
    return this.all().filter(isMeant);
  }

  #take(row: Body): void {
    const prospect = readProspect(asConnectorSees(row), { unit: this.unit, url: (id) => `${this.url}/prospect/read/id/${id}` });
    this.#prospects.set(prospect.id, prospect);
    this.#newest = Math.max(this.#newest ?? 0, prospect.updatedAt);
  }
}

/** What the connector's own surface would add: as far as version 5 tells. Source: reference A.1, the special texts of link fields. */
function asConnectorSees(row: Body): Body {
  const { salesforceId, isDeleted, updatedAt, lastActivityAt } = row;
  const changedAt = [updatedAt, lastActivityAt].filter((each) => typeof each === 'string').map((each) => new Date(each).toISOString());
  return {
    ...row,
    backlot: { crmState: crmStateOf(salesforceId), isArchived: isDeleted === true, changedAt: changedAt.sort().at(-1) ?? null },
  };
}

function crmStateOf(salesforceId: unknown): string {
  if (typeof salesforceId !== 'string' || salesforceId === '') return 'none';
  if (salesforceId === '[[crm_deleted]]') return 'deleted';
  return salesforceId === '[[crm_ignore_prospect]]' ? 'ignored' : 'linked';
}
