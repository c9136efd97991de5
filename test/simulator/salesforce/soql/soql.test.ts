import { beforeEach, describe, expect, it } from 'vitest';
import { SoqlWorld } from './soql-world.js';

let soql: SoqlWorld;
let acme: string;
let bolt: string;
let jane: string;

beforeEach(() => {
  soql = new SoqlWorld();
  acme = soql.create('Account', { Name: 'Acme', Industry: 'Banking', NumberOfEmployees: 50, AnnualRevenue: 1000 });
  bolt = soql.create('Account', { Name: 'bolt', Industry: 'Energy', NumberOfEmployees: 5, ParentId: acme });
  soql.create('Account', { Name: 'Cargo 100%', AnnualRevenue: 250 });
  jane = soql.create('Contact', {
    LastName: 'Jensen',
    FirstName: 'Jane',
    AccountId: acme,
    Email: 'Jane@Acme.test',
    HasOptedOutOfEmail: true,
  });
  soql.create('Contact', { LastName: 'Olsen', AccountId: bolt });
  soql.create('Contact', { LastName: 'Free' });
});

describe('what a result looks like', () => {
  it('shows attributes, then the fields in the order and canonical case of SELECT', () => {
    const text = JSON.stringify(soql.ask("select name, id FROM account WHERE NAME = 'ACME'"));
    const attributes = `{"type":"Account","url":"/services/data/v62.0/sobjects/Account/${acme}"}`;
    expect(text).toBe(`{"totalSize":1,"done":true,"records":[{"attributes":${attributes},"Name":"Acme","Id":"${acme}"}]}`);
  });

  it('is that of the org that is asked, whatever others with the same schema answered to the same text', () => {
    const other = new SoqlWorld();
    other.create('Account', { Name: 'Delta' });
    const names = (asked: SoqlWorld) =>
      asked.ask('SELECT Name, Parent.Name FROM Account ORDER BY Name').records.map((record) => record['Name']);
    for (let time = 0; time < 4; time += 1) {
      expect(names(soql)).toEqual(['Acme', 'bolt', 'Cargo 100%']);
      expect(names(other)).toEqual(['Delta']);
    }
  });

  it('nests parents, and shows a missing parent as null', () => {
    const { records } = soql.ask('SELECT LastName, Account.Parent.Name, Account.Name FROM Contact ORDER BY LastName DESC');
    expect(records.map((record) => record['Account'])).toMatchObject([
      { Name: 'bolt', Parent: { Name: 'Acme' } },
      { Name: 'Acme', Parent: null },
      null,
    ]);
  });

  it('shows children under their relationship, and none as null', () => {
    const { records } = soql.ask('SELECT Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name');
    expect(records[0]!['Contacts']).toMatchObject({ totalSize: 1, done: true, records: [{ LastName: 'Jensen' }] });
    expect(records[2]!['Contacts']).toBeNull();
  });

  it('nests child subqueries over several levels', () => {
    const { records } = soql.ask(
      "SELECT Name, (SELECT Name, (SELECT LastName FROM Contacts) FROM ChildAccounts) FROM Account WHERE Name = 'Acme'",
    );
    expect(records[0]).toMatchObject({ ChildAccounts: { records: [{ Name: 'bolt', Contacts: { records: [{ LastName: 'Olsen' }] } }] } });
  });

  it('prints decimals with a fraction, whole numbers without, and datetimes with +0000', () => {
    const text = soql.text("SELECT AnnualRevenue, NumberOfEmployees, CreatedDate FROM Account WHERE Name = 'Acme'");
    expect(text).toContain('"AnnualRevenue":1000.0,"NumberOfEmployees":50,"CreatedDate":"2026-03-02T09:00:00.000+0000"}');
  });

  it('shows an owner that may be a user or a queue as a Name, at the address of what it is', () => {
    soql.create('Lead', { LastName: 'Lund', Company: 'Acme' });
    const { records } = soql.ask("SELECT Owner.Name, Owner.Type FROM Lead WHERE Owner.Type = 'User'");
    expect(records[0]!['Owner']).toEqual({
      attributes: { type: 'Name', url: `/services/data/v62.0/sobjects/User/0055g0000000001AAA` },
      Name: 'Admin User',
      Type: 'User',
    });
    expect(soql.column("SELECT LastName FROM Lead WHERE Owner.Profile.Name = 'System Administrator'")).toEqual(['Lund']);
    expect(soql.refusal('SELECT Owner.Manager.Name FROM Lead').message).toContain(
      "Didn't understand relationship 'Manager' in field path.",
    );
  });
});

