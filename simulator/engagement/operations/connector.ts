import type { WireResponse } from '../../kernel/wire.js';
import { EngagementError, refusal } from '../errors.js';
import { CONNECTOR_ROWS_MAX } from '../limits.js';
import type { Campaign, Prospect, SyncErrorRow } from '../records.js';
import { waitingCampaigns } from '../state/campaign-requests.js';
import { writeFromConnector } from '../state/connector-write.js';
import { prospectOf, withCrmId, withEmail } from '../state/find-prospects.js';
import { salesforceId } from '../state/ids.js';
import type { Engagement } from '../state.js';
import type { Trigger } from '../tables.js';
import { readJson } from '../v5/body.js';
import { printWhole, type Raw, type Stored } from '../v5/object.js';
import { PROSPECTS } from '../v5/objects/prospects.js';
import type { UnitCall } from '../v5/session.js';
import { parseInstant } from '../values.js';
import { json } from '../wire.js';

/**
 * GET /backlot__connector/v1/prospects - whose last change that triggers a sync lies at or after an instant, in order of it.
 * Source: docs/surfaces.md.
 */
export function pollProspects(call: UnitCall): WireResponse {
  const query = new URLSearchParams(call.request.query);
  const limit = readLimit(query.get('limit'));
  const { at, after } = readStart(query);
  const due = dueFrom(call, at);
  const start = at === due[0]?.at ? due.findIndex((trigger) => trigger.at > at || trigger.id > after) : 0;
  const rest = start < 0 ? [] : due.slice(start, start + limit + 1);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = rest.length > limit && last !== undefined ? printCursor(last) : null;
  const prospects = page.map(({ id }) => printForConnector(call.state, call.state.tables.prospects.get(String(id))!));
  return json(200, { prospects, next });
}

