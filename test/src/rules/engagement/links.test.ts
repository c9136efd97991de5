import { describe, expect, it } from 'vitest';
import type { EngagementCommand } from '../../../../src/model/engagement.js';
import { looseProspect, mergedInto } from '../../../../src/rules/engagement/links.js';
import { prospect } from './samples.js';

const write = { kind: 'update-prospect', unit: 'main', id: '1' } as const;

describe('writes of one prospect', () => {
  it('become one, in which the first word counts', () => {
    const own: EngagementCommand = { ...write, fields: { email: 'new', phone: '1' }, link: { state: 'linked' } };
    const synced: EngagementCommand[] = [
      { kind: 'update-person', unit: 'main', object: 'Lead', id: '1', fields: { Title: 'CTO' } },
      { ...write, fields: { email: 'old', jobTitle: 'CTO' }, link: { state: 'none', salesforceId: '00Q' }, assignedToId: 'ann' },
      { ...write, id: '2', fields: { jobTitle: 'CEO' } },
    ];
    expect(mergedInto(own, synced)).toEqual([
      {
        ...write,
        fields: { email: 'new', phone: '1', jobTitle: 'CTO' },
        link: { state: 'linked', salesforceId: '00Q' },
        assignedToId: 'ann',
      },
      synced[0],
      synced[2],
    ]);
  });

  it.each([
    [{}, {}, {}],
    [{ fields: { phone: '1' } }, {}, { fields: { phone: '1' } }],
    [{}, { fields: { phone: '1' } }, { fields: { phone: '1' } }],
    [{}, { link: { state: 'none' } }, { link: { state: 'none' } }],
    [{ link: { state: 'none' } }, {}, { link: { state: 'none' } }],
  ] as const)('have only the parts that any of them has: %o and %o', (first, second, expected) => {
    const [whole] = mergedInto({ ...write, ...first }, [{ ...write, ...second }]);
    expect(Object.keys(whole!).sort()).toEqual(['id', 'kind', 'unit', ...Object.keys(expected)].sort());
    expect(whole).toMatchObject(expected);
  });

  it('take a link away whole', () => {
    expect(looseProspect(prospect())).toEqual({
      ...write,
      link: { salesforceLeadId: null, salesforceContactId: null, salesforceId: null, salesforceOwnerId: null, state: 'none' },
    });
  });
});
