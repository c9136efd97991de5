import { expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { call, createCustomer, envelope, errorsOf, parseReply, post, readCustomer, succeed } from './gateway.js';

const QUERY = '<query><object>CUSTOMER</object><select><field>NAME</field></select></query>';
const SESSION = '<getAPISession/>';

describeOnEveryMount('Intacct: the envelope', createIntacct, (intacct) => {
  it('echoes control and says who is signed in until when', async () => {
    const reply = await post(intacct(), envelope([QUERY]));
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toMatch(/^text\/xml/);
    const response = parseReply(reply.text);
    const control = response.at('control');
    expect(control.children.map((child) => [child.name, child.text])).toEqual([
      ['status', 'success'],
      ['senderid', 'backlot'],
      ['controlid', 'req-1'],
      ['uniqueid', 'false'],
      ['dtdversion', '3.0'],
    ]);
    const authentication = response.at('operation/authentication');
    expect(authentication.children.map((child) => [child.name, child.text])).toEqual([
      ['status', 'success'],
      ['userid', 'admin'],
      ['companyid', 'backlot'],
      ['locationid', ''],
      ['sessiontimestamp', '2026-03-02T09:00:00+00:00'],
      ['sessiontimeout', '2026-03-02T15:00:00+00:00'],
    ]);
    const result = response.at('operation/result');
    expect(result.children.map((child) => child.name)).toEqual(['status', 'function', 'controlid', 'data']);
    expect([result.at('function').text, result.at('controlid').text]).toEqual(['query', 'f-1']);
  });

  it('breaks lines unless white space is switched off', async () => {
    const compact = await post(intacct(), envelope([QUERY]));
    const pretty = await post(intacct(), envelope([QUERY]).replace('<includewhitespace>false</includewhitespace>', ''));
    expect(compact.text.split('\n')).toHaveLength(2);
    expect(pretty.text).toContain('\n    <authentication>\n      <status>success</status>');
  });

  it.each([
    [
      'mismatched tags',
      '<request>\n<control>\n</request>',
      /Fatal Error 76: Opening and ending tag mismatch: control line 2 and request\. Line: 3/,
    ],
    ['an early end', '<request><control>', /Fatal Error 77: Premature end of data in tag control line 1/],
    ['no document', '', /Fatal Error 4: Document is empty/],
    ['no XML', 'hello', /Fatal Error/],
    ['JSON', '{"request":1}', /Fatal Error/],
    ['a document type', '<!DOCTYPE request [<!ENTITY a "b">]><request/>', /Document type declarations are not allowed/],
    ['deep nesting', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, /Excessive depth in document: 256/],
    ['another root', '<response/>', /Error 1845: Element 'response'/],
    ['no control', '<request><operation/></request>', /Missing child element\(s\)\. Expected is \( control \)/],
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><request/>', /Missing child|Unsupported encoding/],
  ])('refuses %s at control level, without an operation', async (_title, body, text) => {
    const reply = await post(intacct(), body);
    expect(reply.status).toBe(200);
    const response = parseReply(reply.text);
    expect(response.at('control/status').text).toBe('failure');
    expect(response.has('operation')).toBe(false);
    const [error] = errorsOf(response);
    expect(error!.errorno).toBe('XL03000003');
    expect(error!.description2).toMatch(text);
  });

  it('reads bytes in the encoding that the declaration names', async () => {
    const text = envelope(['<create><CONTACT><CONTACTNAME>Zoë</CONTACTNAME><PRINTAS>Zoë</PRINTAS></CONTACT></create>']).replace(
      'utf-8',
      'ISO-8859-1',
    );
    await post(intacct(), Buffer.from(text, 'latin1'));
    expect(intacct().vendor.people.stateOf('CONTACT', 'Zoë')).toBe('live');
  });

  it.each([
    ['an unknown sender', { sender: 'nobody' }],
    ['a wrong sender password', { senderPassword: 'BACKLOT' }],
  ])('refuses %s at control level', async (_title, options) => {
    const response = parseReply((await post(intacct(), envelope([QUERY], options))).text);
    expect(response.at('control/status').text).toBe('failure');
    expect(response.at('control/controlid').text).toBe('req-1');
    expect(errorsOf(response)[0]).toMatchObject({
      errorno: 'XL03000006',
      description2: 'Incorrect Intacct XML Partner ID or password.',
    });
  });

  it.each([
    ['a wrong password', { login: { password: 'wrong' } }, 'Sign-in information is incorrect'],
    ['an unknown user', { login: { user: 'nobody' } }, 'Sign-in information is incorrect'],
    ['an unknown company', { login: { company: 'other' } }, 'Sign-in information is incorrect'],
    ['a console', { login: { company: 'console|backlot|US' } }, 'Sign-in information is incorrect'],
    ['an unknown entity', { login: { location: 'MARS' } }, 'Sign-in information is incorrect'],
    ['an unknown session', { session: 'abcdefghijklmnop..' }, 'Invalid session abcdefghij...'],
  ])('refuses %s at authentication level, without results', async (_title, options, text) => {
    const reply = await post(intacct(), envelope([QUERY], options));
    expect(reply.status).toBe(200);
    const response = parseReply(reply.text);
    expect(response.at('control/status').text).toBe('success');
    const operation = response.at('operation');
    expect(operation.at('authentication').children.map((child) => [child.name, child.text])).toEqual([
      ['status', 'failure'],
      ['userid', ''],
      ['companyid', ''],
    ]);
    expect(operation.has('result')).toBe(false);
    expect(errorsOf(operation)[0]).toMatchObject({ errorno: 'XL03000006', description2: text });
  });

  it('refuses a sender whom the company has not authorised', async () => {
    intacct().vendor.state.senders.put({ id: 'stranger', password: 'secret', isAuthorised: false });
    const response = parseReply((await post(intacct(), envelope([QUERY], { sender: 'stranger', senderPassword: 'secret' }))).text);
    expect(errorsOf(response.at('operation'))[0]).toMatchObject({
      errorno: 'XL03000006',
      description: 'Invalid Web Services Authorization',
      description2: "The sender ID 'stranger' is not authorized to make Web Services requests to company ID 'backlot'.",
    });
  });

  it('refuses an unknown function for the whole request, after the sign-in', async () => {
    const body = envelope([SESSION.replace('getAPISession', 'makeCoffee')]);
    const response = parseReply((await post(intacct(), body)).text);
    expect(response.at('control/status').text).toBe('failure');
    expect(errorsOf(response)[0]!.description2).toMatch(
      /^XML Parse schema error: Error 1871: Element 'makeCoffee': This element is not expected/,
    );
    const unsigned = parseReply(
      (await post(intacct(), body.replace('<password>backlot</password></login>', '<password>x</password></login>'))).text,
    );
    expect(unsigned.at('control/status').text).toBe('success');
  });

  it.each(['__proto__', 'constructor', 'toString'])('does not take %s for a function or a field', async (name) => {
    const response = parseReply((await post(intacct(), envelope([`<${name}/>`]))).text);
    expect(errorsOf(response)[0]!.errorno).toBe('XL03000003');
    const id = await createCustomer(intacct(), 'Acme', `<${name}>x</${name}>`);
    expect((await readCustomer(intacct(), id))!.has(name)).toBe(false);
  });

  it('tells result-level failures with a support id', async () => {
    const reply = await post(intacct(), envelope(['<readByQuery><object>NOPE</object><query/></readByQuery>']));
    expect(reply.text).toMatch(
      /<errorno>Query Failed<\/errorno><description><\/description><description2>Object definition NOPE not found \[Support ID: \w+%7E\w+\]/,
    );
  });

  it('adds additional information when asked', async () => {
    const body = envelope(['<readByQuery><object>NOPE</object><query/></readByQuery>'], {
      control: '<showadditionalerrorinfo>true</showadditionalerrorinfo>',
    });
    const error = parseReply((await post(intacct(), body)).text).at('operation/result/errormessage/error');
    expect(error.at('additionalinfo').children.map((child) => child.name)).toEqual([
      'errorid',
      'category',
      'target',
      'description',
      'cdescription',
      'correction',
    ]);
  });

  it('answers one result per function, in order, and goes on after a failure', async () => {
    const results = await call(intacct(), [QUERY, '<delete><object>NOPE</object><keys>1</keys></delete>', QUERY]);
    expect(results.map((result) => [result.at('controlid').text, result.at('status').text])).toEqual([
      ['f-1', 'success'],
      ['f-2', 'failure'],
      ['f-3', 'success'],
    ]);
    expect(errorsOf(results[1]!)[0]).toMatchObject({ errorno: 'WS', description2: 'Object definition NOPE not found' });
  });

  it('undoes the whole operation when it is a transaction', async () => {
    const create = (name: string, id: string): string =>
      `<create><CUSTOMER><CUSTOMERID>${id}</CUSTOMERID><NAME>${name}</NAME><DISPLAYCONTACT><PRINTAS>x</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>`;
    const results = await call(intacct(), [create('One', 'A'), create('Two', 'A'), create('Three', 'B')], { transaction: true });
    expect(results.map((result) => result.at('status').text)).toEqual(['aborted', 'failure', 'aborted']);
    expect(results.map((result) => errorsOf(result).map((error) => error.errorno))).toEqual([
      ['XL03000009'],
      ['BL34000061', 'BL01001973', 'XL03000009'],
      ['XL03000009'],
    ]);
    expect(errorsOf(results[0]!)[0]!.description2).toBe('The entire transaction in this operation has been rolled back due to an error.');
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(0);
    expect(intacct().vendor.people.list('CONTACT')).toHaveLength(0);
    expect(
      intacct()
        .world.changes.since()
        .filter((change) => change.object === 'CUSTOMER'),
    ).toHaveLength(0);
  });

  it('refuses a control id that was completed, when it must be unique', async () => {
    const create = '<create><CUSTOMER><NAME>Once</NAME><DISPLAYCONTACT><PRINTAS>Once</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>';
    expect((await call(intacct(), create, { uniqueId: true }))[0]!.at('status').text).toBe('success');
    const [second] = await call(intacct(), create, { uniqueId: true });
    expect(errorsOf(second!)[0]!.description2).toBe("The function with control ID 'f-1' has already been executed.");
    expect((await call(intacct(), create))[0]!.at('status').text).toBe('success');
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(2);
  });

  it('lets a failed function be repeated under its unique control id', async () => {
    const create = (name: string): string =>
      `<create><CUSTOMER>${name}<DISPLAYCONTACT><PRINTAS>x</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>`;
    expect((await call(intacct(), create(''), { uniqueId: true }))[0]!.at('status').text).toBe('failure');
    expect((await call(intacct(), create('<NAME>Ok</NAME>'), { uniqueId: true }))[0]!.at('status').text).toBe('success');
  });

  it('answers other paths with 404', async () => {
    expect((await intacct().send({ path: '/nowhere' })).status).toBe(404);
  });
});

describeOnEveryMount('Intacct: sessions', createIntacct, (intacct) => {
  const open = async (options = {}, locationid?: string): Promise<{ id: string; endpoint: string; entity: string }> => {
    const element = locationid === undefined ? SESSION : `<getAPISession><locationid>${locationid}</locationid></getAPISession>`;
    const api = (await succeed(intacct(), element, options)).at('data/api');
    return { id: api.at('sessionid').text, endpoint: api.at('endpoint').text, entity: api.at('locationid').text };
  };

  it('opens a session whose endpoint follows the host of the call', async () => {
    const session = await open();
    expect(session.endpoint).toBe('http://localhost:4003/ia/xml/xmlgw.phtml');
    const reply = await post(intacct(), envelope([SESSION]), { 'x-forwarded-host': 'api.intacct.com', 'x-forwarded-proto': 'https' });
    expect(parseReply(reply.text).at('operation/result/data/api/endpoint').text).toBe('https://api.intacct.com/ia/xml/xmlgw.phtml');
    expect((await call(intacct(), QUERY, { session: session.id }))[0]!.at('status').text).toBe('success');
  });

  it('ends a session six hours after its last call', async () => {
    const { id } = await open();
    const isAlive = async (): Promise<boolean> => {
      const operation = parseReply((await post(intacct(), envelope([QUERY], { session: id }))).text).at('operation');
      return operation.at('authentication/status').text === 'success';
    };
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 5 * 3_600_000);
    expect(await isAlive()).toBe(true);
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 5 * 3_600_000);
    expect(await isAlive()).toBe(true);
    intacct().world.clock.jumpTo(intacct().world.clock.now() + 6 * 3_600_000);
    expect(await isAlive()).toBe(false);
  });

  it('must be alone in its request', async () => {
    const [result] = await call(intacct(), [SESSION, QUERY]);
    expect(result!.at('status').text).toBe('failure');
  });

  it('switches entity, keeps it, and goes back to the top level', async () => {
    intacct().vendor.people.create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' }, '1');
    const us = await open({}, 'US');
    expect(us.entity).toBe('US');
    expect((await open({ session: us.id })).entity).toBe('US');
    expect((await open({ session: us.id }, '')).entity).toBe('');
    expect((await open({ login: { company: 'backlot|US' } })).entity).toBe('US');
    const [result] = await call(intacct(), '<getAPISession><locationid>MARS</locationid></getAPISession>');
    expect(errorsOf(result!)[0]!.description2).toBe("Invalid Location 'MARS' specified.");
  });

  it('lands a restricted user in its entity and keeps it from the top level', async () => {
    const { people } = intacct().vendor;
    people.create('LOCATIONENTITY', { LOCATIONID: 'US', NAME: 'United States' }, '1');
    people.create('USERINFO', { LOGINID: 'una', USERLOCATIONS: 'US' }, '1');
    const top = await createCustomer(intacct(), 'Top');
    const una = { login: { user: 'una' } };
    expect((await open(una)).entity).toBe('US');
    expect((await call(intacct(), '<getAPISession><locationid/></getAPISession>', una))[0]!.at('status').text).toBe('failure');
    const id = await createCustomer(intacct(), 'Mine', '', una);
    expect((await readCustomer(intacct(), id, una))!.at('MEGAENTITYID').text).toBe('US');
    const [result] = await call(intacct(), `<update><CUSTOMER><CUSTOMERID>${top}</CUSTOMERID><NAME>New</NAME></CUSTOMER></update>`, una);
    expect(errorsOf(result!)[0]!.description2).toMatch(/root-level .* from an entity restricted user/);
  });
});
