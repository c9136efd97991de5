import { describe, expect, it } from 'vitest';
import { runScenario, type ScenarioResult } from '../../../scenarios/runner/index.js';

/** Plays steps under a header; the file's first step stands on line 4. */
function play(steps: string, header = ''): Promise<ScenarioResult> {
  return runScenario(`backlot: 1\nscenario: A story\n${header}steps:\n${steps}`, { file: 'story.yaml' });
}

async function passes(steps: string, header = ''): Promise<ScenarioResult> {
  const result = await play(steps, header);
  expect(result.failure?.report ?? null).toBeNull();
  return result;
}

/** The report of a story that must not pass. */
async function fails(steps: string, header = ''): Promise<string> {
  const { outcome, failure } = await play(steps, header);
  expect(outcome).not.toBe('passed');
  return failure!.report;
}

const LEAD = '  - create: { salesforce.Lead: { as: jane, LastName: Jensen, Company: Acme, Email: jane@example.com } }\n';

describe('records and names', () => {
  it('lets a name, its id and its fields stand wherever a value stands', async () => {
    await passes(`
  - create: { salesforce.Account: { as: acme, Name: Acme Ltd, Phone: 01234 } }
  - create: { salesforce.Contact: { as: bo, LastName: Lind, AccountId: acme, Description: $acme.Phone, Title: $$acme } }
  - expect:
      acme: { Phone: "01234", Name: { not: $bo.LastName } }
      bo: { AccountId: acme, Description: 01234, Title: $$acme }
  - expect: { salesforce.Contact: { count: 1, where: { AccountId: $acme }, each: { LastName: Lind } } }
`);
  });

  it('keeps 15-character ids, names and literal ids one and the same', async () => {
    await passes(`
  - create: { salesforce.Account: { as: acme, Name: Acme Ltd } }
  - create: { salesforce.Contact: { as: bo, LastName: Lind, AccountId: $acme.Id } }
  - expect: { bo: { AccountId: acme } }
`);
  });

  it('takes records back out of the recycle bin', async () => {
    await passes(
      `${LEAD}  - delete: jane\n  - expect: { jane: gone, salesforce.Lead: 0 }\n  - undelete: [jane]\n  - expect: { jane: exists }\n`,
    );
  });

  it('names what it finds, and refuses to choose', async () => {
    const two = `${LEAD}${LEAD.replace('jane,', 'bo,')}`;
    expect(await fails(`${two}  - find: { salesforce.Lead: { as: x, where: { LastName: Jensen } } }\n`)).toContain('2 of 2 match');
    await passes(
      `${LEAD}  - find: { salesforce.Lead: { as: x, where: { Email: jane@example.com } } }\n  - expect: { x: { LastName: Jensen } }\n`,
    );
  });

  it.each([
    ['an unknown name', '  - update: { jan: { Title: CTO } }\n', 'nothing is named "jan"'],
    ['an unknown type', '  - create: { salesforce.Led: { as: x } }\n', 'salesforce has no type "Led"'],
    ['an unknown field in a check', `${LEAD}  - expect: { jane: { Titel: CTO } }\n`, 'salesforce.Lead has no field "Titel"'],
    ['an unknown setting', '  - set: { engagement.autoCreateProspect: true }\n', 'unknown setting "engagement.autoCreateProspect"'],
    ['an unknown mark', '  - expect: { writes: { count: 0, since: befor } }\n', 'there is no mark "befor"'],
    ['a name that is taken', `${LEAD}${LEAD}`, '"jane" names something already'],
    ['a user that does not exist', `${LEAD}  - update: { jane: { Title: CTO } }\n    by: ann\n`, '"ann" is no user'],
  ])('says where %s stands', async (_title, steps, text) => {
    const { outcome, failure } = await play(steps);
    expect(outcome).toBe('invalid');
    expect(failure?.report).toContain(text);
    expect(failure?.spot?.file).toBe('story.yaml');
    expect(failure?.spot?.line).toBeGreaterThan(3);
  });

  it('suggests the nearest field, type, setting and name', async () => {
    expect(await fails(`${LEAD}  - expect: { jane: { Titel: CTO } }\n`)).toContain('Did you mean "Title"?');
    expect(await fails('  - create: { salesforce.Led: { as: x } }\n')).toContain('Did you mean "salesforce.Lead"?');
    expect(await fails('  - set: { engagement.autoCreateProspect: true }\n')).toContain('Did you mean "engagement.autoCreateProspects"?');
    expect(await fails(`${LEAD}  - delete: jan\n`)).toContain('Did you mean "jane"?');
  });
});

