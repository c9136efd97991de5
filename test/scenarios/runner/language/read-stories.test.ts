import { describe, expect, it } from 'vitest';
import { readStories } from '../../../../scenarios/runner/language/read-stories.js';
import { VERBS } from '../../../../scenarios/runner/steps/index.js';

const FIXTURES: Readonly<Record<string, string>> = {
  'two-leads': 'given:\n  - create: { salesforce.Lead: { as: jane } }\n',
  broken: 'given:\n  - crate: { salesforce.Lead: { as: jane } }\n',
  'with-steps': 'steps: []\n',
};

function read(text: string) {
  return readStories('story.yaml', text, {
    verbs: VERBS,
    fixture: (name) => (FIXTURES[name] === undefined ? null : { file: `fixtures/${name}.yaml`, text: FIXTURES[name] }),
    fixtureNames: () => Object.keys(FIXTURES),
  });
}

const story = (body: string): string => `backlot: 1\nscenario: A story\n${body}`;

/** Place, text and hint of the one problem of a file. */
function theProblem(text: string): { at: string; text: string; hint: string; report: string } {
  const { problems } = read(text);
  expect(problems.map(({ message }) => message)).toHaveLength(1);
  const { spot, hint, report, text: told } = problems[0]!;
  return { at: `${spot?.line}:${spot?.column}`, text: told, hint, report };
}

describe('a scenario file', () => {
  it('becomes a story with its steps', () => {
    const { stories, problems } = read(
      story('seed: 7\nclock: 2026-03-02T12:00:00Z\ntags: [time]\ngiven:\n  - advance: 1d\nsteps:\n  - settle:\n  - crash:\n'),
    );
    expect(problems).toEqual([]);
    expect(stories).toHaveLength(1);
    const [only] = stories;
    expect(only).toMatchObject({ title: 'A story', seed: 7, start: Date.UTC(2026, 2, 2, 12), tags: ['time'] });
    expect(only?.given.map(({ verb }) => verb.name)).toEqual(['advance']);
    expect(only?.steps.map(({ verb }) => verb.name)).toEqual(['settle', 'crash']);
  });

  it('is told once per row of its examples, with the values filled in', () => {
    const text = story(
      'settings: { engagement.matchByEmailWhenNoCrmId: $match }\nexamples:\n  - { match: true,  wait: 1d }\n  - { match: false, wait: 2d }\nsteps:\n  - advance: $wait\n',
    );
    const { stories } = read(text);
    expect(stories.map(({ title, line }) => [title, line])).toEqual([
      ['A story (match: true, wait: 1d)', 5],
      ['A story (match: false, wait: 2d)', 6],
    ]);
    expect(stories.map(({ settings }) => settings['engagement.matchByEmailWhenNoCrmId'])).toEqual([true, false]);
    expect(stories.map(({ steps }) => steps[0]?.form)).toEqual(['1d', '2d']);
  });

  it('begins with the given of its fixtures', () => {
    const { stories, problems } = read(story('use: [two-leads]\ngiven:\n  - advance: 1d\n'));
    expect(problems).toEqual([]);
    expect(stories[0]?.given.map(({ verb }) => verb.name)).toEqual(['create', 'advance']);
    expect(stories[0]?.given[0]?.place.file).toBe('fixtures/two-leads.yaml');
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['an unknown key', story('setings: {}'), '3:1', 'unknown key "setings"', 'Did you mean "settings"?'],
    ['an unknown verb', story('steps:\n  - craete: { salesforce.Lead: {} }'), '4:5', 'unknown verb "craete"', 'Did you mean "create"?'],
    ['another version', 'backlot: 2\nscenario: A', '1:10', '2 is not 1', 'Write `backlot: 1`: this is version 1 of the language.'],
    [
      'two verbs in a step',
      story('steps:\n  - advance: 1d\n    settle:'),
      '5:5',
      'a step has one verb; this one has "advance" and "settle"',
      'Begin a new step with "- ".',
    ],
    ['a step without a map', story('steps:\n  - settle'), '4:5', 'a step is a map with one verb', 'Write "settle:" with a colon.'],
    ['a step with beside-keys only', story('steps:\n  - by: ann'), '4:5', 'this step has no verb', null],
    [
      'a wrong duration',
      story('steps:\n  - advance: 4 days'),
      '4:14',
      '"4 days" is not a duration',
      'Write a duration such as 4d, 90m, 1h30m or 2w.',
    ],
    ['an unknown key of a verb', story('steps:\n  - merge: { into: a, form: [b] }'), null, null, null],
    [
      'an unknown key of a check',
      story('steps:\n  - expect: { writes: { too: intacct, count: 0 } }'),
      '4:25',
      'unknown key "too"',
      'Did you mean "to"?',
    ],
    [
      'an unknown key of one check of a list',
      story('steps:\n  - expect: { writes: [{ to: intacct, cuont: 0 }] }'),
      '4:39',
      'unknown key "cuont"',
      'Did you mean "count"?',
    ],
    [
      'an unknown fault',
      story('steps:\n  - fault: { on: intacct, do: loose-response }'),
      '4:31',
      '"loose-response" is not one of the choices',
      'Did you mean "lose-response"?',
    ],
    [
      'a fault on nothing',
      story('steps:\n  - fault: { on: sap, do: refuse }'),
      '4:18',
      '"sap" is not something that calls can be told by',
      null,
    ],
    [
      'a check that is said to fail',
      story('steps:\n  - expect: { salesforce.Lead: 1 }\n    fails: true'),
      '5:5',
      '"expect" cannot be refused',
      null,
    ],
    ['an unknown fixture', story('use: [two-lead]'), '3:7', 'there is no fixture "two-lead"', 'Did you mean "two-leads"?'],
    ['an unknown verb in a fixture', story('use: [broken]'), '2:5', 'unknown verb "crate"', 'Did you mean "create"?'],
    ['a fixture with steps', story('use: [with-steps]'), '1:1', 'unknown key "steps"', null],
  ])('%s', (_title, text, at, told, hint) => {
    const { problems } = read(text);
    expect(problems.length).toBeGreaterThan(0);
    if (at === null) return;
    const problem = theProblem(text);
    expect(problem.at).toBe(at);
    expect(problem.text).toBe(told);
    if (hint !== null) expect(problem.hint).toBe(hint);
  });

  it('shows the line with a caret and what to write instead', () => {
    expect(theProblem(story('steps:\n  - advnce: 4d')).report).toBe(
      ['story.yaml:4:5 unknown verb "advnce"', '4 |   - advnce: 4d', '  |     ^', '  Did you mean "advance"?'].join('\n'),
    );
  });

  it('tells every problem of a file, each once however many rows stumble over it', () => {
    const { problems } = read(story('examples: [{ n: 1 }, { n: 2 }]\nsteps:\n  - advnce: 4d\n  - expct: { salesforce.Lead: $n }'));
    expect(problems.map(({ text }) => text)).toEqual(['unknown verb "advnce"', 'unknown verb "expct"']);
  });

  it('does not take a word of the language for a name', () => {
    expect(theProblem(story('steps:\n  - mark: since')).text).toBe('"since" is a word of the language');
  });
});
