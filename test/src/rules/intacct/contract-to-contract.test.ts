import { describe, expect, it } from 'vitest';
import {
  CONTRACT_LINES_MAX,
  type ContractSnapshot,
  contractLines,
  contractObjection,
  contractToContract,
} from '../../../../src/rules/intacct/contract-to-contract.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

const settings = (values: Readonly<Record<string, unknown>> = {}) => intacctSettings({ 'contracts.recordTypes': ['Contract'], ...values });
const line = (itemId: string) => ({ itemId, description: '', quantity: '1', price: '10', discountPercent: '', fields: {} });
const contract = { Id: '800', StatusCode: 'Activated', StartDate: '2026-01-31', ContractTerm: 1, ContractNumber: '00000101' };
const asked: ContractSnapshot = {
  contract,
  opportunity: { Id: '006', Name: 'Deal' },
  recordType: 'Contract',
  identity: { kind: 'create', id: '', rules: ['IA-8'] },
  present: null,
  wasDraft: false,
  billing: { accountId: '001', rules: ['IA-16'], objection: null },
  entity: '',
  lines: [line('ITEM1')],
  lineObjection: null,
  validated: { record: 'contract', namedEntity: '', entityState: null, products: [] },
  settings: settings(),
  now: Date.UTC(2026, 2, 2),
};
const parties = { customerId: 'C1', billTo: null, shipTo: null, problem: null };
const linked = { kind: 'update', id: 'CN1', rules: ['IA-1'] } as const;
const made = (change: Partial<ContractSnapshot>) =>
  contractToContract({ ...asked, ...change }, parties).commands[0] as { fields: Record<string, string> };

describe('what stands against a contract', () => {
  it.each([
    ['nothing, as a rule', {}, null],
    ['contracts that are switched off', { settings: settings({ 'contracts.enabled': false }) }, 'contracts-off'],
    ['a contract that is not activated', { contract: { ...contract, StatusCode: 'Draft' } }, 'not-activated'],
    ['not a draft that goes as one', { contract: { ...contract, StatusCode: 'Draft', ia_crm__Sync_as_Draft__c: true } }, null],
    ['an opportunity of another record type', { recordType: 'Renewal' }, 'record-type'],
    ['not an opportunity without a record type', { recordType: '' }, null],
    ['not another record type without an opportunity', { recordType: 'Renewal', opportunity: null }, null],
    ['no start date', { contract: { ...contract, StartDate: null } }, 'start-date-missing'],
    [
      'who is billed',
      { billing: { ...asked.billing, objection: { rules: ['IA-32'], reason: 'not-a-reseller', text: '' } } },
      'not-a-reseller',
    ],
    ['a product without an item', { lineObjection: { rules: ['A.7'], reason: 'item-not-linked', text: '' } }, 'item-not-linked'],
    ['a validation that fails', { validated: { ...asked.validated, namedEntity: 'UK', entityState: 'unknown' } }, 'validation'],
  ] as const)('%s', (_title, change, reason) => {
    expect(contractObjection({ ...asked, ...change })?.reason ?? null).toBe(reason);
  });

  it.each(
    (['none', 'draft', 'all'] as const).flatMap((once) =>
      [true, false].flatMap((wasDraft) =>
        [true, false].map(
          (isLinked) => [once, wasDraft, isLinked, isLinked && (once === 'all' || (once === 'draft' && wasDraft))] as const,
        ),
      ),
    ),
  )('sync only once "%s", went as a draft %s, linked %s: stopped %s', (once, wasDraft, isLinked, isStopped) => {
    const under = settings({ 'contracts.syncOnlyOnce': once });
    const conclusion = contractObjection({ ...asked, settings: under, wasDraft, identity: isLinked ? linked : asked.identity });
    expect(conclusion?.outcome === 'skip').toBe(isStopped);
  });
});