/** POST /backlot__connector/v1/prospects/lookup - all that match any id, Salesforce id or address, archived ones too. */
export function lookUpProspects(call: UnitCall): WireResponse {
  const { ids, salesforceIds, emails, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  const { state, unit } = call;
  const found = new Map<number, Prospect>();
  const keep = (prospects: readonly Prospect[]): void => {
    for (const prospect of prospects) found.set(prospect.id, prospect);
  };
  for (const id of readList('ids', ids)) keep([prospectOf(state, unit.key, Number(id))].flatMap((prospect) => prospect ?? []));
  for (const id of readList('salesforceIds', salesforceIds)) keep(withCrmId(state, unit.key, salesforceId(String(id)) ?? ''));
  for (const email of readList('emails', emails)) keep(withEmail(state, unit.key, String(email)));
  const ordered = [...found.values()].sort((a, b) => a.id - b.id);
  return json(200, { prospects: ordered.map((prospect) => printForConnector(state, prospect)) });
}

/** POST /backlot__connector/v1/prospects - writes records; one that fails does not stop the others. */
export function writeProspects(call: UnitCall): WireResponse {
  const { records } = readJson(call.request);
  if (!Array.isArray(records)) throw refusal(153, 'records');
  if (records.length > CONNECTOR_ROWS_MAX) throw refusal(154, `records: at most ${CONNECTOR_ROWS_MAX}`);
  const results = call.state.transact(() => records.map((record, index) => writeOne(call, record, index)));
  return json(200, { results });
}

type Result = { id: number | null; success: boolean; created: boolean; errors: readonly { code: number; message: string }[] };

function writeOne(call: UnitCall, record: unknown, index: number): Result {
  try {
    // A planned vendor error hits the first record of a call.
    if (index === 0 && call.fault?.kind === 'error') throw plannedError(call.fault.code);
    if (typeof record !== 'object' || record === null || Array.isArray(record)) throw refusal(154, 'a record is an object');
    const { prospect, isCreated } = call.world.atomic(() => writeFromConnector(call.state, call.unit.key, record as Raw));
    return { id: prospect.id, success: true, created: isCreated, errors: [] };
  } catch (error) {
    if (!(error instanceof EngagementError)) throw error;
    return { id: null, success: false, created: false, errors: [{ code: error.number, message: error.message }] };
  }
}

function plannedError(code: string): EngagementError {
  const number = Number(code);
  return new EngagementError(Number.isSafeInteger(number) ? number : 85, code, 400);
}

type Printed = {
  readonly fields: number;
  readonly campaign: Campaign | null;
  readonly syncError: SyncErrorRow | undefined;
  readonly waiting: string;
  readonly text: Record<string, unknown>;
};

const printed = new WeakMap<Prospect, Printed>();

/**
 * A prospect as the connector sees it: every field, and what only the connector may know. Link fields hold the ids themselves here,
 * whatever the state of the link; the state stands beside them.
 */
function printForConnector(state: Engagement, prospect: Prospect): Record<string, unknown> {
  const fields = state.tables.customFields.size;
  const campaign = state.tables.campaigns.get(String(prospect.campaignId)) ?? null;
  const syncError = state.tables.syncErrors.get(String(prospect.id));
  const requests = waitingCampaigns(state, prospect);
  const waiting = requests.map(({ id }) => id).join();
  const known = printed.get(prospect);
  if (known?.fields === fields && known.campaign === campaign && known.syncError === syncError && known.waiting === waiting) {
    return known.text;
  }
  const { salesforceId: id, salesforceLeadId, salesforceContactId } = prospect;
  const text = {
    ...printWhole(PROSPECTS, prospect as unknown as Stored, state),
    salesforceId: id,
    salesforceLeadId,
    salesforceContactId,
    campaign: campaign === null ? null : { id: campaign.id, name: campaign.name },
    backlot: {
      changedAt: isoInstant(prospect.changedAt === 0 ? prospect.createdAt : prospect.changedAt),
      isArchived: prospect.isDeleted,
      crmState: prospect.crmState,
      recreateAllowed: prospect.recreateAllowed,
      assignment: prospect.assignment === null ? null : { ...prospect.assignment, at: isoInstant(prospect.assignment.at) },
      manualSyncAt: isoInstant(prospect.manualSyncAt),
      optedOutChangedAt: isoInstant(prospect.optedOutChangedAt),
      emailChangedAt: isoInstant(prospect.emailChangedAt),
      campaignRequests: requests.map((request) => ({
        id: request.id,
        campaign: request.campaign,
        status: request.status,
        at: isoInstant(request.at),
      })),
      syncError: syncError === undefined ? null : { text: syncError.text, at: isoInstant(syncError.at) },
    },
  };
  printed.set(prospect, { fields, campaign, syncError, waiting, text });
  return text;
}

function isoInstant(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

type Due = { readonly unit: string; readonly from: number; readonly latest: unknown; readonly due: readonly Trigger[] };

const lastDue = new WeakMap<Engagement, Due>();

/** Who changed since an instant, in order; kept between the pages of one poll, for thousands may share an instant. */
function dueFrom({ state, unit, world }: UnitCall, from: number): readonly Trigger[] {
  const known = lastDue.get(state);
  // The latest write itself, not its number: after a snapshot was restored, numbers come again.
  const latest = world.changes.since(world.changes.next - 1)[0];
  if (known?.unit === unit.key && known.from === from && known.latest === latest) return known.due;
  const due = state.tables.triggers.stamped(from).filter((trigger) => trigger.unit === unit.key);
  due.sort((a, b) => a.at - b.at || a.id - b.id);
  lastDue.set(state, { unit: unit.key, from, latest, due });
  return due;
}

/** Where a page starts: at an instant, or behind the last record of the page before. */
function readStart(query: URLSearchParams): { at: number; after: number } {
  const cursor = query.get('cursor');
  if (cursor !== null) return readCursor(cursor);
  const changedFrom = query.get('changedFrom');
  if (changedFrom === null) throw refusal(13, 'changedFrom');
  const at = parseInstant(changedFrom);
  if (at === null) throw refusal(7, 'changedFrom');
  return { at, after: Number(query.get('after') ?? 0) };
}

function printCursor({ at, id }: { at: number; id: number }): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

function readCursor(text: string): { at: number; after: number } {
  const [, at, id] = /^(\d{1,15}):(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined) throw refusal(211);
  return { at: Number(at), after: Number(id) };
}

function readLimit(text: string | null): number {
  const limit = text === null ? CONNECTOR_ROWS_MAX : Number(text);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > CONNECTOR_ROWS_MAX) throw refusal(23);
  return limit;
}

function readList(name: string, value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refusal(154, name);
  if (value.length > CONNECTOR_ROWS_MAX) throw refusal(154, `${name}: at most ${CONNECTOR_ROWS_MAX}`);
  return value;
}
