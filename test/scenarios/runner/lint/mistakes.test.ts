import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../../scenarios/runner/index.js';
import { Catalogue } from '../../../../scenarios/runner/lint/catalogue.js';
import { checkedStories } from '../../../../scenarios/runner/stories.js';
import { createSimulator } from '../../../../simulator/index.js';
import { MISTAKES } from './mistakes.js';

const ROOT = join(import.meta.dirname, '../../../..');
const FILE = join(ROOT, 'scenarios/engagement/story.yaml');
const catalogue = new Catalogue(createSimulator({}));

describe('a mistake is told before anything is played, with its place, its line, a caret and what to write instead', () => {
  it.each(MISTAKES)('%s', (_what, marked, text, hint) => {
    const above = marked.slice(0, marked.indexOf('‸')).split('\n');
    const [line, column] = [above.length, above.at(-1)!.length + 1];
    const source = marked.replace('‸', '');
    const { problems } = checkedStories(source, FILE, catalogue);
    expect(problems.map((problem) => problem.text)).toEqual([text]);
    const [problem] = problems;
    expect(`${problem?.spot?.line}:${problem?.spot?.column}`).toBe(`${line}:${column}`);
    expect(problem?.hint.startsWith(hint)).toBe(true);
    const shown = problem!.report.split('\n');
    expect(shown[0]).toBe(`${FILE}:${line}:${column} ${text}`);
    expect(shown[1]).toBe(`${line} | ${source.split('\n')[line - 1]}`);
    expect(shown[2]?.trimEnd().endsWith('^')).toBe(true);
    expect(shown[3]).toBe(`  ${problem!.hint}`);
  });
});

it('tells at least 190 kinds of mistakes', () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(190);
});

it('has nothing to complain about in the scenarios that ship', async () => {
  const folder = join(ROOT, 'scenarios');
  const files = readdirSync(folder, { recursive: true }).map(String);
  const scenarios = files.filter((file) => file.endsWith('.yaml') && !/(^|\/)fixtures\//.test(file)).map((file) => join(folder, file));
  expect(await lintFiles(scenarios)).toEqual([]);
});

describe('what a vendor would refuse is left to the vendor', () => {
  it.each([
    ['in a step that says it fails', 'create: { salesforce.Lead: { LastNam: A } }\n    fails: INVALID_FIELD'],
    ['in settings that say they fail', 'set: { engagement.autoCreateProspects: sometimes }\n    fails: true'],
    [
      'where a field was made by an earlier step',
      'create: { salesforce.CustomField: { object: Lead, fullName: Region__c, type: Text } }\n  - create: { salesforce.Lead: { Region__c: North } }',
    ],
    [
      'where a user is called by the local part of an email',
      'create: { engagement.User: { email: kim@example.com } }\n  - mark: m\n    by: kim',
    ],
    [
      'where a refused step gave the name',
      'create: { salesforce.Lead: { as: x, LastNam: A } }\n    fails: true\n  - create: { salesforce.Lead: { as: x, LastName: A } }',
    ],
    [
      'where a unit is called by its name',
      'create: { engagement.BusinessUnit: { name: Emea } }\n  - create: { engagement.Prospect: { bu: emea, email: a@example.com } }',
    ],
    ['where a column is called by its label', 'import: { into: salesforce.Lead, rows: [{ LastName: B, Company: C, "First Name": Jane }] }'],
    [
      'where a contact is called like a record',
      'create: { salesforce.Account: { as: acme, Name: A } }\n  - expect: { unchanged: { intacct.CONTACT: Acme } }',
    ],
    [
      'where settings were refused before',
      'set: { engagement.autoCreateProspects: 7 }\n    fails: true\n  - set: { engagement.autoCreateProspects: true }',
    ],
    [
      'where a customer is called by an id that the story gave it',
      'create: { intacct.CUSTOMER: { as: c, CUSTOMERID: acme, NAME: Acme } }\n  - expect: { unchanged: { intacct.CUSTOMER: acme } }',
    ],
    [
      'where a record is told by its id',
      'expect: { writes: { record: 00Q5g0000000001EAA, count: 0 }, unchanged: { engagement.Prospect: 7 } }',
    ],
    ['where a dollar is an amount', 'create: { salesforce.Lead: { LastName: $5, Company: $10 off } }'],
    ['where an owner is an id', 'create: { salesforce.Lead: { LastName: A, OwnerId: 005000000000001AAA } }'],
  ])('%s', (_title, step) => {
    const { problems } = checkedStories(`backlot: 1\nscenario: A story\nsteps:\n  - ${step}\n`, FILE, catalogue);
    expect(problems.map(({ message }) => message)).toEqual([]);
  });
});