describe('refusals', () => {
  const MISSING = '  - create: { salesforce.Lead: { as: x, LastName: "" } }\n';

  it('end the scenario unless the step says that it fails', async () => {
    expect(await fails(MISSING)).toContain('REQUIRED_FIELD_MISSING');
    await passes(`${MISSING}    fails: REQUIRED_FIELD_MISSING\n`);
    await passes(`${MISSING}    fails: true\n`);
    await passes(`${MISSING}    fails: LastName\n`);
  });

  it('must be the refusal that was foretold', async () => {
    expect(await fails(`${MISSING}    fails: STRING_TOO_LONG\n`)).toMatch(
      /expected {2}.*STRING_TOO_LONG\nactual {4}refused with REQUIRED_FIELD_MISSING/,
    );
  });

  it('must come when they were foretold', async () => {
    expect(await fails(`${LEAD}    fails: true\n`)).toContain('it was not refused');
  });

  it('come from the settings pages, too', async () => {
    await passes('  - set: { intacct.accounts.defaultContactsFromSalesforce: address }\n    fails: accounts.updateAddressCategories\n');
    expect(await fails('  - advance: 1m\n', 'settings: { engagement.autoCreateProspects: perhaps }\n')).toContain('autoCreateProspects');
  });
});

describe('time', () => {
  it('moves only when a step moves it', async () => {
    const { steps } = await passes(`${LEAD}  - advance: 1h30m\n  - until: Fri 09:00\n  - until: 2026-03-07T00:00:00Z\n`);
    expect(steps.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T10:30:00.000Z',
      '2026-03-06T09:00:00.000Z',
      '2026-03-07T00:00:00.000Z',
    ]);
  });

  it('never moves back', async () => {
    expect(await fails('  - until: 2026-03-01T09:00:00Z\n')).toContain('is past');
  });

  it('stands still for a pass of the core', async () => {
    const { steps } = await passes(
      `${LEAD}  - sync: engagement\n  - expect: { engagement.Prospect: 1 }\n`,
      'settings: { engagement.autoCreateProspects: true }\n',
    );
    expect(steps.at(-1)?.at).toBe(Date.UTC(2026, 2, 2, 9));
  });

  it('settles at once when nothing is left to do', async () => {
    const { steps } = await passes(`${LEAD}  - settle:\n  - settle:\n`);
    expect(steps.at(-1)?.at).toBe(steps.at(-2)?.at);
  });

  it('passes over idle polls and says how many', async () => {
    const { trace } = await passes('  - settle:\n  - advance: 1w\n');
    const idle = trace.entries().filter(({ kind }) => kind === 'idle');
    expect(idle).toEqual([{ kind: 'idle', at: '2026-03-02T09:02:00Z', until: '2026-03-09T09:02:00Z', polls: 5040 }]);
  });

  it('passes over the poll of a flow that has nothing to find while the other works', async () => {
    const { trace } = await passes(`${LEAD}  - settle:\n`, 'settings: { engagement.autoCreateProspects: true }\n');
    const entries = trace.entries();
    const idle = entries.filter(({ kind }) => kind === 'idle');
    expect(idle).toEqual([{ kind: 'idle', at: '2026-03-02T09:04:00Z', until: '2026-03-02T09:04:00Z', polls: 1, flow: 'intacct' }]);
    const called = entries.filter((entry) => entry.kind === 'call' && entry.at === '2026-03-02T09:04:00Z');
    expect(new Set(called.map((entry) => entry.kind === 'call' && entry.system))).toEqual(new Set(['salesforce', 'engagement']));
  });

  it('does not pass over polls while a fault waits for a call', async () => {
    const { trace } = await passes('  - settle:\n  - fault: { on: salesforce GET /query, do: refuse }\n  - advance: 10m\n');
    expect(trace.entries().some(({ kind }) => kind === 'idle')).toBe(true);
    expect(trace.entries().some((entry) => entry.kind === 'call' && entry.status === 0)).toBe(true);
  });
});

