// Measures Salesforce with 100,000 accounts, in CPU time of this process (client and server), so that a busy machine changes little.
// Ratios are against bare node:http that looks up 50 records in a Map and writes as many bytes, interleaved with what is measured.
import { createServer } from 'node:http';
import { createSimulator, httpMount } from '../dist/simulator.js';
import { Caller } from './caller.mjs';
import { signIn } from './rows.mjs';

const ACCOUNTS = 100_000;
const CALLS = 200;
const ROUNDS = 9;
const QUERY = '/services/data/v62.0/query';

const CITIES = ['Austin', 'Boston', 'Denver', 'Portland'];

function filled(count) {
  const { world, salesforce } = createSimulator();
  const type = salesforce.state.schema.type('Account');
  const admin = salesforce.people.user('admin');
  const owner = { by: admin };
  const parents = [];
  for (let index = 0; index < count; index += 1) {
    const values = {
      Name: `Account ${(index * 7919) % count}`,
      BillingCity: CITIES[index % 4],
      NumberOfEmployees: index % 1000,
      Phone: `555 ${index}`,
    };
    if (index >= count / 50 && parents.length > 0) values.ParentId = parents[index % parents.length];
    const id = salesforce.state.create(type, values, owner);
    if (index < count / 50) parents.push(id);
    if (index % 1000 === 999) world.clock.advance?.(1000);
  }
  return { world, salesforce, parents };
}

const large = filled(ACCOUNTS);
const small = filled(100);

async function open(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, caller: new Caller(server.address().port) };
}

const bearer = { authorization: `Bearer ${await signIn(large.salesforce)}` };
const bearerSmall = { authorization: `Bearer ${await signIn(small.salesforce)}` };
const json = { 'content-type': 'application/json' };
const soql = (text) => ({ method: 'GET', path: QUERY, query: `q=${encodeURIComponent(text)}`, headers: bearer, body: '' });

const served = await open(httpMount(large.salesforce.standIn));
const servedSmall = await open(httpMount(small.salesforce.standIn));

const parent = large.parents[3];
const fresh = () =>
  `SELECT Id, Name, BillingCity, NumberOfEmployees, Phone FROM Account WHERE ParentId = '${large.parents[Math.floor(turn++ % large.parents.length)]}' LIMIT 50`;
let turn = 0;
const indexed = `SELECT Id, Name, BillingCity, NumberOfEmployees, Phone FROM Account WHERE ParentId = '${parent}' LIMIT 50`;
const reply = JSON.parse((await served.caller.send(soql(indexed))).body);
if (reply.records.length < 48) throw new Error(`the indexed query gives ${reply.records.length} rows`);

const records = new Map(reply.records.map((each) => [each.Id, each]));
const ids = [...records.keys()];
const bareQuery = await open((_request, response) => {
  const body = JSON.stringify({ totalSize: ids.length, done: true, records: ids.map((id) => records.get(id)) });
  response
    .writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': String(Buffer.byteLength(body)) })
    .end(body);
});
const record = JSON.parse(
  (
    await served.caller.send({
      method: 'GET',
      path: `/services/data/v62.0/sobjects/Account/${ids[0]}`,
      query: '',
      headers: bearer,
      body: '',
    })
  ).body,
);
const bareGet = await open((_request, response) => {
  const body = JSON.stringify(record);
  response
    .writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': String(Buffer.byteLength(body)) })
    .end(body);
});
const barePost = await open((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const values = JSON.parse(Buffer.concat(chunks));
    records.set('new', values);
    const body = JSON.stringify({ id: '001000000000001AAA', success: true, errors: [] });
    response
      .writeHead(201, { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': String(Buffer.byteLength(body)) })
      .end(body);
  });
});

const account = (number) => ({
  method: 'POST',
  path: '/services/data/v62.0/sobjects/Account',
  query: '',
  headers: { ...json, ...bearer },
  body: JSON.stringify({ Name: `Fresh ${number}`, BillingCity: 'Boston', NumberOfEmployees: 7, Phone: '555 1' }),
});
const get = (id) => ({ method: 'GET', path: `/services/data/v62.0/sobjects/Account/${id}`, query: '', headers: bearer, body: '' });
const everyId = [...large.salesforce.state.table(large.salesforce.state.schema.type('Account')).rows()].map((row) => row.Id);

let number = 0;
const cases = {
  'bare, 50 rows': () => bareQuery.caller.send(soql(indexed)),
  'indexed query, 50 rows, same text': () => served.caller.send(soql(indexed)),
  'indexed query, 50 rows, other text each time': () => served.caller.send(soql(fresh())),
  'bare GET': () => bareGet.caller.send(get(ids[0])),
  'GET a record, another each time': () => served.caller.send(get(everyId[(number++ * 997) % ACCOUNTS])),
  'bare POST': () => barePost.caller.send(account(number++)),
  'POST at 100': () => servedSmall.caller.send({ ...account(number++), headers: { ...json, ...bearerSmall } }),
  'POST at 100,000': () => served.caller.send(account(number++)),
};

