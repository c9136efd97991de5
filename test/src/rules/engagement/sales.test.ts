import { describe, expect, it } from 'vitest';
import type { ProspectAccount, ProspectOpportunity, SalesAccount, SalesOpportunity } from '../../../../src/model/engagement-sales.js';
import { type OpportunityFacts, opportunityToUnit } from '../../../../src/rules/engagement/opportunities.js';
import { accountToProspectAccount } from '../../../../src/rules/engagement/prospect-accounts.js';
import {
  ACCOUNT_ROWS,
  ACCOUNT_STREETS,
  differing,
  OPPORTUNITY_ROWS,
  streetValues,
  wantedValues,
} from '../../../../src/rules/engagement/sales-fields.js';
import { product } from './product.js';
import { directory } from './samples.js';

const account: SalesAccount = { id: '001A', ownerId: 'annSf', isDeleted: false, masterId: null, fields: { Name: 'Acme', Phone: '1' } };
const copied = { ...wantedValues(ACCOUNT_ROWS, account.fields), ...streetValues('billing', {}), ...streetValues('shipping', {}) };
const copy: ProspectAccount = { id: '7', isDeleted: false, assignedToId: 'ann', fields: copied };
const write = { kind: 'write-account', unit: 'main', salesforceId: '001A' };

describe('an account of Salesforce', () => {
  const facts = { unit: 'main', account, known: copy, hasSyncedContact: true, directory };

  it('is copied when a contact of it syncs, with its fields and the user of its owner', () => {
    expect(accountToProspectAccount({ ...facts, known: null })).toEqual({
      outcome: 'create',
      rules: ['AE-1'],
      reason: 'account-created',
      text: 'Account 001A has a contact that syncs',
      commands: [{ ...write, fields: { name: 'Acme', phone: '1' }, assignedToId: 'ann' }],
    });
  });

  it.each([null, copy])('stays out while no contact of it syncs, copied before or not', (known) => {
    expect(accountToProspectAccount({ ...facts, known, hasSyncedContact: false })).toEqual({
      outcome: 'skip',
      rules: ['AE-1'],
      reason: 'no-synced-contact',
      text: 'no contact of Account 001A syncs with a prospect',
      commands: [],
    });
  });

  it('is left alone when both are in step', () => {
    expect(accountToProspectAccount(facts)).toEqual({
      outcome: 'skip',
      rules: ['AE-1'],
      reason: 'in-step',
      text: 'Account 001A and its prospect account are in step',
      commands: [],
    });
  });

  it.each([
    [
      { fields: { Name: 'Acme Ltd', Phone: null, BillingStreet: 'A\nB\nC', ShippingStreet: 'S' } },
      {},
      { fields: { name: 'Acme Ltd', phone: null, billingAddressOne: 'A', billingAddressTwo: 'B C', shippingAddressOne: 'S' } },
    ],
    [{ ownerId: 'danSf' }, {}, { assignedToId: null }],
    [{}, { isDeleted: true }, { isDeleted: false }],
  ])('writes only what changed: %o', (change, before, expected) => {
    const decided = accountToProspectAccount({ ...facts, account: { ...account, ...change }, known: { ...copy, ...before } });
    expect(decided).toEqual({
      outcome: 'update',
      rules: ['AE-1'],
      reason: 'account-differs',
      text: 'Account 001A and its prospect account differ',
      commands: [{ ...write, ...expected }],
    });
  });

  it.each(product({ known: ['none', 'live', 'archived'] as const, masterId: [null, '001B'] }))(
    'that is gone: %o',
    ({ known, masterId }) => {
      const gone = { ...account, isDeleted: true, masterId };
      const before = known === 'none' ? null : { ...copy, isDeleted: known === 'archived' };
      const { outcome, rules, reason, text, commands } = accountToProspectAccount({ ...facts, account: gone, known: before });
      expect(rules).toEqual(masterId === null ? ['AE-1'] : ['AE-1', 'D-17']);
      const what = masterId === null ? 'Account 001A was deleted' : 'Account 001A was merged into 001B';
      if (known === 'live') {
        expect([outcome, reason, text]).toEqual(['unlink', 'account-gone', `${what}; its prospect account is archived`]);
        expect(commands).toEqual([{ ...write, isDeleted: true }]);
      } else {
        expect([outcome, reason, text]).toEqual(['skip', 'account-gone-already', `${what}; there is no prospect account`]);
        expect(commands).toEqual([]);
      }
    },
  );
});

