import { describe, expect, it } from 'vitest';
import type { CrmState, Prospect } from '../../../../src/model/engagement.js';
import { leadConverted, peopleMerged, personDeleted, personUndeleted } from '../../../../src/rules/engagement/deletes.js';
import { product } from './product.js';
import { person, prospect } from './samples.js';

const A = '00Q00000000000aAAA';
const B = '00Q00000000000bAAA';

describe('reference A.10: a deleted record', () => {
  it.each(product({ on: [false, true], state: [null, 'linked', 'ignored', 'deleted'] as (CrmState | null)[], archived: [false, true] }))(
    '%o',
    ({ on, state, archived }) => {
      const linked = state === null ? null : prospect({ crmState: state, salesforceId: A, isArchived: archived });
      const { commands, ...decided } = personDeleted(person({ id: A, isDeleted: true }), linked, { autoDeleteMerge: on });
      if (state === null) {
        expect(decided).toEqual({
          outcome: 'skip',
          rules: ['AE-7'],
          reason: 'deleted-without-prospect',
          text: `Lead ${A} was deleted and has no prospect`,
        });
      } else if (state === 'deleted') {
        expect(decided).toEqual({
          outcome: 'skip',
          rules: ['AE-7'],
          reason: 'deleted-already',
          text: `Lead ${A} was deleted; prospect 1 is marked`,
        });
      } else {
        expect(decided).toEqual({
          outcome: 'unlink',
          rules: ['AE-7'],
          reason: on ? 'archived' : 'crm-deleted',
          text: `Lead ${A} was deleted in Salesforce; prospect 1 is never created there again`,
        });
      }
      const isMarked = state === 'linked' || state === 'ignored';
      const archive = on && !archived ? { archive: true } : {};
      expect(commands).toEqual(
        isMarked ? [{ kind: 'update-prospect', unit: 'main', id: '1', link: { state: 'deleted' }, ...archive }] : [],
      );
    },
  );
});

describe('reference A.10: an undeleted record', () => {
  it.each([false, true])('links its prospect again, out of the bin if it lies there: %s', (isArchived) => {
    const former = prospect({ crmState: 'deleted', salesforceId: A, isArchived });
    const { commands, ...decided } = personUndeleted(person({ id: A }), former);
    expect(decided).toEqual({
      outcome: 'update',
      rules: ['AE-7'],
      reason: 'undeleted',
      text: `Lead ${A} is back; prospect 1 is linked again`,
    });
    const link = { salesforceLeadId: A, salesforceId: A, salesforceOwnerId: 'connectorSf', salesforceAccountId: null, state: 'linked' };
    expect(commands).toEqual([{ kind: 'update-prospect', unit: 'main', id: '1', link, ...(isArchived ? { archive: false } : {}) }]);
  });
});

describe('reference A.10: a merge of a (winner) and b (loser)', () => {
  const cases = product({
    on: [false, true],
    hasA: [false, true],
    b: ['none', 'linked', 'deleted'] as const,
    keeps: ['a@a.com', 'b@b.com', null],
    type: ['Lead', 'Contact'] as const,
  });

  it(`decides ${cases.length} cases`, () => {
    for (const { on, hasA, b, keeps, type } of cases) {
      const [winnerId, loserId] = type === 'Lead' ? [A, B] : ['00300000000000aAAA', '00300000000000bAAA'];
      const winner = person({ type, id: winnerId, email: keeps, accountId: type === 'Lead' ? null : '001' });
      const loser = person({ type, id: loserId, email: 'b@b.com', isDeleted: true, masterId: winnerId });
      const prospectOfWinner = hasA ? prospect({ id: '1', email: 'a@a.com', crmState: 'linked', salesforceId: winnerId }) : null;
      const prospectOfLoser: Prospect | null =
        b === 'none' ? null : prospect({ id: '2', email: 'b@b.com', crmState: b, salesforceId: loserId });
      const { commands, ...decided } = peopleMerged({ winner, loser, prospectOfWinner, prospectOfLoser, atEvent: { autoDeleteMerge: on } });
      const names = `${type} ${loserId} was merged into ${winnerId}`;
      const title = JSON.stringify({ on, hasA, b, keeps, type });
      const update = { kind: 'update-prospect', unit: 'main' };
      if (b !== 'linked') {
        const text = `${names}; the loser has no prospect`;
        expect(decided, title).toEqual({ outcome: 'skip', rules: ['AE-7'], reason: 'merge-without-prospect', text });
        expect(commands, title).toEqual([]);
      } else if (!on) {
        const text = `${names}; its prospect is marked`;
        expect(decided, title).toEqual({ outcome: 'unlink', rules: ['AE-7'], reason: 'crm-deleted', text });
        expect(commands, title).toEqual([{ ...update, id: '2', link: { state: 'deleted' } }]);
      } else if (!hasA) {
        const text = `${names}; prospect 2 follows the winner`;
        expect(decided, title).toEqual({ outcome: 'update', rules: ['AE-7'], reason: 'merge-moved', text });
        const own = type === 'Lead' ? { salesforceLeadId: winnerId } : { salesforceLeadId: null, salesforceContactId: winnerId };
        const link = {
          ...own,
          salesforceId: winnerId,
          salesforceOwnerId: 'connectorSf',
          salesforceAccountId: winner.accountId,
          state: 'linked',
        };
        expect(commands, title).toEqual([{ ...update, id: '2', link, ...(keeps === null ? {} : { fields: { email: keeps } }) }]);
      } else {
        const text = `${names}; prospect 2 goes into 1`;
        expect(decided, title).toEqual({ outcome: 'update', rules: ['AE-7', 'D-16'], reason: 'merged', text });
        const fields = keeps === 'b@b.com' ? { fields: { email: 'b@b.com' } } : {};
        expect(commands, title).toEqual([{ ...update, id: '1', mergeFrom: '2', ...fields }]);
      }
    }
  });
});

describe('reference A.10: a converted lead', () => {
  const lead = person({ id: A, isConverted: true });
  const contact = person({ type: 'Contact', id: '003000000000001AAA', ownerId: 'annSf', accountId: '001' });
  const own = prospect({ id: '1', crmState: 'linked', salesforceId: A });

  it('takes its prospect along to the contact', () => {
    for (const there of [null, own]) {
      expect(leadConverted(lead, contact, own, there)).toEqual({
        outcome: 'update',
        rules: ['AE-7'],
        reason: 'converted',
        text: `Lead ${A} was converted to Contact ${contact.id}; prospect 1 goes with it`,
        commands: [
          {
            kind: 'update-prospect',
            unit: 'main',
            id: '1',
            link: {
              salesforceContactId: contact.id,
              salesforceId: contact.id,
              salesforceOwnerId: 'annSf',
              salesforceAccountId: '001',
              state: 'linked',
            },
          },
        ],
      });
    }
  });

  it('leaves the prospect of a contact that has one, and merges its own into that (D-18)', () => {
    const there = prospect({ id: '2', crmState: 'linked', salesforceId: contact.id });
    expect(leadConverted(lead, contact, own, there)).toEqual({
      outcome: 'update',
      rules: ['AE-7', 'D-18'],
      reason: 'converted-into-prospect',
      text: `Lead ${A} was converted to Contact ${contact.id}, whose prospect 2 stays`,
      commands: [{ kind: 'update-prospect', unit: 'main', id: '2', mergeFrom: '1' }],
    });
  });
});