describe('eventually and never', () => {
  const SETTINGS = 'settings: { engagement.autoCreateProspects: true }\n';

  it('report the instant at which it held', async () => {
    const { steps } = await passes(`${LEAD}  - eventually: { within: 10m, engagement.Prospect: 1 }\n`, SETTINGS);
    expect(steps.at(-1)?.remarks).toEqual(['held at 2026-03-02T09:02:00Z']);
  });

  it('give up when the time is over, with what there was', async () => {
    expect(await fails(`${LEAD}  - eventually: { within: 10m, engagement.Prospect: 2 }\n`, SETTINGS)).toMatch(
      /expected {2}2 live engagement\.Prospect within 10m\nactual {4}1/,
    );
  });

  it('fail at the event at which it held', async () => {
    expect(await fails(`${LEAD}  - never: { during: 7d, engagement.Prospect: 1 }\n`, SETTINGS)).toContain(
      'it held after 2m, at 2026-03-02T09:02:00Z',
    );
    await passes(`${LEAD}  - never: { during: 7d, engagement.Prospect: 2 }\n`, SETTINGS);
  });

  it('look at all checks together', async () => {
    await passes(`${LEAD}  - never: { during: 1h, engagement.Prospect: 1, salesforce.Lead: 2 }\n`, SETTINGS);
  });
});

describe('writes, calls, decisions and links', () => {
  const SETTINGS = 'settings: { engagement.autoCreateProspects: true }\n';

  it('count what the sync wrote, by any of its filters', async () => {
    await passes(
      `${LEAD}  - settle:
  - find: { engagement.Prospect: { as: p, where: { email: jane@example.com } } }
  - expect:
      writes:
        - { to: engagement, operation: create, count: 1 }
        - { object: engagement.Prospect, record: p }
        - { to: engagement, field: email, count: 1 }
        - { to: intacct, count: 0 }
      calls: { to: engagement, count: { atLeast: 1 } }
      link: { jane: p, p: jane }
      decision: [{ on: jane, outcome: create, rule: { matches: ^AE- } }, { on: p, flow: engagement }]
  - mark: quiet
  - advance: 1d
  - expect:
      writes: { count: 0, since: quiet }
      calls: [{ count: 0, since: quiet }, { count: { atLeast: 1 }, polls: true }]
      unchanged: [{ salesforce.Lead: all, since: quiet }, { p: all, since: quiet }]
      sync-errors: { count: 0 }
      settings: { engagement.autoCreateProspects: true }
`,
      SETTINGS,
    );
  });

  it('leave out what was written to set the stage', async () => {
    const { outcome, failure } = await runScenario(
      `backlot: 1\nscenario: A\n${SETTINGS}given:\n${LEAD}  - settle:\nsteps:\n  - expect: { writes: { count: 0 }, calls: { count: 0 }, engagement.Prospect: 1 }\n`,
    );
    expect([outcome, failure?.report]).toEqual(['passed', undefined]);
  });

  it('say what changed although it must not', async () => {
    const report = await fails(
      `${LEAD}  - mark: m\n  - update: { jane: { Title: CTO } }\n  - expect: { unchanged: { salesforce.Lead: all, since: m } }\n`,
    );
    expect(report).toMatch(/actual {4}jane: update \(.*Title.*\) by step 3 \(update\)/);
  });

  it('show what else there is when a link is missing', async () => {
    expect(await fails(`${LEAD}  - expect: { link: { jane: C00001 } }\n`)).toMatch(/jane to be linked to C00001\nactual {4}no link/);
    await passes(`${LEAD}  - expect: { link: { jane: none } }\n`);
    await passes(`${LEAD}  - expect: { link: { jane: { engagement: none, intacct: none } } }\n`);
  });
});

