import { describe, expect, it } from 'vitest';
import { expiredEntries, keptFrom } from '../../../../src/rules/intacct/error-log.js';

describe('the retention of the error log', () => {
  it('counts whole days back', () => {
    expect(keptFrom(Date.UTC(2026, 2, 10, 9), 7)).toBe(Date.UTC(2026, 2, 3, 9));
  });

  it('says nothing where nothing is too old', () => {
    expect(expiredEntries([], 7)).toBeNull();
  });

  it('deletes what is too old, by two hundred', () => {
    const entries = Array.from({ length: 201 }, (_, index) => ({ Id: `a01${index}`, Name: 'x' }));
    const conclusion = expiredEntries(entries, 7)!;
    expect(conclusion).toMatchObject({
      outcome: 'unlink',
      rules: ['A.8'],
      reason: 'log-expired',
      text: '201 entries of the error log are older than 7 days',
    });
    expect(conclusion.commands.map((command) => ('rows' in command ? command.rows.length : 0))).toEqual([200, 1]);
    expect(conclusion.commands[1]).toMatchObject({
      kind: 'mirror-lines',
      operation: 'delete',
      record: { object: 'ia_crm__Intacct_Error_Log__c' },
      owner: { object: 'Account', id: '' },
      rows: [{ Id: 'a01200' }],
    });
  });
});
