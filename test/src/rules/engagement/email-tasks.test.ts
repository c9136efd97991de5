import { describe, expect, it } from 'vitest';
import { emailTasks } from '../../../../src/rules/engagement/email-tasks.js';
import { NINE, person, prospect } from './samples.js';

const lead = person();
const tied = prospect({ salesforceId: lead.id, crmState: 'linked' });
const email = { id: 7, subject: 'Newsletter', at: NINE, kind: 'listEmails' } as const;

describe('Tasks for sent emails', () => {
  it('are completed ones on the record, one for each email, on the day it was sent', () => {
    const made = emailTasks(tied, lead, [email, { ...email, id: 8 }]);
    expect(made).toMatchObject({ outcome: 'create', reason: 'email-task', rules: ['AE-1', 'AE-9'] });
    expect(made?.commands).toEqual([
      {
        kind: 'create-task',
        unit: 'main',
        prospectId: '1',
        emailId: 7,
        fields: { WhoId: lead.id, Subject: 'Newsletter', Status: 'Completed', ActivityDate: '2026-03-02' },
      },
      expect.objectContaining({ emailId: 8 }),
    ]);
  });

  it.each([
    ['nothing was sent', tied, lead, []],
    ['there is no record to be seen', tied, null, [email]],
    ['the prospect has no record', prospect(), lead, [email]],
    ['it is kept out of the CRM', { ...tied, crmState: 'ignored' as const }, lead, [email]],
    ['it is tied to another record', { ...tied, salesforceId: 'x' }, lead, [email]],
  ] as const)('are none when %s', (_title, ours, theirs, emails) => {
    expect(emailTasks(ours, theirs, emails)).toBeNull();
  });
});
