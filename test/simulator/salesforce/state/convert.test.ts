import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

const JANE = {
  FirstName: 'Jane',
  LastName: 'Jensen',
  Company: 'Acme',
  Email: 'jane@acme.example',
  Phone: '1',
  LeadSource: 'Web',
  City: 'Aarhus',
};

it('makes an account, a contact and an opportunity, and closes the lead', () => {
  const { people, admin, create, read } = newOrg();
  const lead = create('Lead', { ...JANE, pi__score__c: 50 });
  const { accountId, contactId, opportunityId } = people.convert({ lead }, admin);
  expect(read('Account', accountId)).toMatchObject({ Name: 'Acme', Phone: '1', BillingCity: 'Aarhus', OwnerId: admin });
  expect(read('Contact', contactId)).toMatchObject({
    Name: 'Jane Jensen',
    AccountId: accountId,
    Email: 'jane@acme.example',
    LeadSource: 'Web',
    pi__score__c: 50,
  });
  expect(read('Opportunity', opportunityId!)).toMatchObject({
    Name: 'Acme-',
    AccountId: accountId,
    StageName: 'Prospecting',
    CloseDate: '2026-03-31',
  });
  expect(people.list('OpportunityContactRole')).toMatchObject([{ OpportunityId: opportunityId, ContactId: contactId, IsPrimary: true }]);
  expect(read('Lead', lead)).toMatchObject({
    IsConverted: true,
    Status: 'Closed - Converted',
    ConvertedDate: '2026-03-02',
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId,
  });
});

it('fills only the empty fields of an existing account and contact', () => {
  const { people, admin, create, read } = newOrg();
  const lead = create('Lead', JANE);
  const account = create('Account', { Name: 'Acme Ltd', Phone: '9' });
  const contact = create('Contact', { LastName: 'Jensen', AccountId: account, LeadSource: 'Other' });
  const made = people.convert({ lead, account, contact, opportunity: null }, admin);
  expect(made).toMatchObject({ accountId: account, contactId: contact, opportunityId: null });
  expect(read('Account', account)).toMatchObject({ Name: 'Acme Ltd', Phone: '9', BillingCity: 'Aarhus' });
  expect(read('Contact', contact)).toMatchObject({ FirstName: 'Jane', LeadSource: 'Other', Email: 'jane@acme.example' });
});

it('gives campaign memberships and open tasks to the contact', () => {
  const { people, admin, create, read } = newOrg();
  const lead = create('Lead', JANE);
  const campaign = create('Campaign');
  const member = create('CampaignMember', { CampaignId: campaign, LeadId: lead });
  const task = create('Task', { WhoId: lead });
  const { contactId, opportunityId } = people.convert({ lead }, admin);
  expect(read('CampaignMember', member)).toMatchObject({ LeadId: lead, ContactId: contactId, Type: 'Contact', CompanyOrAccount: 'Acme' });
  expect(read('Task', task)).toMatchObject({ WhoId: contactId, WhatId: opportunityId });
  expect(read('Campaign', campaign)).toMatchObject({ NumberOfConvertedLeads: 1, NumberOfContacts: 1 });
});

it('asks for an owner when a queue owns the lead', () => {
  const { people, admin, create, read } = newOrg();
  const queue = create('Queue', { Name: 'West', objects: ['Lead'] });
  const lead = create('Lead', { ...JANE, OwnerId: queue });
  expect(() => people.convert({ lead }, admin)).toThrow('Converted objects can only be owned by users.');
  const { accountId } = people.convert({ lead, owner: admin }, admin);
  expect(read('Account', accountId)['OwnerId']).toBe(admin);
});

it('leaves a converted lead alone for good', () => {
  const { people, admin, create, update } = newOrg();
  const lead = create('Lead', JANE);
  people.convert({ lead }, admin);
  expect(() => update('Lead', lead, { Title: 'CTO' })).toThrow(expect.objectContaining({ code: 'CANNOT_UPDATE_CONVERTED_LEAD' }));
  expect(() => people.convert({ lead }, admin)).toThrow(expect.objectContaining({ code: 'CANNOT_UPDATE_CONVERTED_LEAD' }));
});

it('converts nothing when a part is refused', () => {
  const { people, admin, create, read } = newOrg();
  create('ValidationRule', { object: 'Opportunity', errorConditionFormula: 'ISBLANK(NextStep)', errorMessage: 'Say what comes next' });
  const lead = create('Lead', JANE);
  expect(() => people.convert({ lead }, admin)).toThrow('Say what comes next');
  expect(people.list('Account')).toEqual([]);
  expect(read('Lead', lead)['IsConverted']).toBe(false);
});
