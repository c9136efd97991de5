import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { type Client, signIn } from './client.js';

describeOnEveryMount('Salesforce: search', createSalesforce, (mounted) => {
  const stage = async (): Promise<Client> => {
    const admin = signIn(mounted());
    await admin.create('Account', { Name: 'Acme Ltd', Phone: '(415) 555-1212', Description: 'Makes anvils' });
    await admin.create('Account', { Name: 'Acme Trading', Type: 'Prospect' });
    await admin.create('Contact', { LastName: 'Acmeson', Email: 'jane@acme-mail.test' });
    return admin;
  };
  const find = (client: Client, text: string): Promise<Reply> => client.call('GET', `/search?q=${encodeURIComponent(text)}`);
  const names = (reply: Reply): unknown[] =>
    reply.json().searchRecords.map((record: { Name?: string; LastName?: string }) => record.Name ?? record.LastName);

  it.each([
    ['FIND {acme} RETURNING Account(Name), Contact(LastName)', ['Acme Ltd', 'Acme Trading', 'Acmeson']],
    ['FIND {acme} IN NAME FIELDS RETURNING Account(Name), Contact(LastName)', ['Acme Ltd', 'Acme Trading']],
    ['find {acme*} in name fields returning Contact(LastName)', ['Acmeson']],
    ['FIND {acme ltd} RETURNING Account(Name)', ['Acme Ltd']],
    ['FIND {"ltd acme"} RETURNING Account(Name)', []],
    ['FIND {ltd OR trading} RETURNING Account(Name ORDER BY Name DESC)', ['Acme Trading', 'Acme Ltd']],
    ['FIND {acme AND NOT (ltd OR nothing)} RETURNING Account(Name)', ['Acme Trading']],
    ["FIND {acme} RETURNING Account(Name WHERE Type = 'Prospect' LIMIT 5)", ['Acme Trading']],
    ['FIND {acme} RETURNING Account(Name LIMIT 1), Contact(LastName)', ['Acme Ltd', 'Acmeson']],
    ['FIND {acme} RETURNING Account(Name), Contact(LastName) LIMIT 1', ['Acme Ltd']],
    ['FIND {jane@acme\\-mail.test} IN EMAIL FIELDS RETURNING Contact(LastName)', ['Acmeson']],
    ['FIND {555-1212} IN PHONE FIELDS RETURNING Account(Name)', ['Acme Ltd']],
    ['FIND {anv?ls} RETURNING Account(Name)', ['Acme Ltd']],
  ])('%s', async (text, expected) => {
    const reply = await find(await stage(), text);
    expect(reply.status, reply.text).toBe(200);
    expect(names(reply)).toEqual(expected);
  });

  it('looks everywhere and gives ids when nothing is asked for', async () => {
    const { searchRecords } = (await find(await stage(), 'FIND {acme}')).json();
    expect(searchRecords.map((record: { attributes: { type: string } }) => record.attributes.type)).toEqual([
      'Account',
      'Account',
      'Contact',
    ]);
    expect(Object.keys(searchRecords[0])).toEqual(['attributes', 'Id']);
  });

  it.each([
    ['FIND acme', 'MALFORMED_SEARCH', 'No search term found. The search term must be enclosed in braces.'],
    ['FIND {a}', 'INVALID_SEARCH', 'search term must be longer than one character: a'],
    ['FIND {acme} RETURNING Nope', 'INVALID_TYPE', "sObject type 'Nope' is not supported."],
    ['FIND {acme} RETURNING Account(Nope)', 'INVALID_FIELD', "No such column 'Nope' on entity 'Account'"],
    ['FIND {acme} RETURNING Account(Id', 'MALFORMED_SEARCH', 'unexpected token'],
    ['FIND {(acme}', 'MALFORMED_SEARCH', 'unexpected token'],
    ['FIND {acme} WITH SNIPPET', 'FUNCTIONALITY_NOT_ENABLED', '[WITH SNIPPET]'],
    [`FIND {${'('.repeat(1_000)}acme}`, 'MALFORMED_SEARCH', 'too complex'],
  ])('refuses %s', async (text, errorCode, message) => {
    const reply = await find(signIn(mounted()), text);
    expect(reply.json()[0]).toMatchObject({ errorCode, message: expect.stringContaining(message) });
    expect(reply.status).toBeLessThan(500);
  });

  it('searches by parameters, in the query and in the body', async () => {
    const admin = await stage();
    const query = 'q=acme&sobject=Account&Account.fields=Id,Name&Account.limit=1';
    expect(names(await admin.call('GET', `/parameterizedSearch?${query}`))).toEqual(['Acme Ltd']);
    const body = {
      q: 'acme',
      fields: ['Id', 'Name'],
      sobjects: [{ name: 'Account', where: "Type = 'Prospect'" }],
      in: 'NAME',
      overallLimit: 10,
    };
    expect(names(await admin.call('POST', '/parameterizedSearch', body))).toEqual(['Acme Trading']);
    expect((await admin.call('POST', '/parameterizedSearch', { ...body, in: 'NOPE' })).status).toBe(400);
  });

  it('answers older versions with the bare list, and SOAP with elements', async () => {
    const admin = await stage();
    const old = await admin.call('GET', `/services/data/v36.0/search?q=${encodeURIComponent('FIND {trading} RETURNING Account(Name)')}`);
    expect(old.json()).toMatchObject([{ Name: 'Acme Trading' }]);
    const soap = await mounted().send({
      method: 'POST',
      path: '/services/Soap/u/62.0',
      headers: { 'content-type': 'text/xml' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>${admin.token}</sessionId></SessionHeader></e:Header><e:Body><search><searchString>FIND {trading} RETURNING Account(Name)</searchString></search></e:Body></e:Envelope>`,
    });
    expect(soap.text).toContain('<searchRecords><record xsi:type="sf:sObject"><sf:type>Account</sf:type>');
    expect(soap.text).toContain('<sf:Name>Acme Trading</sf:Name>');
  });
});
