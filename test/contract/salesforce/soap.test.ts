import { describe, expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount, type Mounted, type Reply } from '../mounts.js';

type Salesforce = Mounted<ReturnType<typeof createSalesforce>>;

/** Clients choose prefixes as they like; this one uses unusual ones. */
function envelope(body: string, header = ''): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><x:Envelope xmlns:x="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
    `xmlns:u="urn:partner.soap.sforce.com"><x:Header>${header}</x:Header><x:Body>${body}</x:Body></x:Envelope>`
  );
}

function post({ send }: Salesforce, body: string, path = '/services/Soap/u/62.0'): Promise<Reply> {
  return send({ method: 'POST', path, headers: { 'content-type': 'text/xml', soapaction: '""' }, body });
}

const loginBody = (username: string, password: string): string =>
  `<u:login><u:username>${username}</u:username><u:password>${password}</u:password></u:login>`;

async function session(salesforce: Salesforce, username = 'admin@backlot.test'): Promise<string> {
  const reply = await post(salesforce, envelope(loginBody(username, 'backlot')));
  return textOf(reply, 'sessionId')!;
}

async function call(salesforce: Salesforce, body: string, headers = ''): Promise<Reply> {
  return post(
    salesforce,
    envelope(body, `<u:SessionHeader><u:sessionId>${await session(salesforce)}</u:sessionId></u:SessionHeader>${headers}`),
  );
}

