import type { Person, Prospect } from '../../../../src/model/engagement.js';
import { type ConnectorSettings, connectorSettings } from '../../../../src/rules/engagement/settings.js';
import type { UserDirectory } from '../../../../src/rules/engagement/users.js';

export const NINE = Date.UTC(2026, 2, 2, 9);

export function person(facts: Partial<Person> = {}): Person {
  return {
    type: 'Lead',
    id: '00Q000000000001AAA',
    email: 'jane@example.com',
    createdAt: NINE,
    modifiedAt: NINE,
    lastActivityAt: null,
    ownerId: 'connectorSf',
    accountId: null,
    isDeleted: false,
    masterId: null,
    isConverted: false,
    convertedContactId: null,
    fields: { LastName: 'Jensen', Company: 'Acme' },
    ...facts,
  };
}

export function prospect(facts: Partial<Prospect> = {}): Prospect {
  return {
    id: '1',
    unit: 'main',
    email: 'jane@example.com',
    salesforceId: null,
    crmState: 'none',
    recreateAllowed: false,
    isArchived: false,
    assignedToId: null,
    assignment: null,
    updatedAt: NINE,
    lastActivityAt: null,
    fields: { lastName: 'Jensen', company: 'Acme' },
    ...facts,
  };
}

export function settings(values: Record<string, unknown> = {}, ampsea = true): ConnectorSettings {
  return connectorSettings({ matchByEmailWhenNoCrmId: true, autoChangeEmail: true, ...values }, { allowMultipleProspectsPerEmail: ampsea });
}

export const directory: UserDirectory = {
  engagementUsers: [
    { id: 'ann', crmUserId: 'annSf' },
    { id: 'dan', crmUserId: null },
    { id: 'pat', crmUserId: 'partnerSf' },
  ],
  salesforceUsers: new Map([
    ['annSf', { id: 'annSf', userType: 'Standard', isActive: true }],
    ['partnerSf', { id: 'partnerSf', userType: 'PowerPartner', isActive: true }],
  ]),
  connectorUserId: 'connectorSf',
};
