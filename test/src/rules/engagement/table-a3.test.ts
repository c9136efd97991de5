import { describe, expect, it } from 'vitest';
import type { CrmState, PendingAssignment } from '../../../../src/model/engagement.js';
import { type ProspectFacts, prospectToPerson } from '../../../../src/rules/engagement/prospect-to-person.js';
import { mismatches, product } from './product.js';
import { directory, person, prospect, settings } from './samples.js';

const LEAD = person({ ownerId: 'annSf' });
const ASSIGNMENTS = {
  none: { assignedToId: null, assignment: null },
  held: { assignedToId: 'ann', assignment: null },
  user: { assignedToId: null, assignment: { target: 'user', userId: 'ann' } },
  queue: { assignedToId: null, assignment: { target: 'queue', queueId: '00G1' } },
  rule: { assignedToId: null, assignment: { target: 'assignmentRule' } },
} as const satisfies Record<string, { assignedToId: string | null; assignment: PendingAssignment | null }>;

const AXES = {
  paused: [false, true],
  pushed: [false, true],
  archived: [false, true],
  state: ['none', 'linked', 'deleted', 'recreate', 'ignored'],
  email: ['jane@example.com', null],
  record: ['seen', 'hidden', 'outside'],
  match: [false, true],
  assigned: Object.keys(ASSIGNMENTS) as (keyof typeof ASSIGNMENTS)[],
  reverse: [false, true],
  createAs: ['Lead', 'Contact'],
} as const;
type Case = ReturnType<typeof product<typeof AXES>>[number];

/** Reference A.3 as it is printed: first row that applies wins. What is expected: outcome, reason, rules, the sentence. */
const ROWS: readonly [when: (c: Case) => boolean, expected: readonly [string, string, readonly string[], string]][] = [
  [(c) => c.paused && !c.pushed, ['skip', 'paused', ['AE-9'], 'the connector is paused; prospect 1 waits']],
  [(c) => c.archived, ['skip', 'in-recycle-bin', ['AE-7'], 'prospect 1 is in the recycle bin']],
  [(c) => c.state === 'ignored', ['skip', 'crm-syncing-disabled', ['AE-7'], 'CRM syncing is disabled for prospect 1']],
  [
    (c) => c.state === 'deleted',
    [
      'skip',
      'blocked-crm-deleted',
      ['AE-7'],
      'Deleted from CRM: This prospect (1) has previously been deleted in your CRM and will not be resynced.',
    ],
  ],
  [(c) => c.email === null, ['skip', 'no-email', ['AE-7'], 'prospect 1 has no email address']],
  [(c) => c.state === 'linked' && c.record === 'seen', ['skip', 'in-step', ['AE-1'], `prospect 1 and Lead ${LEAD.id} are in step`]],
  [(c) => c.state === 'linked' && c.record === 'hidden', ['refuse', 'record-not-accessible', ['D-4'], `record not accessible: ${LEAD.id}`]],
  [(c) => c.state === 'linked', ['refuse', 'record-not-accessible', ['D-4', 'D-15'], `record not accessible: ${LEAD.id}`]],
  [(c) => c.match, ['link', 'linked-by-email', ['AE-7', 'AE-15', 'D-5'], `prospect 1 has the email of Lead ${LEAD.id}, whose owner stays`]],
  [(c) => c.assigned === 'none', ['skip', 'held-unassigned', ['AE-2'], 'prospect 1 is not assigned; it stays in Account Engagement']],
  [(c) => c.reverse, ['skip', 'reverse-sync', ['AE-9'], 'reverse sync: prospect 1 waits for Salesforce']],
  [
    (c) => c.createAs === 'Contact' && c.assigned === 'queue',
    ['refuse', 'queue-cannot-own-contact', ['AE-5'], 'prospect 1: queues cannot own contacts'],
  ],
  [() => true, ['create', 'created-person', ['AE-2', 'AE-3', 'AE-5', 'AE-7'], 'prospect 1 is assigned and unknown to Salesforce']],
];

function factsOf(c: Case): ProspectFacts {
  const crmState: CrmState = c.state === 'recreate' ? 'deleted' : c.state;
  const isLinked = c.state === 'linked';
  return {
    prospect: prospect({
      email: c.email,
      crmState,
      recreateAllowed: c.state === 'recreate',
      isArchived: c.archived,
      salesforceId: c.state === 'none' ? null : LEAD.id,
      ...ASSIGNMENTS[c.assigned],
      // In step with the record where it is linked: the owner's user holds it.
      ...(isLinked ? { assignedToId: 'ann', assignment: null } : {}),
      fields: { lastName: 'Jensen', company: 'Acme', ...(isLinked ? { salesforceOwnerId: 'annSf' } : {}) },
    }),
    linked: c.record === 'seen' ? LEAD : null,
    isOutsideSharing: c.record === 'outside',
    match: c.match ? LEAD : null,
    lastEmail: null,
    directory,
    settings: settings({ paused: c.paused, reverseSync: c.reverse, createRecordAs: c.createAs }),
    isPushed: c.pushed,
  };
}

describe('reference A.3, every combination', () => {
  const cases = product(AXES);

  it(`decides ${cases.length} cases by the first row that applies`, () => {
    const expected = (each: Case): unknown => {
      const [, [outcome, reason, rules, text]] = ROWS.find(([when]) => when(each))!;
      const kinds = outcome === 'create' ? ['create-person'] : outcome === 'link' ? ['update-prospect'] : [];
      return [outcome, reason, rules, text, kinds];
    };
    const actual = (each: Case): unknown => {
      const { outcome, reason, rules, text, commands } = prospectToPerson(factsOf(each));
      return [outcome, reason, rules, text, commands.map(({ kind }) => kind)];
    };
    expect(mismatches(cases, expected, actual)).toEqual([]);
  });

  it('gives a new record the owner that the target names, and the assignment header to the active rule alone (D-1)', () => {
    for (const createAs of ['Lead', 'Contact'] as const) {
      for (const [assigned, owner] of [
        ['held', 'annSf'],
        ['user', 'annSf'],
        ['queue', '00G1'],
        ['rule', undefined],
      ] as const) {
        if (createAs === 'Contact' && assigned === 'queue') continue;
        const base: Case = {
          paused: false,
          pushed: false,
          archived: false,
          state: 'none',
          email: 'jane@example.com',
          record: 'hidden',
          match: false,
          assigned,
          reverse: false,
          createAs,
        };
        const fields = { Email: 'jane@example.com', LastName: 'Jensen', ...(createAs === 'Lead' ? { Company: 'Acme' } : {}) };
        expect(prospectToPerson(factsOf(base)).commands).toEqual([
          {
            kind: 'create-person',
            unit: 'main',
            prospectId: '1',
            object: createAs,
            fields: { ...fields, ...(owner === undefined ? {} : { OwnerId: owner }) },
            useAssignmentRule: assigned === 'rule',
          },
        ]);
      }
    }
  });
});
