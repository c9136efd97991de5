import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

it('lets the stage decide what the call leaves open', () => {
  const { create, read, update } = newOrg();
  const deal = create('Opportunity', { StageName: 'Proposal/Price Quote', Amount: 200, CloseDate: '2026-05-10' });
  expect(read('Opportunity', deal)).toMatchObject({
    Probability: 75,
    ForecastCategoryName: 'Pipeline',
    ExpectedRevenue: 150,
    IsClosed: false,
    FiscalQuarter: 2,
    Fiscal: '2026 2',
  });
  update('Opportunity', deal, { StageName: 'Closed Won' });
  expect(read('Opportunity', deal)).toMatchObject({ Probability: 100, IsClosed: true, IsWon: true, ForecastCategory: 'Closed' });
  update('Opportunity', deal, { StageName: 'Qualification', Probability: 33 });
  expect(read('Opportunity', deal)).toMatchObject({ Probability: 33, IsClosed: false, IsWon: false });
});

it('sums its lines, takes their price book, and ignores another amount meanwhile', () => {
  const { people, admin, create, read, update } = newOrg();
  const [entry] = people.list('PricebookEntry');
  const deal = create('Opportunity', { Amount: 5 });
  const line = create('OpportunityLineItem', { OpportunityId: deal, PricebookEntryId: entry!['Id'], Quantity: 3 });
  create('OpportunityLineItem', { OpportunityId: deal, Product2Id: entry!['Product2Id'], Quantity: 2, UnitPrice: 50, Discount: 10 });
  expect(read('OpportunityLineItem', line)).toMatchObject({ UnitPrice: 100, TotalPrice: 300, ListPrice: 100, ProductCode: 'ITEM1' });
  expect(read('Opportunity', deal)).toMatchObject({ Amount: 390, HasOpportunityLineItem: true, Pricebook2Id: entry!['Pricebook2Id'] });
  update('Opportunity', deal, { Amount: 1 });
  expect(read('Opportunity', deal)['Amount']).toBe(390);
  people.delete('OpportunityLineItem', line, admin);
  expect(read('Opportunity', deal)['Amount']).toBe(90);
});

it('wants a standard price before another one, and one price per product and book', () => {
  const { people, create } = newOrg();
  const [standard] = people.list('Pricebook2');
  const [book, product] = [
    create('Pricebook2', { Name: 'Partners', IsActive: true }),
    create('Product2', { Name: 'Item 2', IsActive: true }),
  ];
  const price = { Product2Id: product, UnitPrice: 10, IsActive: true };
  expect(() => create('PricebookEntry', { ...price, Pricebook2Id: book })).toThrow(
    'Before creating a custom price, create a standard price.',
  );
  create('PricebookEntry', { ...price, Pricebook2Id: standard!['Id'] });
  create('PricebookEntry', { ...price, Pricebook2Id: book });
  expect(() => create('PricebookEntry', { ...price, Pricebook2Id: book })).toThrow(
    'This price definition already exists in this price book',
  );
});

it('makes the contact of a new opportunity its primary role', () => {
  const { people, create } = newOrg();
  const contact = create('Contact');
  const deal = create('Opportunity', { ContactId: contact });
  expect(people.list('OpportunityContactRole')).toMatchObject([{ OpportunityId: deal, ContactId: contact, IsPrimary: true }]);
});

it('starts a campaign with its two statuses and counts its members', () => {
  const { people, create, read } = newOrg();
  const campaign = create('Campaign', { Name: 'Fair' });
  expect(people.list('CampaignMemberStatus')).toMatchObject([
    { CampaignId: campaign, Label: 'Sent', IsDefault: true, SortOrder: 3 },
    { CampaignId: campaign, Label: 'Responded', HasResponded: true, SortOrder: 4 },
  ]);
  const [lead, contact] = [create('Lead', { LastName: 'Jensen', Company: 'Acme' }), create('Contact')];
  const member = create('CampaignMember', { CampaignId: campaign, LeadId: lead, Status: 'Unheard of' });
  create('CampaignMember', { CampaignId: campaign, ContactId: contact, Status: 'Responded' });
  expect(read('CampaignMember', member)).toMatchObject({
    Status: 'Sent',
    HasResponded: false,
    LastName: 'Jensen',
    CompanyOrAccount: 'Acme',
    Type: 'Lead',
  });
  expect(read('Campaign', campaign)).toMatchObject({ NumberOfLeads: 1, NumberOfContacts: 1, NumberOfResponses: 1 });
  expect(() => create('CampaignMember', { CampaignId: campaign, LeadId: lead })).toThrow('Already a campaign member.');
  expect(() => create('CampaignMember', { CampaignId: campaign, LeadId: lead, ContactId: contact })).toThrow('not both');
});

it('stamps the activation of a contract', () => {
  const { create, read, update, admin } = newOrg();
  const contract = create('Contract', { AccountId: create('Account'), StartDate: '2026-03-01', ContractTerm: 12 });
  expect(read('Contract', contract)).toMatchObject({
    ContractNumber: '00000101',
    Status: 'Draft',
    StatusCode: 'Draft',
    EndDate: '2027-02-28',
    ActivatedDate: null,
  });
  update('Contract', contract, { Status: 'Activated' });
  expect(read('Contract', contract)).toMatchObject({
    StatusCode: 'Activated',
    ActivatedById: admin,
    ActivatedDate: '2026-03-02T09:00:00.000+0000',
  });
});