describe('an opportunity of Salesforce', () => {
  const fields = {
    Name: 'Chairs',
    Amount: 12.5,
    Probability: 10,
    StageName: 'Prospecting',
    CloseDate: '2026-06-30',
    IsClosed: false,
    IsWon: false,
  };
  const opportunity: SalesOpportunity = { id: '006A', isDeleted: false, campaignId: null, contactIds: ['003A'], fields };
  const asCopied = {
    name: 'Chairs',
    value: 12.5,
    probability: 10,
    type: null,
    stage: 'Prospecting',
    closedAt: '2026-06-30T00:00:00+00:00',
    status: 'open',
  };
  const known: ProspectOpportunity = { id: '9', isDeleted: false, campaignId: null, prospectIds: ['1', '2'], fields: asCopied };
  const facts: OpportunityFacts = {
    unit: 'main',
    opportunity,
    known,
    prospectIds: ['2', '1'],
    campaignId: null,
    isShared: true,
    settings: { syncOpportunities: true },
  };
  const command = { kind: 'write-opportunity', unit: 'main', salesforceId: '006A' };

  it.each<[string, Partial<OpportunityFacts>, string, string, readonly string[], string]>([
    [
      'the box is off',
      { settings: { syncOpportunities: false } },
      'skip',
      'opportunities-not-synced',
      ['AE-9'],
      'the business unit does not sync opportunities',
    ],
    [
      'outside of what is shared',
      { isShared: false },
      'skip',
      'outside-data-sharing',
      ['AE-9', 'D-15'],
      'Opportunity 006A is outside of the data that this business unit shares',
    ],
    [
      'nobody who syncs has a role',
      { known: null, prospectIds: [] },
      'skip',
      'no-synced-contact',
      ['AE-1'],
      'nobody with a role in Opportunity 006A syncs with a prospect',
    ],
    ['in step', {}, 'skip', 'in-step', ['AE-1'], 'Opportunity 006A and its copy are in step'],
    ['new', { known: null }, 'create', 'opportunity-created', ['AE-1'], 'Opportunity 006A has a contact that syncs'],
    ['different', { prospectIds: [] }, 'update', 'opportunity-differs', ['AE-1'], 'Opportunity 006A and its copy differ'],
    [
      'deleted',
      { opportunity: { ...opportunity, isDeleted: true } },
      'unlink',
      'opportunity-gone',
      ['AE-1'],
      'Opportunity 006A was deleted',
    ],
    [
      'deleted, never copied',
      { opportunity: { ...opportunity, isDeleted: true }, known: null },
      'skip',
      'opportunity-gone-already',
      ['AE-1'],
      'Opportunity 006A was deleted and has no copy',
    ],
    [
      'deleted, archived',
      { opportunity: { ...opportunity, isDeleted: true }, known: { ...known, isDeleted: true } },
      'skip',
      'opportunity-gone-already',
      ['AE-1'],
      'Opportunity 006A was deleted and has no copy',
    ],
    [
      'deleted, though outside',
      { opportunity: { ...opportunity, isDeleted: true }, isShared: false },
      'unlink',
      'opportunity-gone',
      ['AE-1'],
      'Opportunity 006A was deleted',
    ],
  ])('%s', (_title, change, outcome, reason, rules, text) => {
    const { commands: _commands, ...decided } = opportunityToUnit({ ...facts, ...change });
    expect(decided).toEqual({ outcome, reason, rules, text });
  });

  it.each([
    ['its deletion', { opportunity: { ...opportunity, isDeleted: true } }, { isDeleted: true }],
    ['a campaign that is connected', { campaignId: '4' }, { campaignId: '4' }],
    ['other prospects', { prospectIds: ['1'] }, { prospectIds: ['1'] }],
    ['others, as many', { prospectIds: ['1', '3'] }, { prospectIds: ['1', '3'] }],
    ['a new amount', { opportunity: { ...opportunity, fields: { ...fields, Amount: 13 } } }, { fields: { value: 13 } }],
    [
      'another day',
      { opportunity: { ...opportunity, fields: { ...fields, CloseDate: '2026-07-01' } } },
      { fields: { closedAt: '2026-07-01T00:00:00Z' } },
    ],
    ['won', { opportunity: { ...opportunity, fields: { ...fields, IsClosed: true, IsWon: true } } }, { fields: { status: 'won' } }],
    ['lost', { opportunity: { ...opportunity, fields: { ...fields, IsClosed: true } } }, { fields: { status: 'lost' } }],
    [
      'won in name only',
      { opportunity: { ...opportunity, fields: { ...fields, IsWon: true, Amount: null } } },
      { fields: { value: null } },
    ],
    ['its return', { known: { ...known, isDeleted: true } }, { isDeleted: false }],
  ] as [string, Partial<OpportunityFacts>, object][])('writes only %s', (_title, change, expected) => {
    expect(opportunityToUnit({ ...facts, ...change }).commands).toEqual([{ ...command, ...expected }]);
  });

  it('brings all along when it is new', () => {
    const whole = {
      ...command,
      fields: { name: 'Chairs', value: 12.5, probability: 10, stage: 'Prospecting', closedAt: '2026-06-30T00:00:00Z', status: 'open' },
      prospectIds: ['2', '1'],
    };
    expect(opportunityToUnit({ ...facts, known: null }).commands).toEqual([whole]);
    expect(opportunityToUnit({ ...facts, known: null, campaignId: '4' }).commands).toEqual([{ ...whole, campaignId: '4' }]);
    expect(opportunityToUnit({ ...facts, known: null, prospectIds: [] }).commands).toEqual([]);
  });
});

