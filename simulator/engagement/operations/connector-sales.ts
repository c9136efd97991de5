import type { Table } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { CONNECTOR_ROWS_MAX } from '../limits.js';
import type { Audit, Opportunity, ProspectAccount } from '../records.js';
import { salesforceId } from '../state/ids.js';
import { writeOpportunity, writeProspectAccount } from '../state/sales.js';
import { readJson } from '../v5/body.js';
import { type ObjectDefinition, printWhole, type Stored } from '../v5/object.js';
import { OPPORTUNITIES, PROSPECT_ACCOUNTS } from '../v5/objects/sales.js';
import type { UnitCall } from '../v5/session.js';
import { json } from '../wire.js';
import { writeAll } from './connector-batch.js';

/** POST /backlot__connector/v1/accounts - writes prospect accounts by their Salesforce ids. Source: docs/surfaces.md. */
export function writeAccounts(call: UnitCall): WireResponse {
  return writeAll(call, writeProspectAccount);
}

/** POST /backlot__connector/v1/opportunities - writes opportunities by their Salesforce ids. Source: docs/surfaces.md. */
export function writeOpportunities(call: UnitCall): WireResponse {
  return writeAll(call, writeOpportunity);
}

/** POST /backlot__connector/v1/accounts/lookup. */
export function lookUpAccounts(call: UnitCall): WireResponse {
  const rows = found(call, call.state.tables.prospectAccounts);
  return json(200, { accounts: rows.map((row: ProspectAccount) => printed(call, PROSPECT_ACCOUNTS, row)) });
}

/** POST /backlot__connector/v1/opportunities/lookup. */
export function lookUpOpportunities(call: UnitCall): WireResponse {
  const rows = found(call, call.state.tables.opportunities);
  const opportunities = rows.map((row: Opportunity) => ({ ...printed(call, OPPORTUNITIES, row), prospectIds: row.prospectIds }));
  return json(200, { opportunities });
}

function found<R extends Audit & Record<string, unknown>>(call: UnitCall, table: Table<R>): R[] {
  const { salesforceIds, ...rest } = readJson(call.request);
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, unknown.slice(0, 80));
  if (!Array.isArray(salesforceIds) || salesforceIds.length > CONNECTOR_ROWS_MAX) throw refusal(154, 'salesforceIds');
  return salesforceIds.flatMap((id) => table.find('crm', `${call.unit.key}:${salesforceId(String(id)) ?? ''}`));
}

function printed(call: UnitCall, object: ObjectDefinition, row: Audit): Record<string, unknown> {
  return printWhole(object, row as unknown as Stored, call.state);
}
