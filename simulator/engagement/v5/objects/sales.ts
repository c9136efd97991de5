import { ACCOUNT_TEXTS, type Opportunity, type ProspectAccount } from '../../records.js';
import { defineObject, type ObjectDefinition, readable } from '../object.js';

/** Source: Account Engagement API v5, "Prospect Account": read only, for Salesforce has the accounts. */
export const PROSPECT_ACCOUNTS: ObjectDefinition = defineObject<ProspectAccount>({
  type: 'ProspectAccount',
  collection: 'prospect-accounts',
  table: (tables) => tables.prospectAccounts,
  fields: [
    readable('name', 'text'),
    readable('salesforceId', 'text'),
    readable('assignedToId', 'id'),
    ...ACCOUNT_TEXTS.map((name) => readable(name, 'text', (row) => (row as unknown as ProspectAccount).texts[name] ?? null)),
  ],
  relations: { assignedTo: { object: 'users', key: 'assignedToId' } },
  filters: ['name', 'salesforceId', 'assignedToId'],
  orders: ['name'],
});

/** Source: Account Engagement API v5, "Opportunity": read only where a connector is. */
export const OPPORTUNITIES: ObjectDefinition = defineObject<Opportunity>({
  type: 'Opportunity',
  collection: 'opportunities',
  table: (tables) => tables.opportunities,
  fields: [
    readable('name', 'text'),
    readable('salesforceId', 'text'),
    readable('value', 'float'),
    readable('probability', 'int'),
    readable('type', 'text'),
    readable('stage', 'text'),
    readable('status', 'text'),
    readable('closedAt', 'instant'),
    readable('campaignId', 'id'),
  ],
  relations: { campaign: { object: 'campaigns', key: 'campaignId' } },
  filters: ['name', 'salesforceId', 'status', 'campaignId', 'probability', 'value'],
  orders: ['name'],
});
