import type { WireResponse } from '../../kernel/wire.js';
import { writeCampaign, writeUser } from '../state/connector-marketing.js';
import type { UnitCall } from '../v5/session.js';
import { printInstant } from '../values.js';
import { json } from '../wire.js';
import { writeAll } from './connector-batch.js';

/** GET /backlot__connector/v1/users - the users of the business unit, with the Salesforce users behind them. Source: docs/surfaces.md. */
export function listConnectorUsers(call: UnitCall): WireResponse {
  const users = call.state.tables.users.filter((user) => user.unit === call.unit.key);
  return json(200, {
    users: users.map(({ id, email, firstName, lastName, roleName, salesforceId: crmUserId, createdAt, isDeleted }) => ({
      id,
      email,
      firstName,
      lastName,
      roleName,
      crmUserId,
      createdAt: printInstant(createdAt),
      isDeleted,
    })),
  });
}

/** POST /backlot__connector/v1/users - makes users, and ties them to Salesforce users. Source: docs/surfaces.md. */
export function writeUsers(call: UnitCall): WireResponse {
  return writeAll(call, writeUser);
}

/** POST /backlot__connector/v1/campaigns - writes campaigns by their Salesforce ids. Source: docs/surfaces.md. */
export function writeCampaigns(call: UnitCall): WireResponse {
  return writeAll(call, writeCampaign);
}
