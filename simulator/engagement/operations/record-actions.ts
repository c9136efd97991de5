import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import type { Campaign, Visitor } from '../records.js';
import { liveProspectOf } from '../state/find-prospects.js';
import { salesforceId } from '../state/ids.js';
import { identify } from '../state/visitors.js';
import { readJson } from '../v5/body.js';
import { type ObjectDefinition, type Raw, type Stored, stamped } from '../v5/object.js';
import { CAMPAIGNS } from '../v5/objects/account-wide.js';
import { IDENTIFIED_COMPANIES, VISITORS } from '../v5/objects/activities.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall } from '../v5/session.js';
import { readValue } from '../values.js';
import { json, noContent } from '../wire.js';
import { storedRecord } from './read-record.js';
import { requestedFields } from './write-record.js';

/**
 * POST /api/v5/objects/visitors/:id/do/assignToProspect - says who a visitor is.
 * Source: Account Engagement API v5, "Visitor": `{"prospectId"}`. Assumed: 204 unless fields are asked for.
 */
export function assignVisitor(call: UnitCall): WireResponse {
  const visitor = liveRecord(call, VISITORS) as unknown as Visitor;
  const { prospectId } = onlyArgument(readJson(call.request), 'prospectId');
  const prospect = liveProspectOf(call.state, call.unit.key, readValue('id', 'prospectId', prospectId) as number | null);
  if (prospect === undefined) throw refusal(3);
  call.state.transact(() => identify(call.state, visitor, prospect));
  return shown(call, VISITORS);
}

/**
 * POST /api/v5/objects/visitors/:id/do/identifyCompany - says which company a visitor belongs to.
 * Source: Account Engagement API v5, "Visitor". Assumed: the body has the company's fields, its name at least; 204 unless fields are asked for.
 */
export function identifyCompany(call: UnitCall): WireResponse {
  const visitor = liveRecord(call, VISITORS) as unknown as Visitor;
  const raw = readJson(call.request);
  call.state.transact(() => {
    const company = IDENTIFIED_COMPANIES.create!(call.state, call.unit.key, raw, call.by);
    call.state.tables.visitors.put({ ...visitor, identifiedCompanyId: company.id, updatedAt: call.state.second() });
  });
  return shown(call, VISITORS);
}

/**
 * POST /api/v5/objects/campaigns/:id/do/connectSalesforceCampaign - ties a campaign to one of Salesforce.
 * Source: Account Engagement API v5, "Campaign": `{"salesforceId"}`; error 218 without Connected Campaigns.
 */
export function connectCampaign(call: UnitCall): WireResponse {
  const campaign = liveRecord(call, CAMPAIGNS) as unknown as Campaign;
  const { salesforceId: wanted } = onlyArgument(readJson(call.request), 'salesforceId');
  if (call.state.settings(call.unit.key).get('connectedCampaigns') !== true) throw refusal(218);
  const id = salesforceId(String(wanted ?? ''));
  if (id === null || !id.startsWith('701')) throw refusal(154, 'salesforceId');
  call.state.transact(() => call.state.tables.campaigns.put(stamped(call.state, campaign, { salesforceId: id }, call.by)));
  return shown(call, CAMPAIGNS);
}

function liveRecord(call: UnitCall, object: ObjectDefinition): Stored {
  const row = storedRecord(call, object);
  if (row.isDeleted) throw refusal(109);
  return row;
}

/** Source: Account Engagement API, errors 206-208: unknown and missing arguments of an action. */
function onlyArgument(body: Raw, name: string): Raw {
  const unknown = Object.keys(body).find((each) => each !== name);
  if (unknown !== undefined) throw refusal(208, unknown.slice(0, 80));
  if (body[name] === undefined || body[name] === null) throw refusal(207, name);
  return body;
}

function shown(call: UnitCall, object: ObjectDefinition): WireResponse {
  const fields = requestedFields(call);
  if (fields === null) return noContent();
  const selection = readSelection(call.state, call.unit.key, object, fields, false);
  return json(200, printForCall(call, object, selection, storedRecord(call, object)));
}