describe('WHERE', () => {
  it.each([
    ["Name = 'aCME'", ['Acme']],
    ["Name = 'Acme  '", ['Acme']],
    ["Name != 'Acme'", ['bolt', 'Cargo 100%']],
    ["Industry <> 'Banking'", ['bolt', 'Cargo 100%']],
    ['Industry = null', ['Cargo 100%']],
    ["Industry = ''", ['Cargo 100%']],
    ['Industry != NULL', ['Acme', 'bolt']],
    ["Industry NOT IN ('Banking')", ['bolt', 'Cargo 100%']],
    ["Name IN ('acme', 'BOLT')", ['Acme', 'bolt']],
    ["Name LIKE 'b%'", ['bolt']],
    ["Name LIKE '_olt'", ['bolt']],
    ["Name LIKE '%100\\%'", ['Cargo 100%']],
    ["Name LIKE '%o%t'", ['bolt']],
    ["NOT Name LIKE '%o%'", ['Acme']],
    ["Name > 'B'", ['bolt', 'Cargo 100%']],
    ['NumberOfEmployees > 5', ['Acme']],
    ['NumberOfEmployees <= 5', ['bolt']],
    ['NumberOfEmployees IN (5, 50)', ['Acme', 'bolt']],
    ['AnnualRevenue = 250.0', ['Cargo 100%']],
    ["Name = 'Acme' OR (Name = 'bolt' AND Industry = 'Energy')", ['Acme', 'bolt']],
    ["(NOT Name = 'Acme') AND (NOT Name = 'bolt')", ['Cargo 100%']],
    ["Parent.Name = 'Acme'", ['bolt']],
    ['Parent.Name = null', ['Acme', 'Cargo 100%']],
    ['Id IN (SELECT AccountId FROM Contact)', ['Acme', 'bolt']],
    ["Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Jensen')", ['Acme']],
    ['Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)', ['Cargo 100%']],
    ['IsDeleted = true', []],
    ['CreatedDate = TODAY', ['Acme', 'bolt', 'Cargo 100%']],
    ['CreatedDate < TODAY', []],
    ['CreatedDate > 2026-03-02T08:59:59Z', ['Acme', 'bolt', 'Cargo 100%']],
    ['CreatedDate >= 2026-03-02T10:00:00.000+01:00', ['Acme', 'bolt', 'Cargo 100%']],
    ['SystemModstamp > 2026-03-02T09:00:00Z', []],
    ['CALENDAR_YEAR(CreatedDate) = 2026', ['Acme', 'bolt', 'Cargo 100%']],
    ['DAY_ONLY(CreatedDate) = 2026-03-01', []],
  ] as const)('%s', (where, names) => {
    expect(soql.column(`SELECT Name FROM Account WHERE ${where} ORDER BY Name`)).toEqual(names);
  });

  it('finds ids in both forms, case-sensitively in the short one', () => {
    expect(soql.column(`SELECT Name FROM Account WHERE Id = '${acme.slice(0, 15)}'`)).toEqual(['Acme']);
    expect(soql.column(`SELECT LastName FROM Contact WHERE AccountId IN ('${acme}', '${bolt.slice(0, 15)}')`)).toEqual(['Jensen', 'Olsen']);
  });

  it('filters on booleans and emails', () => {
    expect(soql.column('SELECT LastName FROM Contact WHERE HasOptedOutOfEmail = TRUE')).toEqual(['Jensen']);
    expect(soql.column("SELECT LastName FROM Contact WHERE Email = 'jane@acme.TEST'")).toEqual(['Jensen']);
  });

  it('takes aliases and the object name before fields', () => {
    expect(soql.column("SELECT a.Name FROM Account a WHERE a.Industry = 'Energy'")).toEqual(['bolt']);
    expect(soql.column("SELECT Account.Name FROM Account WHERE Account.Industry = 'Energy'")).toEqual(['bolt']);
    expect(soql.column("SELECT c.LastName FROM Contact c, c.Account a WHERE a.Name = 'Acme'")).toEqual(['Jensen']);
  });

  it('pages by id in order of creation', () => {
    expect(soql.column(`SELECT Name FROM Account WHERE Id > '${acme}' ORDER BY Id LIMIT 1`)).toEqual(['bolt']);
  });
});

