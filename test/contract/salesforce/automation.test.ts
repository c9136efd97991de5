import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { BASE, type Org, signIn } from './client.js';

describeOnEveryMount('Salesforce: automation on save', createSalesforce, (mounted) => {
  const admin = ({ vendor }: Org): string => vendor.people.user('admin')!;

  function withQueue(org: Org, active: boolean): { readonly queue: string; readonly rule: string } {
    const { people } = org.vendor;
    const queue = people.create('Queue', { Name: 'West', objects: ['Lead'], members: [people.user('connector')] }, admin(org));
    const entries = [{ where: { Country: 'DE' }, assignTo: queue }];
    return { queue, rule: people.create('AssignmentRule', { Name: 'Standard', active, entries }, admin(org)) };
  }

  it.each([
    ['by default', undefined, true, 'queue'],
    ['not when the header says FALSE', 'false', true, 'admin'],
    ['not when it is not active', undefined, false, 'admin'],
    ['when it is named, even if it is not active', 'rule', false, 'queue'],
  ])('runs the assignment rule %s', async (_title, header, active, expected) => {
    const { queue, rule } = withQueue(mounted(), active);
    const headers = header === undefined ? {} : { 'Sforce-Auto-Assign': header === 'rule' ? rule : header };
    const org = signIn(mounted());
    const made = await org.call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', Country: 'de' }, headers);
    const { OwnerId } = (await org.call('GET', `/sobjects/Lead/${made.json().id}`)).json();
    expect(OwnerId).toBe(expected === 'queue' ? queue : admin(mounted()));
  });

  it('leaves the owner alone when no entry matches', async () => {
    withQueue(mounted(), true);
    const org = signIn(mounted());
    const connector = mounted().vendor.people.user('connector')!;
    const id = await org.create('Lead', { LastName: 'J', Company: 'A', Country: 'US', OwnerId: connector });
    expect((await org.call('GET', `/sobjects/Lead/${id}`)).json().OwnerId).toBe(connector);
  });

  it('takes a queue as owner only for objects that it is for', async () => {
    const { vendor } = mounted();
    const queue = vendor.people.create('Queue', { Name: 'Cases', objects: ['Case'] }, admin(mounted()));
    const refused = await signIn(mounted()).call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', OwnerId: queue });
    expect(refused.json()).toEqual([
      { message: 'Queue not associated with this SObject type', errorCode: 'INVALID_OPERATION', fields: [] },
    ]);
  });

  it('refuses an inactive owner', async () => {
    const { vendor } = mounted();
    const gone = vendor.people.create('User', { LastName: 'Gone', IsActive: false }, admin(mounted()));
    const refused = await signIn(mounted()).call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', OwnerId: gone });
    expect(refused.json()).toEqual([
      { message: `operation performed with inactive user [${gone}] as owner of lead`, errorCode: 'INACTIVE_OWNER_OR_USER', fields: [] },
    ]);
  });

  it.each([
    ['block', false, 400],
    ['block', true, 400],
    ['alert', false, 400],
    ['alert', true, 201],
  ] as const)('a duplicate rule that does %s, with allowSave=%s, answers %i', async (action, allowSave, status) => {
    const { vendor } = mounted();
    vendor.people.create('DuplicateRule', { object: 'Lead', match: ['Email'], action, active: true }, admin(mounted()));
    const org = signIn(mounted());
    const first = await org.create('Lead', { LastName: 'Jensen', Company: 'A', Email: 'jane@example.com' });
    const headers = allowSave ? { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } : {};
    const second = await org.call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'B', Email: ' JANE@example.com' }, headers);
    expect(second.status).toBe(status);
    if (status === 201) return;
    const record = { attributes: { type: 'Lead', url: `${BASE}/sobjects/Lead/${first}` }, Id: first };
    expect(second.json()).toEqual([
      {
        duplicateResut: {
          allowSave: action === 'alert',
          duplicateRule: 'Lead_Duplicate_Rule',
          duplicateRuleEntityType: 'Lead',
          errorMessage: 'Use one of these records?',
          matchResults: [
            {
              entityType: 'Lead',
              errors: [],
              matchEngine: 'ExactMatchEngine',
              matchRecords: [{ additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record }],
              rule: 'Lead_Duplicate_Rule_Match_Rule',
              size: 1,
              success: true,
            },
          ],
        },
        message: 'Use one of these records?',
        errorCode: 'DUPLICATES_DETECTED',
      },
    ]);
  });

  it('runs a duplicate rule on edit only when a matching field changes, and never for blank values', async () => {
    const { vendor } = mounted();
    const org = signIn(mounted());
    await org.create('Lead', { LastName: 'A', Company: 'A', Email: 'a@example.com' });
    const twin = await org.create('Lead', { LastName: 'B', Company: 'B', Email: 'a@example.com' });
    vendor.people.create('DuplicateRule', { object: 'Lead', match: ['Email'], action: 'block' }, admin(mounted()));
    expect((await org.call('PATCH', `/sobjects/Lead/${twin}`, { Title: 'CTO' })).status).toBe(204);
    expect((await org.call('PATCH', `/sobjects/Lead/${twin}`, { Email: null })).status).toBe(204);
    expect((await org.call('PATCH', `/sobjects/Lead/${twin}`, { Email: 'A@example.com' })).status).toBe(400);
    await org.create('Lead', { LastName: 'C', Company: 'C' });
    expect((await org.call('POST', '/sobjects/Lead', { LastName: 'D', Company: 'D' })).status).toBe(201);
  });

  it('reports every broken validation rule at once', async () => {
    const { vendor } = mounted();
    const rule = (errorConditionFormula: string, errorMessage: string, errorDisplayField?: string) =>
      vendor.people.create(
        'ValidationRule',
        { object: 'Lead', errorConditionFormula, errorMessage, active: true, ...(errorDisplayField && { errorDisplayField }) },
        admin(mounted()),
      );
    rule('ISBLANK(Phone)', 'Phone is needed', 'Phone');
    rule("AND(ISPICKVAL(LeadSource, 'Web'), LEN(Title) < 3)", 'Title too short');
    const org = signIn(mounted());
    const refused = await org.call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', LeadSource: 'Web' });
    expect(refused.json()).toEqual([
      { message: 'Phone is needed', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['Phone'] },
      { message: 'Title too short', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: [] },
    ]);
    expect((await org.call('POST', '/sobjects/Lead', { LastName: 'J', Company: 'A', Phone: '1' })).status).toBe(201);
  });

  it('bills only resellers in the place of a customer', async () => {
    const org = signIn(mounted());
    const [plain, reseller] = [await org.create('Account', { Name: 'A' }), await org.create('Account', { Name: 'B', Type: 'Reseller' })];
    const deal = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-04-01' };
    const refused = await org.call('POST', '/sobjects/Opportunity', { ...deal, ia_crm__Bill_to_Account__c: plain });
    expect(refused.json()).toEqual([
      {
        message: 'Value does not exist or does not match filter criteria.',
        errorCode: 'FIELD_FILTER_VALIDATION_EXCEPTION',
        fields: ['ia_crm__Bill_to_Account__c'],
      },
    ]);
    expect((await org.call('POST', '/sobjects/Opportunity', { ...deal, ia_crm__Bill_to_Account__c: reseller })).status).toBe(201);
  });

  it('lets only the integration users write the mirror of the Intacct settings', async () => {
    const { vendor } = mounted();
    const [mirror] = vendor.people.list('ia_crm__Intacct_Configuration__c');
    const path = `/sobjects/ia_crm__Intacct_Configuration__c/${mirror!['Id']}`;
    const refused = await signIn(mounted()).call('PATCH', path, { ia_crm__Accounts_Add_New__c: true });
    expect(refused.json()[0].errorCode).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
    expect((await signIn(mounted(), 'intacctUser').call('PATCH', path, { ia_crm__Accounts_Add_New__c: true })).status).toBe(204);
  });

  it('hides a record from a user, or lets him only read it', async () => {
    const { vendor } = mounted();
    const [hidden, fixed] = [
      await signIn(mounted()).create('Lead', { LastName: 'A', Company: 'A' }),
      await signIn(mounted()).create('Lead', { LastName: 'B', Company: 'B' }),
    ];
    const connector = vendor.people.user('connector')!;
    vendor.people.share({ record: hidden, user: connector, access: 'none' }, admin(mounted()));
    vendor.people.share({ record: fixed, user: connector, access: 'read' }, admin(mounted()));
    const org = signIn(mounted(), 'connector');
    expect((await org.call('GET', `/sobjects/Lead/${hidden}`)).status).toBe(404);
    expect((await org.call('GET', `/sobjects/Lead/${fixed}`)).status).toBe(200);
    expect((await org.call('PATCH', `/sobjects/Lead/${fixed}`, { Title: 'CTO' })).json()[0].errorCode).toBe(
      'INSUFFICIENT_ACCESS_OR_READONLY',
    );
    const found = (await org.call('GET', `/query?q=${encodeURIComponent('SELECT Id FROM Lead')}`)).json();
    expect(found.records.map(({ Id }: { Id: string }) => Id)).toEqual([fixed]);
  });
});