describe('a new contract', () => {
  it('carries the header and the lines of the opportunity', () => {
    const { outcome, commands } = contractToContract(asked, parties);
    expect(outcome).toBe('create');
    expect(commands).toMatchObject([
      {
        kind: 'create-contract',
        lines: [{ itemId: 'ITEM1' }],
        isDraft: false,
        fields: { CUSTOMERID: 'C1', STATE: 'In progress', TERMNAME: 'Net 30' },
      },
    ]);
  });

  it.each([
    ['itself', { contract: { ...contract, Name: 'Gold' } }, 'Gold'],
    ['its opportunity', {}, 'Deal'],
    ['its number', { opportunity: null }, 'Contract 00000101'],
  ] as const)('is named after %s', (_title, change, name) => {
    expect(made(change).fields['NAME']).toBe(name);
  });

  it.each([
    ['2026-04-01', 12, '03/31/2027', 'Termed'],
    ['2026-01-31', 1, '03/02/2026', 'Termed'],
    ['2024-02-29', 12, '02/28/2025', 'Termed'],
    ['2026-04-01', null, undefined, 'Evergreen'],
  ])('from %s for %s months ends %s', (StartDate, ContractTerm, end, type) => {
    const { fields } = made({ contract: { ...contract, StartDate, ContractTerm } });
    expect([fields['ENDDATE'], fields['TERMTYPE']]).toEqual([end, type]);
  });

  it('is a draft, has an id of its own, a place and no lines when asked so', () => {
    const change = {
      contract: { ...contract, ia_crm__Sync_as_Draft__c: true },
      entity: 'US',
      settings: settings({ 'contracts.headerOnly': true }),
    };
    const { commands } = contractToContract({ ...asked, ...change, identity: { kind: 'create', id: 'OWN', rules: ['IA-10'] } }, parties);
    expect(commands).toMatchObject([
      { entity: 'US', isDraft: true, lines: [], fields: { CONTRACTID: 'OWN', STATE: 'Draft', LOCATIONID: 'US' } },
    ]);
  });

  it('is refused with its account, visibly', () => {
    expect(contractToContract(asked, { ...parties, customerId: null })).toMatchObject({ outcome: 'refuse', reason: 'account-not-synced' });
    const identity = { kind: 'refuse', reason: 'id-in-use', text: 'taken', rules: ['IA-10'] } as const;
    expect(contractToContract({ ...asked, identity }, parties)).toMatchObject({ outcome: 'refuse', reason: 'id-in-use' });
  });
});

describe('a linked contract', () => {
  const { STATE: _state, ...held } = made({}).fields;
  const shown = { ...contract, ia_crm__IntacctID__c: 'CN1', ia_crm__Intacct_Sync_Status__c: 'Success' };
  const present = { fields: held, items: ['ITEM1'], entity: '' };
  const same = { ...asked, contract: shown, identity: linked, present };

  it('that holds everything is left alone', () => {
    expect(contractToContract(same, parties)).toMatchObject({ outcome: 'skip', reason: 'already-the-same', commands: [] });
  });

  it('follows its header, but never to another customer', () => {
    const changed = contractToContract({ ...same, contract: { ...shown, Description: 'new' } }, { ...parties, customerId: 'C9' });
    expect(changed.commands).toMatchObject([{ kind: 'update-contract', fields: { DESCRIPTION: 'new' } }, { kind: 'write-back' }]);
    expect((changed.commands[0] as { fields: object }).fields).not.toHaveProperty('CUSTOMERID');
  });

  it('gets the lines of products that have none yet', () => {
    const lines = [line('ITEM1'), line('ITEM1'), line('ITEM2')];
    expect(contractToContract({ ...same, lines }, parties).commands[0]).toMatchObject({
      kind: 'create-contract-lines',
      lines: [{ itemId: 'ITEM1' }, { itemId: 'ITEM2' }],
    });
  });
});

it('lines go in envelopes of at most a hundred', () => {
  const lines = Array.from({ length: CONTRACT_LINES_MAX + 1 }, () => line('ITEM1'));
  const commands = contractLines('CN1', '', { object: 'Contract', id: '800' }, lines) as readonly { lines: readonly unknown[] }[];
  expect(commands.map((command) => command.lines.length)).toEqual([CONTRACT_LINES_MAX, 1]);
});