describe('faults and crashes', () => {
  const SETTINGS = 'settings: { engagement.autoCreateProspects: true }\n';

  it('must come, unless they are optional', async () => {
    expect(await fails('  - fault: { on: intacct update CUSTOMER, do: refuse }\n')).toContain('no call of the sync met it');
    expect(await fails('  - crash: { at: next-write }\n')).toContain('the write to crash at never came');
    await passes('  - fault: { on: intacct update CUSTOMER, do: refuse, optional: true }\n  - crash: { at: next-write, optional: true }\n');
  });

  it('can be asked whether they fired', async () => {
    await passes(
      `  - fault: { on: engagement POST /prospects, do: lose-response, as: f }
${LEAD}  - expect: { f: { not: fired } }
  - settle:
  - expect: { f: fired, engagement.Prospect: 1 }
`,
      SETTINGS,
    );
  });

  it.each(['before', 'after'])('leave one prospect when the core dies %s its first write', async (when) => {
    const { trace } = await passes(
      `${LEAD}  - crash: { at: { write: 1, when: ${when} } }\n  - settle:\n  - expect: { engagement.Prospect: 1, link: { jane: { not: none } } }\n`,
      SETTINGS,
    );
    expect(trace.entries().filter(({ kind }) => kind === 'crash')).toHaveLength(1);
  });

  it('kill a core that waits for a slow reply', async () => {
    await passes(
      `${LEAD}  - fault: { on: engagement POST /prospects, do: { delay: 30s } }
  - advance: 2m
  - crash:
  - settle:
  - expect: { engagement.Prospect: 1 }
`,
      SETTINGS,
    );
  });

  it('count a reply that takes too long as lost', async () => {
    await passes(
      `${LEAD}  - fault: { on: engagement POST /prospects, do: { delay: 1h } }\n  - settle:\n  - expect: { engagement.Prospect: 1 }\n`,
      SETTINGS,
    );
  });
});

describe('a fault that lasts', () => {
  it('meets every call until the story ends, and a new core, too', async () => {
    await passes(
      `  - fault: { on: engagement, do: { status: 503 }, times: always, as: f }
${LEAD}  - advance: 30m
  - crash:
  - advance: 30m
  - expect: { engagement.Prospect: 0, f: { atLeast: 10 } }
`,
      'settings: { engagement.autoCreateProspects: true }\n',
    );
  });
});

describe('a failure', () => {
  it('shows place, caret, expected, actual, the last change, the decisions and the replay line', async () => {
    const { outcome, failure } = await play(
      `${LEAD}  - settle:\n  - update: { jane: { Title: CTO } }\n  - expect: { jane: { Title: CEO } }\n`,
    );
    expect(outcome).toBe('failed');
    const [place, line, caret, at, expected, actual, changed, decided, ...rest] = failure!.report.split('\n');
    expect(place).toBe('story.yaml:7:30');
    expect(line).toBe('7 |   - expect: { jane: { Title: CEO } }');
    expect(caret!.indexOf('^')).toBe(line!.indexOf('CEO'));
    expect(at).toBe('at        step 4 (expect)');
    expect(expected).toBe('expected  Title of jane to be CEO');
    expect(actual).toBe('actual    CTO');
    expect(changed).toMatch(/^changed {3}jane, salesforce\.Lead \w{18}: update of .*Title.* at 2026-03-02T09:02:00Z by step 3 \(update\)$/);
    expect(decided).toMatch(/^decided {3}2026-03-02T09:02:00Z engagement: skip \(.*AE-\d+.*\)/);
    expect(rest).toEqual(['replay    backlot run story.yaml:7 --seed 1']);
  });

  it('is replayed by the line of its row of examples', async () => {
    const text = 'backlot: 1\nscenario: A\nexamples:\n  - { n: 0 }\n  - { n: 1 }\nsteps:\n  - expect: { salesforce.Lead: $n }\n';
    const { title, failure } = await runScenario(text, { file: 'story.yaml', seed: 9 });
    expect(title).toBe('A (n: 1)');
    expect(failure?.replay).toBe('backlot run story.yaml:5 --seed 9');
  });
});

