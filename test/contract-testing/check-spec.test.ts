import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkSpec } from '../../simulator/contract/spec/check-spec.js';
import { readSpec, SpecError } from '../../simulator/contract/spec/document.js';
import { ACCOUNT_GIVEN, probeOf } from './probes.js';
import { recordingOf } from './recorded.js';

const PROBE = probeOf(`
probe: Accounts are made and found${ACCOUNT_GIVEN}steps:
  - send: GET /services/data/v{version}/query
    query: { q: "SELECT Id, Name, Phone FROM Account" }
  - send: GET /services/data/v{version}/sobjects/Account/{made.body.id}x
    expect: { status: 404 }
  - send: GET /services/data/v{version}/limits
`);

/** A document that says the truth, but for what a test changes. */
const document = (totalSize = 'integer', version = '3.0.3', phone = 'type: string, nullable: true'): string => `
openapi: ${version}
info: { title: Hand-made, version: '1' }
servers: [{ url: 'https://example.my.salesforce.com/services/data/{version}' }]
paths:
  /sobjects/{type}:
    post:
      responses:
        '201': { $ref: '#/components/responses/Saved' }
  /sobjects/{type}/{id}:
    get:
      responses:
        4XX: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Error' } } } } }
  /query:
    get:
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } }
components:
  responses:
    Saved: { content: { application/json: { schema: { type: object, required: [id, success], properties: { id: { type: string, pattern: '^001' } } } } } }
  schemas:
    Error: { type: object, required: [errorCode], properties: { errorCode: { enum: [NOT_FOUND] } } }
    Record: { type: object, properties: { Name: { type: string }, Phone: { ${phone} } } }
    Page:
      type: object
      required: [totalSize, records]
      properties: { totalSize: { type: ${totalSize} }, records: { type: array, items: { $ref: '#/components/schemas/Record' } } }
`;

const check = async (text: string) => checkSpec(readSpec('a.yaml', text), (await recordingOf([PROBE])).exchanges);

describe('an OpenAPI document', () => {
  it.each([
    ['3.0', document()],
    ['3.1', document('integer', '3.1.0', 'type: [string, "null"]')],
    ['3.0 as JSON', JSON.stringify(parse(document()))],
  ])('of version %s that says the truth finds nothing', async (_version, text) => {
    expect(await check(text)).toMatchObject({ violations: [], checked: 3, unknown: ['GET /services/data/v{version}/limits'] });
  });

  it('with one wrong type names the route and the path', async () => {
    const { violations } = await check(document('string'));
    expect(violations).toEqual([
      {
        route: 'GET /query',
        status: 200,
        path: 'body.totalSize',
        expected: 'string',
        count: 1,
        example: { probe: 'Accounts are made and found', step: 'steps 1', path: 'body.totalSize', actual: 1 },
      },
    ]);
  });

  it('tells what is wrong in many items of many replies once, with the first of them', async () => {
    const text = document().replace('Name: { type: string }', 'Name: { type: number }');
    const other = probeOf(`
probe: Two accounts are made and found twice${ACCOUNT_GIVEN}
  - send: POST /services/data/v{version}/sobjects/Account
    json: { Name: '{run} Beta' }
steps:
  - { send: 'GET /services/data/v{version}/query', query: { q: "SELECT Name FROM Account WHERE Name LIKE '{run} A%'" } }
  - { send: 'GET /services/data/v{version}/query', query: { q: "SELECT Name FROM Account WHERE Name LIKE '{run}%' ORDER BY Name" } }
`);
    const { violations } = checkSpec(readSpec('a.yaml', text), (await recordingOf([other])).exchanges);
    expect(violations).toMatchObject([
      { path: 'body.records[*].Name', count: 3, example: { step: 'steps 1', path: 'body.records[0].Name', actual: 'bl7q3x Acme' } },
    ]);
  });

  it.each([
    ['a wrong type in a list', document().replace('Name: { type: string }', 'Name: { type: number }'), 'body.records[*].Name', 'number'],
    ['a value that may not be null', document('integer', '3.0.3', 'type: string'), 'body.records[*].Phone', 'string'],
    ['a missing member', document().replace('[errorCode]', '[errorCode, more]'), 'body[*].more', 'to be there'],
    ['another code', document().replace('[NOT_FOUND]', '[GONE]'), 'body[*].errorCode', 'one of "GONE"'],
    ['another status', document().replace("'201'", "'200'"), 'status', 'one of 200'],
    [
      'a member too many',
      document().replace('required: [totalSize', 'additionalProperties: false\n      required: [totalSize'),
      'body.done',
      'not to be there',
    ],
  ])('names %s', async (_title, text, path, expected) => {
    expect((await check(text)).violations).toMatchObject([{ path, expected }]);
  });

  it.each([
    ['Swagger 2', 'swagger: "2.0"'],
    ['text', 'hello'],
    ['broken YAML', 'openapi: [3'],
    ['nothing in it', 'openapi: 3.0.0\npaths: {}'],
  ])('is refused when it is %s', (_title, text) => {
    expect(() => readSpec('a.yaml', text)).toThrow(SpecError);
  });
});
