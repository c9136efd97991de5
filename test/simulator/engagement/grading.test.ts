import { describe, expect, it } from 'vitest';
import { gradeOf } from '../../../simulator/engagement/state/grading.js';
import { setting } from './setting.js';

describe('grading', () => {
  it.each([
    [{}, null],
    [{ Industry: 'unknown' }, 'D'],
    [{ Industry: 'match' }, 'C-'],
    [{ Industry: 'match', Location: 'match' }, 'C+'],
    [{ Industry: 'match', Location: 'nomatch' }, 'D'],
    [{ Industry: 'nomatch' }, 'F'],
    [{ Industry: 'nomatch', Location: 'nomatch' }, 'F'],
    [{ 'Company Size': 'match', Industry: 'match', Location: 'match', 'Job Title': 'match', Department: 'match' }, 'A+'],
  ] as const)('%j makes %s', (marks, grade) => {
    expect(gradeOf(marks)).toBe(grade);
  });

  it('follows what a person judges, and asks for a sync', async () => {
    const { people, by, state, world } = setting();
    const id = people.create('Prospect', { email: 'a@example.com' }, by);
    expect(people.read('Prospect', id)!['grade']).toBeNull();
    await world.clock.advanceTo(world.clock.now() + 60_000);
    people.update('Prospect', id, { profileCriteria: { Industry: 'match' } }, by);
    expect(people.read('Prospect', id)!['grade']).toBe('C-');
    expect(state.tables.prospects.get(id)!.changedAt).toBe(state.now());
    expect(() => people.update('Prospect', id, { profileCriteria: { Shoes: 'match' } }, by)).toThrow(
      expect.objectContaining({ code: '154' }),
    );
    expect(() => people.update('Prospect', id, { profileCriteria: { Industry: 'maybe' } }, by)).toThrow(
      expect.objectContaining({ code: '18' }),
    );
  });
});