describe('the rest of the vocabulary', () => {
  it('imports tables and lists, names rows and counts the outcome', async () => {
    await passes(`
  - create: { engagement.Prospect: { as: known, email: jane@example.com } }
  - import:
      into: engagement.Prospect
      match: email
      as: list
      rows: |
        as  | email            | firstName
        jo  | jo@example.com   | Jo
            | JANE@example.com | Jane
            | nonsense         | Nobody
  - expect: { list: { created: 1, matched: 1, errors: 1 }, jo: { firstName: Jo }, engagement.Prospect: 2 }
  - import: { into: salesforce.Account, rows: [{ as: acme, Name: Acme, Phone: 0123 }] }
  - expect: { acme: { Phone: "0123" } }
`);
  });

  it('merges, keeping what was picked from losers', async () => {
    await passes(`
  - create: [{ salesforce.Account: { as: a, Name: A, Phone: "1" } }, { salesforce.Account: { as: b, Name: B, Phone: "2", Fax: "9" } }]
  - merge: { into: a, from: [b], keep: { Phone: b, Fax: b } }
  - expect: { a: { Phone: "2", Fax: "9", Name: A }, b: gone }
`);
  });

  it('converts, and names what was made', async () => {
    await passes(`${LEAD}  - convert: { lead: jane, as: { contact: janeC, account: acme, opportunity: deal } }
  - expect: { janeC: { LastName: Jensen, AccountId: acme }, acme: { Name: Acme }, deal: { AccountId: acme }, jane: { IsConverted: true, ConvertedContactId: janeC } }
`);
  });

  it('calls a stand-in as a signed-in program', async () => {
    await passes(`${LEAD}  - http: { salesforce: GET /services/data/v62.0/limits, as: limits }
  - http: { salesforce: GET /services/data/v62.0/sobjects/Lead/describe, as: lead }
  - http: { salesforce: POST /services/data/v62.0/sobjects/Lead, body: { Company: Acme }, as: refused }
  - http: { salesforce: GET /services/data/v62.0/limits, headers: { Authorization: Bearer wrong }, as: stranger }
  - expect:
      limits: { status: 200, body.DailyApiRequests.Max: { atLeast: 1 } }
      lead: { "body.fields[name=Email].type": email }
      refused: { status: 400, "body.0.errorCode": REQUIRED_FIELD_MISSING }
      stranger: { status: 401 }
      calls: { count: 0 }
`);
  });

  it('pauses and resumes by the settings that the pages have', async () => {
    await passes(`
  - pause: connector
  - pause: intacct
  - expect: { settings: { engagement.paused: true, intacct.sync.enabled: false } }
  - resume: connector
  - resume: intacct
  - expect: { settings: { engagement.paused: false, intacct.sync.enabled: true } }
`);
  });

  it('acts as another user when told so', async () => {
    const { trace } = await passes(`
  - create: { salesforce.User: { as: ann, LastName: Ames, Email: ann@example.com } }
${LEAD}  - update: { jane: { Title: CTO } }
    by: ann
  - expect: { jane: { LastModifiedById: ann, CreatedById: { not: ann } } }
`);
    expect(trace.entries().find((entry) => entry.kind === 'step' && entry.text === 'ann edits jane (Title)')).toBeDefined();
  });

  it('tells business units and users apart', async () => {
    await holds(`backlot: 1
scenario: Two units
given:
  - create: { engagement.BusinessUnit: { as: emea, name: EMEA } }
  - set: { engagement@emea.autoCreateProspects: true, engagement@emea.paused: false }
  - create: { engagement.Prospect: { as: e, bu: emea, email: e@example.com, jobTitle: 007 } }
  - create: { engagement.Prospect: { as: m, email: m@example.com } }
steps:
  - expect: { engagement.Prospect: { count: 1, where: { bu: emea } } }
  - expect: { engagement.Prospect: 2, e: { jobTitle: 007, assignedToId: null }, m: { not: gone } }
  - create: { salesforce.Lead: { as: l, LastName: L, Company: 1234, Email: l@example.com, OwnerId: connector, Phone: +4512345678 } }
  - settle:
  - expect: { l: { OwnerId: connector, Phone: +4512345678, Company: 1234, CreatedById: admin, CreatedDate: 2026-03-02T09:00:00Z } }
  - find: { engagement.Prospect: { as: lp, where: { email: l@example.com, bu: emea } } }
  - expect: { link: { l: { engagement@emea: lp, engagement: none } }, decision: { on: l, outcome: create } }
  - expect: { settings: { engagement@emea.paused: false, engagement.paused: false } }
  - expect: { lp: { salesforceOwnerId: connector, salesforceLeadId: $l, createdAt: { after: 2026-03-02T08:00:00Z } } }
`);
  });

  it('lets people use forms, emails, pages, shares and buttons', async () => {
    await holds(`backlot: 1
scenario: A busy day
settings: { engagement.autoCreateProspects: true }
steps:
  - create: { salesforce.User: { as: ann, LastName: Ames, Email: ann@example.com } }
  - create: { engagement.User: { as: annAE, email: ann@example.com, crmUsername: ann } }
  - create: { engagement.FormHandler: { as: demo, name: Demo, completionActions: [{ addTag: vip }, { assignTo: { user: annAE } }] } }
  - create: { engagement.ListEmail: { as: news, name: News } }
  - submit: { form: demo, fields: { email: jane@example.com, lastName: Jensen, company: Acme }, as: jane }
  - visit: { prospect: jane, page: /pricing }
  - visit: { visitor: v1, page: /pricing }
  - email: { list: news, to: jane, opened: 2, clicked: 1 }
  - settle:
  - find: { salesforce.Lead: { as: lead, where: { Email: jane@example.com } } }
  - expect: { lead: { OwnerId: ann, LastName: Jensen }, jane: { assignedToId: annAE, salesforceId: lead } }
  - unassign: { prospect: jane }
  - assign: { prospect: jane, to: { user: annAE } }
  - crm-sync: { prospect: jane, enabled: false }
  - share: { lead: { connector: none } }
  - update: { lead: { Title: CTO } }
    by: ann
  - convert: { lead: lead, as: { contact: c, account: acme, opportunity: deal } }
  - http: { intacct: POST /ia/xml/xmlgw.phtml, headers: { Content-Type: application/xml }, body: "<x/>", as: r }
  - expect: { r: { status: 200, body: { contains: error } } }
  - http: { engagement: "GET /api/v5/objects/prospects?fields=id,email", as: q }
  - expect: { q: { status: 200, "body.values[0].email": jane@example.com } }
  - create: { intacct.LOCATIONENTITY: { as: us, LOCATIONID: US, NAME: United States } }
  - create: { intacct.CUSTOMER: { as: cu, NAME: Bolt, DISPLAYCONTACT.PRINTAS: Bolt Inc } }
  - expect: { cu: { DISPLAYCONTACT.PRINTAS: Bolt Inc, CUSTOMERID: C00001 } }
  - reset-link: { on: acme }
  - sync-to-intacct: { on: acme, via: mass }
  - sync: all
  - settle:
  - expect: { link: { acme: { intacct: C00002 } }, intacct.CUSTOMER: 2 }
`);
  });
});

