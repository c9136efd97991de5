import { describe, expect, it } from 'vitest';
import { CHANGES_FIELDS_MAX, CHANGES_MAX, type Change, ChangeLog } from '../../../simulator/kernel/change-log.js';

type Write = Omit<Change, 'seq'>;

const write = (before: Change['before']): Write => ({
  transaction: 0,
  at: 0,
  system: 'salesforce',
  object: 'Lead',
  id: '1',
  operation: before === null ? 'create' : 'update',
  actor: 'admin',
  cause: { kind: 'call', text: 'POST /' },
  before,
  after: null,
});
const ROW = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, index]));

describe('the change log', () => {
  it('lets go of the oldest writes when it holds too much that nothing else does', () => {
    const log = new ChangeLog();
    const kept = CHANGES_FIELDS_MAX / 1_000;
    for (let count = 0; count < kept + 10; count += 1) log.append(write(ROW));
    expect(log.next).toBe(kept + 10);
    expect(log.since()).toHaveLength(kept);
    expect(log.since()[0]?.seq).toBe(10);
    log.append(write(null));
    expect(log.since()).toHaveLength(kept + 1);
  });

  it('keeps a number of writes that hold nothing, and never more', () => {
    const log = new ChangeLog();
    for (let count = 0; count < CHANGES_MAX + 3; count += 1) log.append(write(null));
    expect(log.since()).toHaveLength(CHANGES_MAX);
    expect(log.since(CHANGES_MAX)).toHaveLength(3);
  });

  it('has room again for what was taken back', () => {
    const log = new ChangeLog();
    const kept = CHANGES_FIELDS_MAX / 1_000;
    log.append(write(null));
    for (let round = 0; round < 4; round += 1) {
      for (let count = 0; count < kept / 2; count += 1) log.append(write(ROW));
      log.truncate(1);
    }
    for (let count = 0; count < kept; count += 1) log.append(write(ROW));
    expect(log.since()).toHaveLength(kept + 1);
    expect(log.since()[0]?.operation).toBe('create');
  });

  it('keeps the last write, however large', () => {
    const log = new ChangeLog();
    const huge = Object.fromEntries(Array.from({ length: CHANGES_FIELDS_MAX + 1 }, (_, index) => [index, 1]));
    log.append(write(null));
    log.append(write(huge));
    expect(log.since().map(({ seq }) => seq)).toEqual([1]);
  });
});
