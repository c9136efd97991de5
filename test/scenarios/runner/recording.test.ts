import { describe, expect, it } from 'vitest';
import { playSteps, runScenario } from '../../../scenarios/runner/index.js';
import type { RecordedChange } from '../../../scenarios/runner/recording/recorded-change.js';
import { recordedText } from '../../../scenarios/runner/recording/recorded-text.js';
import { Stage } from '../../../scenarios/runner/stage/stage.js';

/** What somebody does by hand, recorded; the file that comes of it. */
async function recorded(doings: string, before = ''): Promise<string> {
  const stage = await Stage.open({ seed: 1 });
  const play = async (steps: string): Promise<void> => {
    const { failure } = await playSteps(stage, steps);
    expect(failure?.report ?? null).toBeNull();
  };
  if (before !== '') await play(before);
  const { changes: from, at: start } = stage.markNow();
  await play(doings);
  const end = stage.world.clock.now();
  await play('- settle:');
  const changes = JSON.parse(JSON.stringify(stage.world.changes.since(from))) as RecordedChange[];
  await stage.close();
  return recordedText({ title: 'What was recorded', seed: 1, start, end, changes }).text;
}

describe('a recording plays and passes:', () => {
  it.each([
    [
      'settings, records, edits and time',
      `
- set: { engagement.autoCreateProspects: true }
- create: { salesforce.Lead: { as: jane, LastName: Jensen, Email: jane@example.com, AnnualRevenue: 5 } }
- advance: 30m
- update: { jane: { Title: CTO, Email: jj@example.com } }
- advance: 2d
- create: { engagement.Prospect: { email: bo@example.com, firstName: "01" } }`,
      [
        'set: { engagement.autoCreateProspects: true }',
        'Email: jane@example.com',
        'advance: 2d',
        'update: { lead1: {',
        'firstName: "01"',
        'engagement.Prospect: 2',
      ],
    ],
    [
      'references, buttons and what Intacct was told',
      `
- create: { salesforce.Account: { as: acme, Name: Acme, Phone: "7" } }
- create: { salesforce.Contact: { as: lena, LastName: Lena, AccountId: acme } }
- sync-to-intacct: { on: acme }
- settle:
- create: { intacct.CUSTOMER: { NAME: Own, DISPLAYCONTACT.PHONE1: "77" } }`,
      ['AccountId: $account1', 'sync-to-intacct: { on: account1 }', 'DISPLAYCONTACT.PHONE1: "77"', 'intacct.CUSTOMER: 2'],
    ],
    [
      'deletes, undeletes and merges',
      `
- create: { salesforce.Account: [{ as: love, Name: Love, Phone: "1" }, { as: lace, Name: Lace, Phone: "2" }] }
- create: { salesforce.Contact: { as: lena, LastName: Lena, AccountId: lace } }
- delete: lena
- undelete: lena
- merge: { into: love, from: [lace], keep: { Phone: lace } }
- delete: love`,
      [
        'delete: contact1',
        'undelete: contact1',
        'merge: { into: account1, from: [ account2 ], keep: { Phone: account2 } }',
        'account2: gone',
      ],
    ],
    [
      'a conversion',
      `
- create: { salesforce.Lead: { as: jane, LastName: Jensen, Company: Acme, Email: jane@example.com } }
- convert: { lead: jane, as: { contact: c, account: a, opportunity: o } }
- update: { a: { Phone: "3" } }`,
      ['convert: { lead: lead1, as: {', 'update: { account1: { Phone: "3" } }'],
    ],
    [
      'another business unit and another user',
      `
- create: { engagement.BusinessUnit: { as: emea, name: EMEA } }
- create: { salesforce.User: { as: ann, LastName: Ann } }
- set: { engagement@emea.autoCreateProspects: true, engagement@emea.paused: false }
- create: { salesforce.Lead: { as: jane, LastName: Jensen, Email: jane@example.com } }
  by: ann
- create: { engagement.Prospect: { bu: emea, email: bo@example.com } }
- settle:
- create: { salesforce.Account: { as: acme, Name: Acme } }
  by: connector
- update: { jane: { Title: CTO } }
  by: ann
- delete: acme
  by: ann`,
      [
        'create: { engagement.BusinessUnit: { as: businessunit1, name: EMEA',
        'set: { engagement@businessunit1.autoCreateProspects: true }',
        'LastName: Jensen, Email: jane@example.com',
        '    by: user1',
        'bu: businessunit1, email: bo@example.com',
        '    by: connector',
        'engagement.Prospect: 2',
      ],
    ],
  ])('%s', async (_what, doings, lines) => {
    const text = await recorded(doings);
    for (const line of lines) expect(text).toContain(line);
    expect((await runScenario(text)).failure?.report ?? null).toBeNull();
  });

  it('what was there before is made in given', async () => {
    const text = await recorded(
      '\n- update: { old: { Phone: "5" } }\n- delete: former',
      '\n- create: { salesforce.Account: [{ as: old, Name: Old, Phone: "4" }, { as: former, Name: Gone }] }',
    );
    expect(text).toMatch(/given:\n {2}- create: \{ salesforce\.Account: \{ as: account1, Name: Old, Phone: "4" \} \}/);
    expect((await runScenario(text)).failure?.report ?? null).toBeNull();
  });
});

it('stands somebody in for a user and a business unit that were there before', async () => {
  const text = await recorded(
    '\n- create: { salesforce.Lead: { LastName: L } }\n  by: ann\n- set: { engagement@emea.paused: false }\n- create: { engagement.Prospect: { bu: emea, email: a@example.com } }',
    '\n- create: { salesforce.User: { as: ann, LastName: Ann } }\n- create: { engagement.BusinessUnit: { as: emea, name: EMEA } }',
  );
  expect(text).toContain(
    'given:\n  - create: { salesforce.User: { as: user1 } }\n  - create: { engagement.BusinessUnit: { as: businessunit1',
  );
  expect(text).toMatch(/# Not told: who 005\w+ is: user1 stands for them/);
  expect((await runScenario(text)).failure?.report ?? null).toBeNull();
});

it('fails when it is played against a core that does something else', async () => {
  const text = await recorded(
    '\n- set: { engagement.autoCreateProspects: true }\n- create: { salesforce.Lead: { LastName: L, Email: l@example.com } }\n- advance: 10m',
  );
  const changed = text.replace('engagement.autoCreateProspects: true', 'engagement.autoCreateProspects: false');
  expect((await runScenario(changed)).failure?.report).toContain('1 live engagement.Prospect');
});