describe('ORDER BY, LIMIT, OFFSET', () => {
  it.each([
    ['ORDER BY Industry', [null, 'Banking', 'Energy']],
    ['ORDER BY Industry DESC', [null, 'Energy', 'Banking']],
    ['ORDER BY Industry NULLS LAST', ['Banking', 'Energy', null]],
    ['ORDER BY Industry DESC NULLS LAST LIMIT 1', ['Energy']],
    ['ORDER BY Name LIMIT 1 OFFSET 1', ['Energy']],
    ['LIMIT 0', []],
  ] as const)('%s', (rest, values) => {
    expect(soql.column(`SELECT Industry FROM Account ${rest}`)).toEqual(values);
  });

  it('sorts by a parent field', () => {
    expect(soql.column('SELECT LastName FROM Contact ORDER BY Account.Name DESC NULLS LAST')).toEqual(['Olsen', 'Jensen', 'Free']);
  });
});

describe('aggregates', () => {
  it('counts without records', () => {
    expect(soql.ask('SELECT COUNT() FROM Account')).toEqual({ totalSize: 3, done: true, records: [] });
  });

  it('names unnamed aggregates expr0 and on, and keeps aliases', () => {
    const { records } = soql.ask('SELECT COUNT(Id), MAX(NumberOfEmployees) most, SUM(AnnualRevenue), AVG(NumberOfEmployees) FROM Account');
    expect(records).toEqual([{ attributes: { type: 'AggregateResult' }, expr0: 3, most: 50, expr1: 1250, expr2: 27.5 }]);
  });

  it('groups, null among the keys, and filters groups', () => {
    soql.create('Account', { Name: 'Delta', Industry: 'Energy' });
    const { records } = soql.ask('SELECT Industry, COUNT(Id) c FROM Account GROUP BY Industry ORDER BY COUNT(Id) DESC, Industry');
    expect(records.map(({ Industry, c }) => [Industry, c])).toEqual([
      ['Energy', 2],
      [null, 1],
      ['Banking', 1],
    ]);
    expect(soql.column('SELECT Industry FROM Account GROUP BY Industry HAVING COUNT(Id) > 1')).toEqual(['Energy']);
  });

  it('groups by a parent field under its bare name, and by parts of dates', () => {
    expect(soql.ask("SELECT Account.Name, COUNT(Id) FROM Contact WHERE Account.Name = 'Acme' GROUP BY Account.Name").records).toMatchObject(
      [{ Name: 'Acme', expr0: 1 }],
    );
    expect(
      soql.ask('SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Contact GROUP BY CALENDAR_YEAR(CreatedDate)').records,
    ).toMatchObject([{ y: 2026, expr0: 3 }]);
  });

  it('gives one row of zeros and nulls over no records', () => {
    expect(soql.ask("SELECT COUNT(Id), SUM(AnnualRevenue) FROM Account WHERE Name = 'none'").records).toMatchObject([
      { expr0: 0, expr1: null },
    ]);
  });
});

describe('the recycle bin and restricted records', () => {
  it('hides deleted records from query and shows them to queryAll', () => {
    soql.org.delete(jane, { by: 'nobody' });
    expect(soql.column('SELECT LastName FROM Contact')).toEqual(['Olsen', 'Free']);
    expect(soql.column('SELECT LastName FROM Contact WHERE IsDeleted = true', { all: true })).toEqual(['Jensen']);
  });

  it('shows no record, parent or child that the user may not read', () => {
    const user = '0055g000000000BAAQ';
    soql.org.sharing.set(user, acme, 'none');
    expect(soql.ask('SELECT Id FROM Account', { user }).totalSize).toBe(2);
    expect(soql.ask("SELECT Account.Name FROM Contact WHERE LastName = 'Jensen'", { user }).records[0]!['Account']).toBeNull();
    expect(soql.ask('SELECT Id FROM Account').totalSize).toBe(3);
  });
});

describe('pages', () => {
  it('gathers exactly totalSize records over its pages, for any page size', () => {
    for (let index = 0; index < 997; index += 1) soql.create('Contact', { LastName: `Number ${index}` });
    for (const batchSize of [200, 201, 999, 1000, 2000]) {
      let page = soql.ask('SELECT Id FROM Contact', { batchSize });
      const ids = page.records.map(({ Id }) => Id);
      while (page.nextRecordsUrl !== undefined) {
        expect(page.done).toBe(false);
        page = soql.more(page.nextRecordsUrl, batchSize);
        ids.push(...page.records.map(({ Id }) => Id));
      }
      expect([page.done, page.totalSize, new Set(ids).size, ids.length]).toEqual([true, 1000, 1000, 1000]);
    }
  });

  it('goes on with a subquery that has more children than the page', () => {
    for (let index = 0; index < 450; index += 1) soql.create('Contact', { LastName: `Number ${index}`, AccountId: acme });
    const { records } = soql.ask("SELECT (SELECT LastName FROM Contacts ORDER BY Id) FROM Account WHERE Name = 'Acme'", { batchSize: 200 });
    const contacts = records[0]!['Contacts'] as { totalSize: number; done: boolean; nextRecordsUrl: string; records: unknown[] };
    expect([contacts.totalSize, contacts.done, contacts.records.length]).toEqual([451, false, 200]);
    const second = soql.more(contacts.nextRecordsUrl, 200);
    expect([second.records.length, second.records[0]!['LastName']]).toEqual([200, 'Number 199']);
    expect(soql.more(second.nextRecordsUrl!, 200).records).toHaveLength(51);
  });

  it('keeps ten cursors per user: the oldest goes first', () => {
    for (let index = 0; index < 300; index += 1) soql.create('Contact', { LastName: `Number ${index}` });
    const urls = Array.from({ length: 11 }, () => soql.ask('SELECT Id FROM Contact', { batchSize: 200 }).nextRecordsUrl!);
    expect(() => soql.more(urls[0]!)).toThrow('invalid query locator');
    expect(soql.more(urls[1]!).done).toBe(true);
  });
});

