import { describe, expect, it } from 'vitest';
import { readProbe } from '../../simulator/contract/language/read-probe.js';
import { probeSchema } from '../../simulator/contract/language/schema.js';

const HEAD = 'probe: Something holds\nsystem: salesforce\nsteps:\n';

function problemsOf(text: string): readonly string[] {
  const read = readProbe('a.probe.yaml', text);
  return 'problems' in read ? read.problems.map(({ report }) => report) : [];
}

function probeOf(text: string) {
  const read = readProbe('a.probe.yaml', text);
  if ('problems' in read) throw new Error(read.problems.map(({ report }) => report).join('\n'));
  return read.probe;
}

describe('the language of probes', () => {
  it('reads a probe with its parts in order', () => {
    const probe = probeOf(`
probe: An account can be renamed
system: salesforce
about: The core renames accounts.
relies: { rules: [IA-8], routes: [x] }
allow: rename
given:
  - { send: POST /a, as: account, json: { Name: '{run} Acme' } }
steps:
  - send: PATCH /a/{account.body.id}
    query: { trigger: 01234 }
    headers: { X-Trace: 1 }
    expect: { status: 204, headers: { Allow: GET }, error: X, body: { n: { $is: id } } }
    differs: [body.fields]
then: [{ send: GET /a, session: none }]
cleanup: [{ send: DELETE /a }]
`);
    expect(probe).toMatchObject({
      title: 'An account can be renamed',
      line: 2,
      allow: 'rename',
      relies: { rules: ['IA-8'], scenarios: [], routes: ['x'] },
    });
    expect(probe.given[0]).toMatchObject({
      method: 'POST',
      path: '/a',
      as: 'account',
      body: { kind: 'json', value: { Name: '{run} Acme' } },
    });
    expect(probe.steps[0]).toMatchObject({
      part: 'steps',
      line: 10,
      query: { trigger: '01234' },
      headers: { 'x-trace': '1' },
      expect: { status: 204, headers: { allow: 'GET' }, error: ['X'], body: { n: { $is: 'id' } } },
      differs: ['body.fields'],
    });
    expect(probe.then[0]).toMatchObject({ isSignedIn: false });
    expect(probe.cleanup).toHaveLength(1);
  });

  it('sends functions to the gateway', () => {
    const [step] = probeOf('probe: p\nsystem: intacct\nsteps:\n  - function: <read/>\n').steps;
    expect(step).toMatchObject({ method: 'POST', path: '/ia/xml/xmlgw.phtml', body: { kind: 'function', functions: ['<read/>'] } });
  });

  it.each([
    ['a misspelt key', `${HEAD}  - snd: GET /x\n`, 'a.probe.yaml:4:5 unknown key "snd"', 'Did you mean "send"?'],
    ['a missing title', 'system: salesforce\nsteps: [{ send: GET /x }]\n', '"probe" is missing', 'Write `probe: …`'],
    ['an unknown system', 'probe: p\nsystem: salesforc\nsteps: [{ send: GET /x }]\n', 'a.probe.yaml:2:9', 'Did you mean "salesforce"?'],
    ['no steps', 'probe: p\nsystem: salesforce\nsteps: []\n', 'a.probe.yaml:3:8', 'Write a list of requests'],
    [
      'an unknown name',
      `${HEAD}  - { send: GET /x, as: account }\n  - send: GET /x/{acount.body.id}\n`,
      'a.probe.yaml:5:11 {acount.body.id} names no earlier reply',
      'Did you mean "account"?',
    ],
    [
      'a name that comes later',
      `${HEAD}  - send: GET /x/{later.body.id}\n  - { send: GET /y, as: later }\n`,
      'a.probe.yaml:4:11',
      'names no earlier reply',
    ],
    ['a name that is taken', `${HEAD}  - { send: GET /x, as: run }\n`, '"run" is taken already', 'name of its own'],
    [
      'an unknown matcher',
      `${HEAD}  - { send: GET /x, expect: { body: { a: { $iz: id } } } }\n`,
      'a.probe.yaml:4:44 unknown matcher "$iz"',
      'Did you mean "$is"?',
    ],
    ['an unknown shape', `${HEAD}  - { send: GET /x, expect: { body: { $is: idd } } }\n`, '"$is" takes one of', 'Did you mean "id"?'],
    [
      'a broken pattern',
      `${HEAD}  - { send: GET /x, expect: { body: { $matches: '(' } } }\n`,
      'takes a regular expression',
      'single quotes',
    ],
    [
      'two matchers in one map',
      `${HEAD}  - { send: GET /x, expect: { body: { $is: id, $contains: a } } }\n`,
      'a matcher stands alone',
      'map of its own',
    ],
    [
      'a matcher inside of another',
      `${HEAD}  - { send: GET /x, expect: { body: { $each: { a: { $some: { $atMost: x } } } } } }\n`,
      '"$atMost" takes a number',
      '',
    ],
    ['two bodies', `${HEAD}  - { send: POST /x, json: 1, text: x }\n`, 'a request has one body', 'Leave one out.'],
    ['neither send nor function', `${HEAD}  - { as: x }\n`, 'neither "send" nor "function"', 'METHOD /path'],
    ['a function for Salesforce', `${HEAD}  - function: <read/>\n`, 'only Intacct has functions', ''],
    ['a query in the path', `${HEAD}  - send: GET /x?a=1\n`, 'the path has a query in it', 'under "query"'],
    ['no method', `${HEAD}  - send: /x\n`, 'is not a method and a path', 'GET, POST'],
    ['an odd status', `${HEAD}  - { send: GET /x, expect: { status: 9 } }\n`, 'a.probe.yaml:4:39', 'HTTP status'],
    ['broken YAML', `${HEAD}  - { send: GET /x\n`, 'a.probe.yaml:', ''],
    ['an empty file', '', 'this file is empty', 'Begin with `probe: …`'],
    ['a key of prototypes', `${HEAD}  - { send: GET /x, json: { __proto__: 1 } }\n`, '"__proto__" cannot be a key', ''],
  ])('says of %s where it is and what to write', (_name, text, complaint, hint) => {
    const [report] = problemsOf(text);
    expect(report).toContain(complaint);
    expect(report).toContain(hint);
  });

  it('shows the line with a caret under the place', () => {
    expect(problemsOf(`${HEAD}  - snd: GET /x\n`)[0]).toBe(
      'a.probe.yaml:4:5 unknown key "snd"\n4 |   - snd: GET /x\n  |     ^\n  Did you mean "send"?',
    );
  });

  it('tells of every mistake at once', () => {
    expect(problemsOf(`${HEAD}  - snd: GET /x\n  - send: GET /{nobody}\n`)).toHaveLength(2);
  });

  it('takes doubled braces for the text itself', () => {
    expect(problemsOf(`${HEAD}  - { send: POST /x, text: '{{nobody}}' }\n`)).toEqual([]);
  });
});

describe('the JSON Schema of probes', () => {
  it('describes every key of a file and of a request', () => {
    const schema = probeSchema() as { properties: object; required: string[]; $defs: { step: { properties: object } } };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['probe', 'system', 'about', 'relies', 'allow', 'surface', 'given', 'steps', 'then', 'cleanup']),
    );
    expect(schema.required).toEqual(['probe', 'system', 'steps']);
    expect(Object.keys(schema.$defs.step.properties)).toEqual(
      expect.arrayContaining(['send', 'function', 'as', 'query', 'headers', 'json', 'form', 'xml', 'text', 'session', 'expect', 'differs']),
    );
  });
});