const textOf = (reply: Reply, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(reply.text)?.[1];
const textsOf = (reply: Reply, name: string): string[] =>
  [...reply.text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text!);

const account = (fields: string): string => `<u:create><u:sObjects><u:type>Account</u:type>${fields}</u:sObjects></u:create>`;

describeOnEveryMount('Salesforce: SOAP', createSalesforce, (mounted) => {
  it.each<readonly [encoding: string, type: string, declaration: string, encode: (text: string) => Uint8Array]>([
    [
      'ISO-8859-1, as its declaration says',
      'text/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?>',
      (text) => Buffer.from(text, 'latin1'),
    ],
    ['ISO-8859-1, as its media type says', 'text/xml; charset="iso-8859-1"', '', (text) => Buffer.from(text, 'latin1')],
    ['UTF-16', 'text/xml', '', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-8 with a byte order mark', 'text/xml; charset=UTF-8', '', (text) => Buffer.from(`\ufeff${text}`)],
  ])('reads a request in %s', async (_encoding, type, declaration, encode) => {
    const header = `<u:SessionHeader><u:sessionId>${await session(mounted())}</u:sessionId></u:SessionHeader>`;
    const text = envelope(account('<u:Name>Gr\u00fcn</u:Name>'), header).replace(/^<\?xml.*?\?>/, declaration);
    const reply = await mounted().send({
      method: 'POST',
      path: '/services/Soap/u/62.0',
      headers: { 'content-type': type },
      body: encode(text),
    });
    expect(textOf(reply, 'success')).toBe('true');
    expect(mounted().vendor.people.list('Account')[0]!['Name']).toBe('Gr\u00fcn');
  });

  it('refuses an encoding that nobody knows', async () => {
    const body = Buffer.from(envelope('<u:getServerTimestamp/>').replace('utf-8', 'klingon'));
    const reply = await mounted().send({ method: 'POST', path: '/services/Soap/u/62.0', headers: { 'content-type': 'text/xml' }, body });
    expect([reply.status, reply.text]).toEqual([500, expect.stringContaining('the encoding klingon is not supported')]);
  });

  describe('login', () => {
    it('gives a session that REST takes, in elements without prefix or attributes', async () => {
      const reply = await post(mounted(), envelope(loginBody('admin@backlot.test', 'backlotTOKEN')));
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
      expect(textOf(reply, 'serverUrl')).toMatch(new RegExp(`^${mounted().origin}/services/Soap/u/62.0/00D\\w{12}$`));
      expect(reply.text).toContain('<passwordExpired>false</passwordExpired>');
      expect(textOf(reply, 'userName')).toBe('admin@backlot.test');
      const authorization = `Bearer ${textOf(reply, 'sessionId')}`;
      expect((await mounted().send({ path: '/services/data/v62.0/limits', headers: { authorization } })).status).toBe(200);
    });

    it('refuses a wrong password with a fault', async () => {
      const reply = await post(mounted(), envelope(loginBody('admin@backlot.test', 'wrong')));
      expect(reply.status).toBe(500);
      expect(reply.text).toContain(
        '<faultcode>sf:INVALID_LOGIN</faultcode><faultstring>INVALID_LOGIN: Invalid username, password, security token; or user locked out.</faultstring><detail><sf:LoginFault xsi:type="sf:LoginFault"><sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>',
      );
    });

    it.each([
      ['/services/Soap/u/65.0', 'login() is not available'],
      ['/services/Soap/u/12.0', 'Invalid Api version specified on URL'],
      ['/services/Soap/u/99.0', 'Invalid Api version specified on URL'],
    ])('is refused at %s', async (path, text) => {
      const reply = await post(mounted(), envelope(loginBody('admin@backlot.test', 'backlot')), path);
      expect([reply.status, textOf(reply, 'faultcode')]).toEqual([500, 'sf:UNSUPPORTED_API_VERSION']);
      expect(reply.text).toContain(text);
    });
  });

  describe('faults', () => {
    it('tells an expired session so that clients can sign in anew', async () => {
      const reply = await post(
        mounted(),
        envelope('<u:getUserInfo/>', '<u:SessionHeader><u:sessionId>none</u:sessionId></u:SessionHeader>'),
      );
      expect(reply.status).toBe(500);
      expect(reply.text).toMatch(/<faultcode>[a-zA-Z]+:INVALID_SESSION_ID<\/faultcode>/);
      expect(textOf(reply, 'faultstring')).toMatch(/^INVALID_SESSION_ID: Invalid Session ID found in SessionHeader/);
    });

    it('points at the place in a query', async () => {
      const reply = await call(mounted(), '<u:query><u:queryString>select adfId from Contact</u:queryString></u:query>');
      expect(reply.text).toContain('INVALID_FIELD: \nselect adfId from Contact\n       ^\nERROR at Row:1:Column:8\nNo such column');
      expect(reply.text).toContain('<sf:InvalidFieldFault xsi:type="sf:InvalidFieldFault">');
      expect(reply.text).toContain('<sf:row>1</sf:row><sf:column>8</sf:column>');
    });

    it.each([
      ['an unknown call', envelope('<u:foo/>'), 'No operation available for request {urn:partner.soap.sforce.com}foo'],
      ['broken XML', '<x:Envelope', 'Error parsing XML'],
      ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'DOCTYPE is disallowed'],
      ['an empty body', '', 'Error parsing XML'],
      ['deep nesting', envelope(`${'<u:a>'.repeat(5_000)}${'</u:a>'.repeat(5_000)}`), 'nested too deeply'],
    ])('refuses %s as the client’s fault', async (_title, body, text) => {
      const reply = await post(mounted(), body);
      expect([reply.status, textOf(reply, 'faultcode')]).toEqual([500, 'soapenv:Client']);
      expect(textOf(reply, 'faultstring')).toContain(text);
    });

    it('takes POST only', async () => {
      const reply = await mounted().send({ path: '/services/Soap/u/62.0' });
      expect([reply.status, reply.text.includes('Only POST allowed')]).toEqual([405, true]);
    });
  });

  describe('records', () => {
    it('creates, reads, changes, deletes and restores', async () => {
      const created = await call(mounted(), account('<u:Name>Acme &amp; Sons</u:Name><u:Phone>1</u:Phone>'));
      expect(created.text).toContain('<success>true</success>');
      const id = textOf(created, 'id')!;
      const queried = await call(
        mounted(),
        '<u:query><u:queryString>SELECT Id, Name, Phone, CreatedDate, ParentId FROM Account</u:queryString></u:query>',
      );
      expect(queried.text).toContain(
        `<result xsi:type="QueryResult"><done>true</done><queryLocator xsi:nil="true"/><records xsi:type="sf:sObject"><sf:type>Account</sf:type><sf:Id>${id}</sf:Id><sf:Id>${id}</sf:Id><sf:Name>Acme &amp; Sons</sf:Name><sf:Phone>1</sf:Phone><sf:CreatedDate>2026-03-02T09:00:00.000Z</sf:CreatedDate><sf:ParentId xsi:nil="true"/></records><size>1</size></result>`,
      );
      const change = `<u:update><u:sObjects><u:type>Account</u:type><u:fieldsToNull>Phone</u:fieldsToNull><u:Id>${id}</u:Id><u:Name>Acme</u:Name></u:sObjects></u:update>`;
      expect((await call(mounted(), change)).text).toContain(`<result><id>${id}</id><success>true</success></result>`);
      const { people } = mounted().vendor;
      expect(people.read('Account', id)).toMatchObject({ Name: 'Acme', Phone: null });
      await call(mounted(), `<u:delete><u:ids>${id}</u:ids></u:delete>`);
      expect(people.stateOf('Account', id)).toBe('deleted');
      const again = await call(mounted(), `<u:delete><u:ids>${id}</u:ids></u:delete>`);
      expect(again.text).toContain(
        '<result><errors><message>entity is deleted</message><statusCode>ENTITY_IS_DELETED</statusCode></errors><id xsi:nil="true"/><success>false</success></result>',
      );
      await call(mounted(), `<u:undelete><u:ids>${id}</u:ids></u:undelete>`);
      expect(people.stateOf('Account', id)).toBe('live');
    });

    it('answers each record on its own, unless all or none is asked for', async () => {
      const two = account('<u:Name>Good</u:Name>').replace('</u:create>', '<u:sObjects><u:type>Account</u:type></u:sObjects></u:create>');
      const each = await call(mounted(), two);
      expect(textsOf(each, 'success')).toEqual(['true', 'false']);
      expect(each.text).toContain(
        '<errors><fields>Name</fields><message>Required fields are missing: [Name]</message><statusCode>REQUIRED_FIELD_MISSING</statusCode></errors>',
      );
      const none = await call(mounted(), two, '<u:AllOrNoneHeader><u:allOrNone>true</u:allOrNone></u:AllOrNoneHeader>');
      expect(textsOf(none, 'statusCode')).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
      expect(mounted().vendor.people.list('Account')).toHaveLength(1);
    });

    it('pages a query by its locator', async () => {
      const { people } = mounted().vendor;
      for (let index = 0; index < 250; index += 1) people.create('Account', { Name: `Account ${index}` }, people.user('admin')!);
      const options = '<u:QueryOptions><u:batchSize>200</u:batchSize></u:QueryOptions>';
      const first = await call(mounted(), '<u:query><u:queryString>SELECT Id FROM Account</u:queryString></u:query>', options);
      expect([textOf(first, 'done'), textOf(first, 'size'), textsOf(first, 'sf:type').length]).toEqual(['false', '250', 200]);
      const second = await call(
        mounted(),
        `<u:queryMore><u:queryLocator>${textOf(first, 'queryLocator')}</u:queryLocator></u:queryMore>`,
        options,
      );
      expect([textOf(second, 'done'), textsOf(second, 'sf:type').length]).toEqual(['true', 50]);
    });

    it('retrieves in the order asked, nil for what is missing', async () => {
      const { people } = mounted().vendor;
      const id = people.create('Account', { Name: 'Acme' }, people.user('admin')!);
      const missing = `${id.slice(0, 12)}999`;
      const body = `<u:retrieve><u:fieldList>Id, Name</u:fieldList><u:sObjectType>Account</u:sObjectType><u:ids>${missing}</u:ids><u:ids>${id.slice(0, 15)}</u:ids></u:retrieve>`;
      const reply = await call(mounted(), body);
      expect(reply.text).toContain(`<result xsi:nil="true"/><result xsi:type="sf:sObject"><sf:type>Account</sf:type><sf:Id>${id}</sf:Id>`);
    });

    it('runs no assignment rule unless the header asks for it', async () => {
      const { people } = mounted().vendor;
      const admin = people.user('admin')!;
      const connector = people.user('connector')!;
      people.create('AssignmentRule', { Name: 'All', active: true, entries: [{ where: {}, assignTo: connector }] }, admin);
      const lead = '<u:create><u:sObjects><u:type>Lead</u:type><u:LastName>L</u:LastName><u:Company>C</u:Company></u:sObjects></u:create>';
      await call(mounted(), lead);
      await call(mounted(), lead, '<u:AssignmentRuleHeader><u:useDefaultRule>true</u:useDefaultRule></u:AssignmentRuleHeader>');
      expect(people.list('Lead').map((row) => row['OwnerId'])).toEqual([admin, connector]);
    });
  });

  it('puts a planned error on the first record of the sync core’s call', async () => {
    const { world, vendor } = mounted();
    world.faults.arm({ on: [{ system: 'salesforce' }], action: { kind: 'error', code: 'UNABLE_TO_LOCK_ROW' }, times: 1, from: 'sync' });
    const two = account('<u:Name>A</u:Name>').replace(
      '</u:create>',
      '<u:sObjects><u:type>Account</u:type><u:Name>B</u:Name></u:sObjects></u:create>',
    );
    const header = `<u:SessionHeader><u:sessionId>${await session(mounted())}</u:sessionId></u:SessionHeader>`;
    const headers = { 'content-type': 'text/xml', tracestate: 'backlot=write' };
    const reply = await mounted().send({ method: 'POST', path: '/services/Soap/u/62.0', headers, body: envelope(two, header) });
    expect([textsOf(reply, 'statusCode'), textsOf(reply, 'success')]).toEqual([['UNABLE_TO_LOCK_ROW'], ['false', 'true']]);
    expect(vendor.people.list('Account').map((row) => row['Name'])).toEqual(['B']);
  });

  describe('merge', () => {
    it.each(['request', 'mergeRequests'])('joins records into a master, asked with %s', async (element) => {
      const { people } = mounted().vendor;
      const admin = people.user('admin')!;
      const [master, loser] = ['Acme', 'Acme UK'].map((Name) => people.create('Account', { Name }, admin));
      const contact = people.create('Contact', { LastName: 'Jensen', AccountId: loser }, admin);
      const record = `<u:masterRecord><u:type>Account</u:type><u:Id>${master}</u:Id><u:Phone>42</u:Phone></u:masterRecord>`;
      const reply = await call(
        mounted(),
        `<u:merge><u:${element}>${record}<u:recordToMergeIds>${loser}</u:recordToMergeIds></u:${element}></u:merge>`,
      );
      expect(reply.text).toContain(
        `<result><id>${master}</id><mergedRecordIds>${loser}</mergedRecordIds><success>true</success><updatedRelatedIds>${contact}</updatedRelatedIds></result>`,
      );
      expect(people.read('Account', loser!)).toMatchObject({ IsDeleted: true, MasterRecordId: master });
      expect(people.read('Contact', contact)).toMatchObject({ AccountId: master });
      expect(people.read('Account', master!)).toMatchObject({ Phone: '42' });
    });

    it('refuses a deleted loser', async () => {
      const { people } = mounted().vendor;
      const admin = people.user('admin')!;
      const [master, loser] = ['Acme', 'Acme UK'].map((Name) => people.create('Account', { Name }, admin));
      people.delete('Account', loser!, admin);
      const record = `<u:masterRecord><u:type>Account</u:type><u:Id>${master}</u:Id></u:masterRecord>`;
      const reply = await call(
        mounted(),
        `<u:merge><u:request>${record}<u:recordToMergeIds>${loser}</u:recordToMergeIds></u:request></u:merge>`,
      );
      expect([textOf(reply, 'statusCode'), textOf(reply, 'success')]).toEqual(['ENTITY_IS_DELETED', 'false']);
    });
  });

  it('converts a lead', async () => {
    const { people } = mounted().vendor;
    const lead = people.create('Lead', { LastName: 'Jensen', Company: 'Acme' }, people.user('admin')!);
    const convert = `<u:leadId>${lead}</u:leadId><u:convertedStatus>Closed - Converted</u:convertedStatus><u:doNotCreateOpportunity>true</u:doNotCreateOpportunity>`;
    const reply = await call(mounted(), `<u:convertLead><u:leadConverts>${convert}</u:leadConverts></u:convertLead>`);
    expect(reply.text).toContain(`<leadId>${lead}</leadId><opportunityId xsi:nil="true"/><success>true</success>`);
    expect(people.read('Contact', textOf(reply, 'contactId')!)).toMatchObject({
      LastName: 'Jensen',
      AccountId: textOf(reply, 'accountId'),
    });
  });

  it('describes objects', async () => {
    const one = await call(mounted(), '<u:describeSObject><u:sObjectType>contact</u:sObjectType></u:describeSObject>');
    expect([textsOf(one, 'keyPrefix'), textsOf(one, 'name').includes('AccountId')]).toEqual([['003'], true]);
    const all = await call(mounted(), '<u:describeGlobal/>');
    expect(textsOf(all, 'name')).toContain('Account');
    const refused = await call(mounted(), '<u:describeSObject><u:sObjectType>Nope</u:sObjectType></u:describeSObject>');
    expect(refused.text).toContain('<faultcode>sf:INVALID_TYPE</faultcode>');
  });

  it('lists what changed and what was deleted, losers of merges among them', async () => {
    const { people } = mounted().vendor;
    const admin = people.user('admin')!;
    const [master, loser] = ['Acme', 'Acme UK'].map((Name) => people.create('Account', { Name }, admin));
    people.merge({ type: 'Account', master: master!, losers: [loser!], keep: {} }, admin);
    const window = '<u:startDate>2026-03-02T08:00:00Z</u:startDate><u:endDate>2026-03-02T10:00:00Z</u:endDate>';
    const updated = await call(mounted(), `<u:getUpdated><u:sObjectType>Account</u:sObjectType>${window}</u:getUpdated>`);
    expect(textsOf(updated, 'ids')).toEqual([master]);
    const deleted = await call(mounted(), `<u:getDeleted><u:sObjectType>Account</u:sObjectType>${window}</u:getDeleted>`);
    expect(deleted.text).toContain(`<deletedRecords><deletedDate>2026-03-02T09:00:00.000Z</deletedDate><id>${loser}</id></deletedRecords>`);
  });

  it('tells the time of the virtual clock, and who the user is', async () => {
    expect(textOf(await call(mounted(), '<u:getServerTimestamp/>'), 'timestamp')).toBe('2026-03-02T09:00:00.000Z');
    expect(textOf(await call(mounted(), '<u:getUserInfo/>'), 'userName')).toBe('admin@backlot.test');
  });
});