describe('refusals', () => {
  it('points at a column that does not exist, in the vendor’s very words', () => {
    expect(soql.refusal('SELECT Bacon__c FROM Account LIMIT 2')).toEqual({
      code: 'INVALID_FIELD',
      message:
        "\nSELECT Bacon__c FROM Account LIMIT 2\n       ^\nERROR at Row:1:Column:8\nNo such column 'Bacon__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    });
  });

  it('counts rows and columns over several lines', () => {
    expect(soql.refusal('SELECT Id,\n  Nope\nFROM Account').message).toContain(
      "\n  Nope\n  ^\nERROR at Row:2:Column:3\nNo such column 'Nope'",
    );
  });

  it.each([
    ['', 'MALFORMED_QUERY', 'A query string has to be specified'],
    ['SELECT', 'MALFORMED_QUERY', 'unexpected token: <EOF>'],
    ['SELECT Id', 'MALFORMED_QUERY', "expecting 'from', found '<EOF>'"],
    ['SELECT Id FROM', 'MALFORMED_QUERY', 'unexpected token: <EOF>'],
    ['SELECT * FROM Account', 'MALFORMED_QUERY', "no viable alternative at character '*'"],
    ['SELECT Id FROM Nope', 'INVALID_TYPE', "sObject type 'Nope' is not supported."],
    ['SELECT Nope.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Nope' in field path."],
    ['SELECT (SELECT Id FROM Nopes) FROM Account', 'INVALID_TYPE', "Didn't understand relationship 'Nopes' in FROM part of query call."],
    ['SELECT Owner FROM Account', 'INVALID_FIELD', "No such column 'Owner' on entity 'Account'."],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY', "unexpected token: 'OR'"],
    ["SELECT Id FROM Account WHERE (Name = 'a'", 'MALFORMED_QUERY', "expecting a right parentheses, found '<EOF>'"],
    ['SELECT Id FROM Account WHERE Name = :name', 'MALFORMED_QUERY', 'Bind variables only allowed in Apex code'],
    [
      "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'",
      'INVALID_FIELD',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
    ],
    [
      'SELECT Id FROM Account WHERE CreatedDate > 2026-01-01',
      'INVALID_FIELD',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime",
    ],
    [
      'SELECT Id FROM Account WHERE Name = 5',
      'INVALID_FIELD',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ],
    ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    ["SELECT Id FROM Account WHERE Description = 'x'", 'INVALID_FIELD', "field 'Description' can not be filtered in a query call"],
    ['SELECT Id FROM Account ORDER BY Description', 'INVALID_FIELD', "field 'Description' can not be sorted in a query call"],
    ['SELECT Id, id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Name n FROM Account', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
    ['SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200'],
    ['SELECT (SELECT COUNT(Id) FROM Contacts) FROM Account', 'MALFORMED_QUERY', 'Only root queries support aggregate expressions'],
    ['SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', "unexpected token: 'ALL'"],
    [
      'SELECT TYPEOF Account WHEN Account THEN Phone END FROM Contact',
      'MALFORMED_QUERY',
      'TYPEOF is only allowed on polymorphic relationships',
    ],
    ['SELECT TYPEOF What WHEN Lead THEN Phone END FROM Task', 'MALFORMED_QUERY', "unexpected token: 'Lead'"],
    ['SELECT TYPEOF What WHEN Account THEN Nope END FROM Task', 'INVALID_FIELD', "No such column 'Nope' on entity 'Account'"],
    ['SELECT TYPEOF What ELSE Name END FROM Task', 'MALFORMED_QUERY', "unexpected token: 'ELSE'"],
    ['SELECT DISTANCE(BillingAddress) FROM Account', 'MALFORMED_QUERY', "unexpected token: ')'"],
    ["SELECT DISTANCE(Name, GEOLOCATION(1,1), 'km') FROM Account", 'MALFORMED_QUERY', 'does not support the function DISTANCE'],
    ["SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(91,1), 'km') < 1", 'MALFORMED_QUERY', 'within 90 and 180'],
    ["SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(1,1), 'ft') < 1", 'MALFORMED_QUERY', "must be 'mi' or 'km'"],
    [
      "SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(1,1), 'km') = 1",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid operator',
    ],
    ['SELECT Id FROM Account USING SCOPE Delegated', 'MALFORMED_QUERY', "scope 'delegated' is not supported for entity 'Account'"],
    ['SELECT Id FROM Account USING SCOPE Nope', 'MALFORMED_QUERY', "unexpected token: 'Nope'"],
    ['SELECT Id FROM Account WITH SYSTEM_MODE', 'MALFORMED_QUERY', "unexpected token: 'SYSTEM_MODE'"],
    ['SELECT GROUPING(Type) FROM Account GROUP BY Type', 'MALFORMED_QUERY', "unexpected token: 'GROUPING'"],
    ['SELECT FORMAT(IsDeleted) FROM Account', 'MALFORMED_QUERY', 'does not support the function FORMAT'],
    ['SELECT COUNT(Id) FROM Account GROUP BY CUBE(Type, Site, Phone, Fax)', 'MALFORMED_QUERY', 'GROUP BY CUBE takes at most 3 fields'],
    ["SELECT Id FROM Account WHERE Name = 'open", 'MALFORMED_QUERY', "mismatched character '<EOF>' expecting '''"],
    [`SELECT Id FROM Account WHERE ${'('.repeat(5000)}Name = 'x'`, 'QUERY_TOO_COMPLICATED', 'too complicated'],
    [
      'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE AccountId IN (SELECT Id FROM Account))',
      'MALFORMED_QUERY',
      'Nesting of semi join sub-selects is not supported',
    ],
  ])('%s', (text, code, message) => {
    const refusal = soql.refusal(text);
    expect(refusal.message).toContain(message);
    expect(refusal.code).toBe(code);
  });
});

describe('stamps', () => {
  it('finds what changed after, at and before an instant', async () => {
    await soql.world.clock.advanceTo(soql.world.clock.now() + 60_000);
    soql.org.update(soql.org.schema.type('Account')!, bolt, { Phone: '1' }, { by: '0055g0000000001AAA' });
    const changed = (where: string): unknown[] => soql.column(`SELECT Name FROM Account WHERE ${where} ORDER BY Name`);
    expect(changed('SystemModstamp > 2026-03-02T09:00:00Z')).toEqual(['bolt']);
    expect(changed('SystemModstamp >= 2026-03-02T09:00:00Z')).toEqual(['Acme', 'bolt', 'Cargo 100%']);
    expect(changed('SystemModstamp = 2026-03-02T09:00:00Z')).toEqual(['Acme', 'Cargo 100%']);
    expect(changed('SystemModstamp >= 2026-03-02T09:00:00Z AND SystemModstamp < 2026-03-02T09:01:00Z')).toEqual(['Acme', 'Cargo 100%']);
    expect(changed('LastModifiedDate > 2026-03-02T09:00:00Z AND CreatedDate <= 2026-03-02T09:00:00Z')).toEqual(['bolt']);
    expect(changed('SystemModstamp > TODAY')).toEqual([]);
    expect(changed('LastModifiedDate = TODAY')).toEqual(['Acme', 'bolt', 'Cargo 100%']);
  });

  it('compares dates with date literals', () => {
    soql.create('Opportunity', { Name: 'Now', StageName: 'Prospecting', CloseDate: '2026-03-31' });
    soql.create('Opportunity', { Name: 'Later', StageName: 'Prospecting', CloseDate: '2026-04-01' });
    expect(soql.column('SELECT Name FROM Opportunity WHERE CloseDate = THIS_MONTH')).toEqual(['Now']);
    expect(soql.column('SELECT Name FROM Opportunity WHERE CloseDate > THIS_MONTH')).toEqual(['Later']);
    expect(soql.column('SELECT Name FROM Opportunity WHERE CloseDate = NEXT_N_DAYS:29')).toEqual(['Now']);
    expect(soql.column('SELECT Name FROM Opportunity WHERE CloseDate < 2026-04-01')).toEqual(['Now']);
  });
});