describe('the fields of accounts and opportunities', () => {
  it('are these', () => {
    expect(ACCOUNT_ROWS.map(({ own, theirs, kind }) => `${own} < ${theirs} ${kind}`)).toEqual([
      'name < Name text',
      'number < AccountNumber text',
      'annualRevenue < AnnualRevenue text',
      'billingCity < BillingCity text',
      'billingState < BillingState text',
      'billingZip < BillingPostalCode text',
      'billingCountry < BillingCountry text',
      'shippingCity < ShippingCity text',
      'shippingState < ShippingState text',
      'shippingZip < ShippingPostalCode text',
      'shippingCountry < ShippingCountry text',
      'description < Description text',
      'employees < NumberOfEmployees text',
      'fax < Fax text',
      'industry < Industry text',
      'ownership < Ownership text',
      'phone < Phone text',
      'rating < Rating text',
      'sic < Sic text',
      'site < Site text',
      'tickerSymbol < TickerSymbol text',
      'type < Type text',
      'website < Website text',
    ]);
    expect(ACCOUNT_STREETS).toEqual({ billing: 'BillingStreet', shipping: 'ShippingStreet' });
    expect(OPPORTUNITY_ROWS.map(({ own, theirs, kind }) => `${own} < ${theirs} ${kind}`)).toEqual([
      'name < Name text',
      'value < Amount number',
      'probability < Probability number',
      'type < Type text',
      'stage < StageName text',
      'closedAt < CloseDate date',
    ]);
  });

  it.each([
    ['text', ' a\r\nb ', 'a\nb'],
    ['text', '  ', null],
    ['text', 1_000, '1000'],
    ['text', null, null],
    ['number', '12.5', 12.5],
    ['number', 0, 0],
    ['date', '2026-06-30', '2026-06-30T00:00:00Z'],
    ['date', null, null],
  ] as const)('%s: %j becomes %j', (kind, value, expected) => {
    expect(wantedValues([{ own: 'x', theirs: 'X', kind }], { X: value })).toEqual({ x: expected });
    expect(wantedValues([{ own: 'x', theirs: 'X', kind }], {})).toEqual({ x: null });
  });

  it('differ by content, instants by the moment they name', () => {
    const wanted = { a: '1', b: '2026-06-30T00:00:00Z', c: null, d: '2026-06-30T00:00:00Z', e: 'soon', f: 1, g: '2026-06-30T00:00:00Z' };
    const has = { a: '1', b: '2026-06-30T02:00:00+02:00', d: '2026-07-01T00:00:00+00:00', e: '2026-06-30T00:00:00Z', f: '1', g: 5 };
    expect(differing(wanted, has)).toEqual({ d: wanted.d, e: 'soon', f: 1, g: wanted.g });
    expect(differing({ a: 'text with 2026-06-30T00:00:00Z' }, { a: '2026-06-30T00:00:00Z' })).toEqual({
      a: 'text with 2026-06-30T00:00:00Z',
    });
  });

  it.each([
    ['A\r\n B \n\nC', 'A', 'B C'],
    ['A', 'A', null],
    ['  ', null, null],
    [null, null, null],
  ])('have streets of two lines: %j', (street, one, two) => {
    expect(streetValues('billing', { BillingStreet: street, ShippingStreet: 'x' })).toEqual({
      billingAddressOne: one,
      billingAddressTwo: two,
    });
    expect(streetValues('shipping', { ShippingStreet: street })).toEqual({ shippingAddressOne: one, shippingAddressTwo: two });
  });
});
