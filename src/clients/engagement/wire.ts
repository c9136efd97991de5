import type { CampaignRequest, CrmState, LinkFields, PendingAssignment, Prospect, Value } from '../../model/engagement.js';

/** A prospect as the connector surface prints it: v5 names, and `backlot`. */
export type ProspectBody = Readonly<Record<string, unknown>>;

/** A prospect with what only the poll needs. */
export type PolledProspect = Prospect & {
  /** The last change that triggers a sync. */
  readonly changedAt: number;
  /** The last press of *Sync with CRM* that no sync answered, or null. */
  readonly manualSyncAt: number | null;
  /** Campaign memberships that nobody has written yet. */
  readonly campaignRequests: readonly CampaignRequest[];
};

/** One write of a prospect; see docs/surfaces.md. Instants are ISO texts. */
export type ProspectWrite = {
  readonly id?: string;
  readonly fields?: Readonly<Record<string, Value>>;
  readonly link?: LinkFields & { readonly salesforceUrl?: string | null };
  readonly assignedToId?: string | null;
  readonly archive?: boolean;
  readonly mergeFrom?: string;
  readonly lastSync?: string;
  readonly syncError?: string | null;
  /** Ids of campaign requests that this write ends. */
  readonly campaignsWritten?: readonly number[];
};

/** The first visit's campaign parameters as the mapping calls them. Source: reference A.9, B.4. */
const UTM = {
  utmCampaign: 'campaignParameter',
  utmContent: 'contentParameter',
  utmMedium: 'mediumParameter',
  utmSource: 'sourceParameter',
  utmTerm: 'termParameter',
} as const;

/** What a body does not say: its unit, and where people see a prospect. */
export type ReadContext = {
  readonly unit: string;
  readonly url: (id: string) => string;
};

/** A prospect in the model's words. */
export function readProspect(body: ProspectBody, { unit, url }: ReadContext): PolledProspect {
  const own = objectOf(body['backlot']);
  const id = String(body['id']);
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name !== 'backlot' && isValue(value)) fields[name] = value;
    else if (Array.isArray(value)) fields[name] = value.length === 0 ? null : value.join(LIST_SEPARATOR);
  }
  for (const [name, parameter] of Object.entries(UTM)) fields[name] = plainOf(body[parameter]);
  fields['campaign'] = textOf(objectOf(body['campaign'])['name']);
  fields['url'] = url(id);
  return {
    id,
    unit,
    email: textOf(body['email']),
    salesforceId: crmId(body['salesforceId']),
    crmState: crmStateOf(own['crmState']),
    recreateAllowed: own['recreateAllowed'] === true,
    isArchived: own['isArchived'] === true,
    assignedToId: idOf(body['assignedToId']),
    assignment: assignmentOf(own['assignment']),
    updatedAt: instantOf(body['updatedAt']) ?? 0,
    lastActivityAt: instantOf(body['lastActivityAt']),
    fields,
    changedAt: instantOf(own['changedAt']) ?? 0,
    manualSyncAt: instantOf(own['manualSyncAt']),
    campaignRequests: (Array.isArray(own['campaignRequests']) ? own['campaignRequests'] : []).map(campaignRequestOf),
  };
}

/** Several values as the one text that Salesforce's multi-select picklists have. */
const LIST_SEPARATOR = ';';

/** A write as the wire has it: ids of Account Engagement are numbers there, `lists` are fields that hold several values. */
export function printWrite(write: ProspectWrite, lists: ReadonlySet<string> = new Set()): Readonly<Record<string, unknown>> {
  const { id, fields, assignedToId, mergeFrom, ...rest } = write;
  return {
    ...(id === undefined ? {} : { id: Number(id) }),
    ...(fields === undefined ? {} : { fields: printFields(fields, lists) }),
    ...rest,
    ...(assignedToId === undefined ? {} : { assignedToId: assignedToId === null ? null : Number(assignedToId) }),
    ...(mergeFrom === undefined ? {} : { mergeFrom: Number(mergeFrom) }),
  };
}

/** Numbers that Account Engagement keeps as texts. Source: reference B.1, "Numbers". */
const TEXT_NUMBERS = new Set(['annualRevenue', 'employees', 'yearsInBusiness']);

/** Field values as the wire has them. */
export function printFields(fields: Readonly<Record<string, Value>>, lists: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const print = (name: string, value: Value): unknown => {
    if (lists.has(name)) return value === null ? [] : String(value).split(LIST_SEPARATOR);
    return TEXT_NUMBERS.has(name) && value !== null ? String(value) : value;
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, print(name, value)]));
}

/** Whether a value that is to be written is what a prospect has, spelling aside. */
export function isSameText(wanted: unknown, has: Value): boolean {
  const text = (value: unknown): string => (value === null || value === undefined || value === false ? '' : String(value).trim());
  return text(wanted) === text(has);
}

/** A link id, or null for none and for the vendor's special texts in double square brackets. */
function crmId(value: unknown): string | null {
  const text = textOf(value);
  return text === null || text.startsWith('[[') ? null : text;
}

function crmStateOf(value: unknown): CrmState {
  return value === 'linked' || value === 'deleted' || value === 'ignored' ? value : 'none';
}

function assignmentOf(value: unknown): PendingAssignment | null {
  const { target, userId, queueId } = objectOf(value);
  if (target === 'queue' && typeof queueId === 'string') return { target, queueId };
  if (target === 'assignmentRule') return { target };
  return target === 'user' && userId !== null && userId !== undefined ? { target, userId: String(userId) } : null;
}

function campaignRequestOf(value: unknown): CampaignRequest {
  const { id, campaign, status } = objectOf(value);
  return { id: Number(id), campaign: String(campaign), status: textOf(status) };
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function plainOf(value: unknown): Value {
  return isValue(value) ? value : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function idOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function instantOf(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
