import { describe, expect, it } from 'vitest';
import { type Cassette, readCassette } from '../../simulator/contract/cassette/cassette.js';
import { record } from '../../simulator/contract/cassette/record.js';
import { SecretFoundError } from '../../simulator/contract/cassette/secrets.js';
import { bodyText, type StandIn, type WireResponse } from '../../simulator/kernel/wire.js';
import { probeOf } from './probes.js';
import { cassettesOf, RUN, recordingOf } from './recorded.js';

/** What nobody named, in every place where a target could put it. */
const CANARIES = {
  header: 'CanaryHeader4711',
  query: 'CanaryQuery4711',
  member: 'CanaryMember4711',
  nested: 'CanaryNested4711',
  key: 'CanaryKey4711__c',
  value: 'Canary Value 4711',
  mail: 'canary4711@acme-secret.com',
  text: 'CanaryText4711',
  element: 'CanaryElement4711',
  attribute: 'CanaryAttribute4711',
  number: '47114711',
  id: '0014W00002canArQAQ',
};

/** A stand-in whose replies are another's. */
const altered =
  (change: (reply: WireResponse, path: string) => WireResponse) =>
  (standIn: StandIn): StandIn => ({
    async answer(request) {
      const reply = await standIn.answer(request);
      return /token/.test(request.path) ? reply : change(reply, request.path);
    },
  });

const planted = altered((reply) => {
  const headers = {
    ...reply.headers,
    'X-Canary': CANARIES.header,
    'Set-Cookie': `sid=${CANARIES.header}`,
    Location: `https://acme-secret.my.salesforce.com/x?token=${CANARIES.query}`,
  };
  const text = bodyText(reply as { body: string });
  if (text.startsWith('<')) {
    const body = text
      .replace(/<description2>[^<]*/g, `<description2>No ${CANARIES.text} for ${CANARIES.mail} and ${CANARIES.id}`)
      .replace(/<result>/g, `<result note="${CANARIES.attribute}"><whose>${CANARIES.element}</whose>`);
    return { ...reply, headers, body };
  }
  if (text === '') return { ...reply, headers };
  const data = JSON.parse(text);
  const plant = (map: Record<string, unknown>) => ({
    ...map,
    [CANARIES.key]: CANARIES.member,
    owner: { name: CANARIES.nested, tags: [CANARIES.nested], size: Number(CANARIES.number) },
    ...('message' in map ? { message: `${map['message']}: ${CANARIES.text} ${CANARIES.mail} ${CANARIES.id}` } : {}),
    ...('Phone' in map ? { Phone: CANARIES.number, Description: `${CANARIES.value} of ${CANARIES.mail}` } : {}),
    ...('OwnerId' in map ? { OwnerId: CANARIES.id, Name: CANARIES.value } : {}),
  });
  return { ...reply, headers, body: JSON.stringify(Array.isArray(data) ? data.map(plant) : plant(data)) };
});

const READ = probeOf(`
probe: An account is read
system: salesforce
given:
  - send: POST /services/data/v{version}/sobjects/Account
    as: made
    json: { Name: '{run} Acme', Phone: '5550100' }
steps:
  - send: GET /services/data/v{version}/sobjects/Account/{made.body.id}
    as: account
    query: { fields: 'Id,Name,OwnerId,Phone,Description', secret: '${CANARIES.query}' }
    expect:
      status: 200
      headers: { location: { $is: url } }
      body:
        Id: '{made.body.id}'
        Name: { $is: text }
        OwnerId: { $is: id }
        Phone: { $is: text }
        Description: { $is: text }
  - send: GET /services/data/v{version}/sobjects/Account/{account.body.Id}x
    expect: { error: NOT_FOUND, body: [{ message: { $is: text } }] }
`);

const REFUSED = probeOf(`
probe: An unknown object is refused
system: intacct
steps:
  - function: <read><object>NOTHING</object><keys>1</keys><fields>*</fields></read>
    expect: { result: { status: failure, errormessage: { error: { description2: { $is: text } } } } }
`);

const cassette = async (...args: Parameters<typeof cassettesOf>): Promise<Cassette> => {
  const [text] = [...(await cassettesOf(...args)).values()];
  return readCassette('a.json', text!);
};

describe('what is kept of a target', () => {
  it('has nothing in it that nobody named, wherever it stood', async () => {
    const texts = await cassettesOf([READ, REFUSED], { alter: planted });
    expect([...texts.keys()]).toEqual(['salesforce', 'intacct']);
    for (const text of texts.values()) {
      for (const [place, canary] of Object.entries(CANARIES)) expect(text, place).not.toContain(canary);
      expect(text).not.toMatch(/4711|canary|acme-secret/i);
    }
  });

  it('has its own words, codes and numbers as they came', async () => {
    const { exchanges } = await cassette([READ]);
    expect(exchanges.map(({ step, status }) => [step, status])).toEqual([
      ['given 1', 201],
      ['steps 1', 200],
      ['steps 2', 404],
    ]);
    expect(exchanges[1]!.body).toMatchObject({ Name: `${RUN} Acme`, Phone: '5550100' });
    expect(exchanges[2]!.body).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
    expect(exchanges[1]!.request).toBe('GET /services/data/v{version}/sobjects/Account/{made.body.id}');
    expect(exchanges[1]!.query).toEqual({ fields: 'Id,Name,OwnerId,Phone,Description' });
    expect(Object.keys(exchanges[1]!.headers)).toEqual(['content-type']);
  });

  it('calls the same record by the same name, in every reply', async () => {
    const { exchanges } = await cassette([READ]);
    const [made, read] = exchanges.map(({ body }) => body as Record<string, string>);
    expect(read!['Id']).toBe(made!['id']);
    expect(read!['Id']).toMatch(/^001Ps0\d{9}[A-Z0-5]{3}$/);
    expect(read!['OwnerId']).toMatch(/^005/);
    const [one, two] = [await cassette([READ]), await cassette([READ])];
    expect(one).toEqual(two);
  });

  it('puts invented people in the place of people', async () => {
    const { exchanges } = await cassette([READ], { alter: planted });
    expect(exchanges[1]!.body).toMatchObject({ Name: expect.stringMatching(/^\p{L}/u), Phone: expect.stringMatching(/\d{3}/) });
    expect(exchanges[1]!.masked).toEqual(expect.arrayContaining(['body.Name', 'body.Phone', 'body.Description']));
  });

  it.each([
    ['a session of the recording', (token: string) => token],
    ['a web token', () => 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc'],
    ['a private key', () => '-----BEGIN RSA PRIVATE KEY-----'],
  ])('is not written with %s in it', async (_title, secretOf) => {
    const recording = await recordingOf([READ]);
    const token = recording.exchanges[0]!.request.headers['authorization']!.replace('Bearer ', '');
    const { step, reply } = recording.exchanges[1]!;
    // A probe that itself says the secret: redaction keeps its words, and the scan finds them.
    const value = secretOf(token);
    const probe = { ...READ, steps: [{ ...step, expect: { ...step.expect, body: { Name: value } } }] };
    const exchanges = [
      ...recording.exchanges.slice(0, 1),
      { ...recording.exchanges[1]!, probe, step: probe.steps[0]!, reply: { ...reply, data: { Name: value } } },
    ];
    expect(() => record({ ...recording, exchanges })).toThrow(SecretFoundError);
  });
});