describe('what authors may rely on', () => {
  it('lets users stand in lists and structures', async () => {
    await passes(`
  - create: { salesforce.Queue: { as: q, Name: Q, objects: [Lead], members: [admin, connector] } }
  - create: { salesforce.AssignmentRule: { Name: All, active: true, entries: [{ assignTo: admin }] } }
  - create: { engagement.User: { as: u, email: u@example.com, firstName: A, lastName: B, crmUsername: connector } }
`);
  });

  it('takes a number for the code of a refusal', async () => {
    const user = (email: string) =>
      `  - create: { engagement.User: { email: ${email}, firstName: A, lastName: B, crmUsername: connector } }\n`;
    await passes(`${user('u@example.com')}${user('v@example.com')}    fails: 102\n`);
    expect(await fails(`${user('u@example.com')}${user('v@example.com')}    fails: 104\n`)).toContain('102');
  });

  it('keeps bars and dashes that are text in the rows of an import', async () => {
    await passes(`
  - import:
      into: engagement.Prospect
      as: list
      rows: |
        | email | firstName | lastName |
        |---|:-:|---|
        | a@example.com | "A | B" | - |
        | b@example.com | "5"" | say "hi" |
        | c@example.com |  | "x ""y"" z" |
  - find: { engagement.Prospect: { as: a, where: { email: a@example.com } } }
  - find: { engagement.Prospect: { as: b, where: { email: b@example.com } } }
  - find: { engagement.Prospect: { as: c, where: { email: c@example.com } } }
  - expect: { list: { created: 3 }, a: { firstName: "A | B", lastName: "-" }, b: { lastName: 'say "hi"' }, c: { lastName: 'x "y" z' } }
`);
  });

  it('keeps a row of dashes that does not stand right under the header', async () => {
    const rows = (lines: string) => `  - import:\n      into: salesforce.Lead\n      as: list\n      rows: |\n${lines}`;
    const both = '        LastName | Company\n        -- | --\n        -- | --\n';
    await passes(`${rows(both)}  - expect: { list: { created: 1 }, salesforce.Lead: { each: { LastName: "--" } } }\n`);
    const one = '        LastName | Company\n        - | -\n';
    await passes(`${rows(one)}  - expect: { salesforce.Lead: { count: 1, where: { Company: "-" } } }\n`);
  });

  it('says of a settle that is too short that nobody looked', async () => {
    expect(await fails('  - settle: { within: 1m }\n')).toContain('no pass came; the next is at 2026-03-02T09:02:00Z');
  });

  it('saves the settings of one step together or not at all', async () => {
    await passes(`
  - set: { engagement.autoCreateProspects: true, intacct.accounts.defaultContactsFromSalesforce: address }
    fails: true
  - expect: { settings: { engagement.autoCreateProspects: false } }
`);
  });

  it('asks the flow that a rule belongs to, and for a bare skip the flow that spoke last', async () => {
    const contact = '  - create: { salesforce.Contact: { as: c, LastName: A, Email: a@example.com } }\n  - settle:\n';
    const rules = 'rule: { not: { oneOf: [AE-12, AE-13, AE-14] } }';
    expect(await fails(`${contact}  - expect: { decision: { on: c, ${rules} } }\n`)).toMatch(/actual {4}skip \(not-retroactive/);
    const created = 'settings: { engagement.autoCreateProspects: true }\n';
    await passes(`${contact}  - expect: { decision: [{ on: c, outcome: create }, { on: c, outcome: skip, rule: IA-7 }] }\n`, created);
    await fails(`${contact}  - expect: { decision: { on: c, outcome: skip, rule: AE-10 } }\n`, created);
  });

  it('shows what was decided about the record that a missing one would come from', async () => {
    const other = '  - create: { engagement.Prospect: { email: other@example.com } }\n';
    const report = await fails(
      `${LEAD}${other}  - eventually: { within: 10m, engagement.Prospect: { count: 1, where: { email: jane@example.com } } }\n`,
    );
    expect(report).toMatch(/actual {4}0 of 1\nchanged {3}jane, salesforce\.Lead/);
    expect(report).toMatch(/decided .*skip \(not-retroactive; .*AE-13/);
  });
});

async function holds(text: string): Promise<void> {
  expect((await runScenario(text, { file: 'story.yaml' })).failure?.report ?? null).toBeNull();
}
