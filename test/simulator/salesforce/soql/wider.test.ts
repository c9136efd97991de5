import { beforeEach, describe, expect, it } from 'vitest';
import { SoqlWorld } from './soql-world.js';

let soql: SoqlWorld;
let acme: string;

beforeEach(() => {
  soql = new SoqlWorld();
  acme = soql.create('Account', { Name: 'Acme', Type: 'Prospect', Industry: 'Banking', AnnualRevenue: 1000, Phone: '42' });
  soql.create('Account', { Name: 'Bolt', Type: 'Prospect', Industry: 'Energy', AnnualRevenue: 500 });
  soql.create('Account', { Name: 'Cargo', Industry: 'Energy', AnnualRevenue: 250 });
});

describe('TYPEOF', () => {
  it('shows of each parent what its type was asked for, and the rest what ELSE says', () => {
    const stage = { StageName: 'Prospecting', CloseDate: '2026-12-31' };
    const deal = soql.create('Opportunity', { Name: 'Deal', Amount: 7, ...stage });
    const campaign = soql.create('Campaign', { Name: 'Spring' });
    for (const WhatId of [acme, deal, campaign, null]) soql.create('Task', { Subject: 'Call', WhatId });
    const { records } = soql.ask(
      'SELECT TYPEOF What WHEN Account THEN Phone, Owner.Name WHEN Opportunity THEN Amount ELSE Name, Type END FROM Task ORDER BY Id',
    );
    expect(records.map((record) => record['What'])).toMatchObject([
      {
        attributes: { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${acme}` },
        Phone: '42',
        Owner: { attributes: { type: 'User' } },
      },
      { attributes: { type: 'Opportunity' }, Amount: 7 },
      { attributes: { type: 'Campaign' }, Name: 'Spring', Type: 'Campaign' },
      null,
    ]);
    const [bare] = soql.ask(`SELECT TYPEOF What WHEN Account THEN Phone END FROM Task WHERE WhatId = '${deal}'`).records;
    expect(Object.keys(bare!['What'] as object)).toEqual(['attributes']);
  });
});

describe('functions in the SELECT list', () => {
  it('formats values as a page shows them, under an alias where one is given', () => {
    const [row] = soql.ask(
      "SELECT AnnualRevenue, FORMAT(AnnualRevenue) shown, FORMAT(CreatedDate), convertCurrency(AnnualRevenue) converted FROM Account WHERE Name = 'Acme'",
    ).records;
    expect(row).toMatchObject({ AnnualRevenue: 1000, shown: '$1,000.00', CreatedDate: '3/2/2026, 9:00 AM', converted: 1000 });
    expect(soql.ask('SELECT FORMAT(MAX(AnnualRevenue)) most FROM Account').records).toMatchObject([{ most: '$1,000.00' }]);
    expect(soql.refusal('SELECT AnnualRevenue, FORMAT(AnnualRevenue) FROM Account').message).toContain('duplicate alias: AnnualRevenue');
  });

  it('takes convertTimezone inside date functions', () => {
    const text =
      'SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)) hour, COUNT(Id) FROM Account GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate))';
    expect(soql.ask(text).records).toMatchObject([{ hour: 9, expr0: 3 }]);
  });
});

describe('subtotals', () => {
  const rows = (text: string): unknown[][] => soql.ask(text).records.map((record) => Object.values(record).slice(1));

  it('rolls up from the last key to the first, and tells subtotals from groups of null', () => {
    expect(
      rows('SELECT Type, Industry, GROUPING(Industry), COUNT(Id), SUM(AnnualRevenue) FROM Account GROUP BY ROLLUP(Type, Industry)'),
    ).toEqual([
      ['Prospect', 'Banking', 0, 1, 1000],
      ['Prospect', 'Energy', 0, 1, 500],
      [null, 'Energy', 0, 1, 250],
      ['Prospect', null, 1, 2, 1500],
      [null, null, 1, 1, 250],
      [null, null, 1, 3, 1750],
    ]);
  });

  it('sums over every choice of keys with CUBE, and filters subtotals with HAVING', () => {
    const having = 'HAVING GROUPING(Type) = 1 AND GROUPING(Industry) = 0';
    expect(rows(`SELECT Type, Industry, COUNT(Id) FROM Account GROUP BY CUBE(Type, Industry) ${having} ORDER BY Industry`)).toEqual([
      [null, 'Banking', 1],
      [null, 'Energy', 2],
    ]);
  });
});

describe('USING SCOPE', () => {
  it('tells the records of queues from those of users', () => {
    const queue = soql.create('Group', { Name: 'Inbound', Type: 'Queue' });
    soql.create('QueueSobject', { QueueId: queue, SobjectType: 'Lead' });
    soql.create('Lead', { LastName: 'Queued', Company: 'A', OwnerId: queue });
    soql.create('Lead', { LastName: 'Owned', Company: 'B' });
    expect(soql.column('SELECT LastName FROM Lead USING SCOPE Queue')).toEqual(['Queued']);
    expect(soql.column('SELECT LastName FROM Lead USING SCOPE user_owned')).toEqual(['Owned']);
    expect(soql.column('SELECT LastName FROM Lead USING SCOPE Mine')).toEqual(['Owned']);
    expect(soql.column('SELECT LastName FROM Lead USING SCOPE everything')).toHaveLength(2);
  });
});

describe('times of day', () => {
  it('compares them in order', () => {
    soql.org.addField({ object: 'Account', fullName: 'Opens__c', type: 'Time' });
    for (const [Name, Opens__c] of [
      ['Early', '07:30:00Z'],
      ['Late', '12:00:00.000Z'],
    ])
      soql.create('Account', { Name, Opens__c });
    expect(soql.column('SELECT Name FROM Account WHERE Opens__c < 12:00:00Z')).toEqual(['Early']);
    expect(soql.column('SELECT Name FROM Account WHERE Opens__c = 12:00:00.000Z')).toEqual(['Late']);
    expect(soql.refusal("SELECT Name FROM Account WHERE Opens__c = '12:00:00Z'").message).toContain('must be of type time');
  });
});

describe('DISTANCE', () => {
  const PARIS = 'GEOLOCATION(48.8566, 2.3522)';

  beforeEach(() => {
    soql.create('Account', { Name: 'London', BillingLatitude: 51.5074, BillingLongitude: -0.1278 });
    soql.create('Account', { Name: 'Rome', BillingLatitude: 41.9028, BillingLongitude: 12.4964 });
  });

  it('measures, filters and sorts by how far places are', () => {
    const { records } = soql.ask(
      `SELECT Name, DISTANCE(BillingAddress, ${PARIS}, 'km') far FROM Account WHERE DISTANCE(BillingAddress, ${PARIS}, 'km') < 2000 ` +
        `ORDER BY DISTANCE(BillingAddress, ${PARIS}, 'km') DESC`,
    );
    expect(records.map(({ Name }) => Name)).toEqual(['Rome', 'London']);
    expect(records.map(({ far }) => Math.round(far as number))).toEqual([1105, 344]);
  });

  it('counts in miles, under a name of its own where none is given', () => {
    const [row] = soql.ask(`SELECT DISTANCE(BillingAddress, ${PARIS}, 'mi') FROM Account WHERE Name = 'London'`).records;
    expect(Math.round(row!['expr0'] as number)).toBe(213);
  });
});