async function cpu(call, times) {
  const start = process.cpuUsage();
  for (let index = 0; index < times; index += 1) {
    const { status, body } = await call();
    if (status >= 400) throw new Error(`${status}: ${body.toString().slice(0, 300)}`);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / times;
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

for (const call of Object.values(cases)) await cpu(call, CALLS);
const us = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) for (const [name, call] of Object.entries(cases)) us[name].push(await cpu(call, CALLS));
const bareOf = { indexed: 'bare, 50 rows', GET: 'bare GET', POST: 'bare POST' };
for (const [name, values] of Object.entries(us)) {
  const bare = bareOf[name.split(' ')[0]];
  const ratio = bare === undefined ? '' : `${(median(values) / median(us[bare])).toFixed(2)} x bare`;
  console.log(`${name.padEnd(48)} ${median(values).toFixed(0).padStart(6)} us  ${ratio}`);
}

const scans = {
  'LIKE %x%, no index': `SELECT Id FROM Account WHERE BillingCity LIKE '%osto%' LIMIT 50`,
  'LIKE %x% on Name, few': (n) => `SELECT Id FROM Account WHERE Name LIKE '%999${n}%'`,
  'LIKE, nothing found': (n) => `SELECT Id FROM Account WHERE Phone LIKE '%nothing${n}%'`,
  'LIKE a%b, nothing found': (n) => `SELECT Id FROM Account WHERE Phone LIKE '5%nothing${n}'`,
  'LIKE _, nothing found': (n) => `SELECT Id FROM Account WHERE Phone LIKE '_55 nothing${n}%'`,
  'ORDER BY Name LIMIT 200': 'SELECT Id, Name FROM Account ORDER BY Name LIMIT 200',
  'ORDER BY Name DESC, Id LIMIT 200': 'SELECT Id, Name FROM Account ORDER BY Name DESC, Id LIMIT 200',
  'ORDER BY BillingCity, NumberOfEmployees LIMIT 200': 'SELECT Id, Name FROM Account ORDER BY BillingCity, NumberOfEmployees LIMIT 200',
  'ORDER BY SystemModstamp DESC LIMIT 200': 'SELECT Id, Name FROM Account ORDER BY SystemModstamp DESC LIMIT 200',
  'WHERE NumberOfEmployees > 990 ORDER BY Name LIMIT 200':
    'SELECT Id, Name FROM Account WHERE NumberOfEmployees > 990 ORDER BY Name LIMIT 200',
  'WHERE Phone = x': (n) => `SELECT Id FROM Account WHERE Phone = '555 ${n}'`,
  'COUNT()': 'SELECT COUNT() FROM Account',
  'COUNT() WHERE LIKE': `SELECT COUNT() FROM Account WHERE BillingCity LIKE 'Bos%'`,
  'GROUP BY BillingCity': 'SELECT BillingCity, COUNT(Id) FROM Account GROUP BY BillingCity',
  'CreatedDate = TODAY, first 2000': 'SELECT Id FROM Account WHERE CreatedDate = TODAY',
};
for (const [name, text] of Object.entries(scans)) {
  const times = [];
  for (let round = 0; round < 15; round += 1) {
    times.push((await cpu(() => served.caller.send(soql(typeof text === 'string' ? text : text(round))), 1)) / 1000);
  }
  console.log(`${name.padEnd(56)} first ${times[0].toFixed(2)} ms, then ${median(times.slice(3)).toFixed(2)} ms`);
}
await served.caller.send(account(number++));
{
  const times = [];
  for (let round = 0; round < 15; round += 1) {
    await served.caller.send(account(number++));
    times.push((await cpu(() => served.caller.send(soql(scans['LIKE %x%, no index'].replace('LIMIT 50', ''))), 1)) / 1000);
  }
  console.log(`LIKE after a write, 25,000 found                 ${median(times).toFixed(2)} ms`);
  times.length = 0;
  for (let round = 0; round < 15; round += 1) {
    await served.caller.send(account(number++));
    times.push((await cpu(() => served.caller.send(soql(scans['ORDER BY Name LIMIT 200'])), 1)) / 1000);
  }
  console.log(`ORDER BY Name LIMIT 200 after a write            ${median(times).toFixed(2)} ms`);
}
for (const { server, caller } of [bareQuery, bareGet, barePost, served, servedSmall]) {
  caller.close();
  server.close();
}
