// Account Engagement with 100,000 prospects: query pages against a bare node:http server that looks the same rows up in a Map and
// prints as many bytes, in turns and by CPU time; then an import of 10,000 rows.
import { createServer } from 'node:http';
import { createSimulator, directTransport, httpMount } from '../dist/simulator.js';
import { Caller } from './kinds/caller.mjs';

const PROSPECTS = 100_000;
const PAGES = 60;
const ROUNDS = 9;
const HOST = 'localhost:4002';

const simulator = createSimulator();
const { world, salesforce, engagement } = simulator;
const start = world.clock.now();
const filling = process.cpuUsage();
await fill();
console.log(`${PROSPECTS} prospects in ${Math.round(process.cpuUsage(filling).user / 1e3)} ms`);
const headers = { host: HOST, authorization: `Bearer ${await signIn()}`, 'pardot-business-unit-id': engagement.people.units()[0] };
const rows = new Map(engagement.people.list('Prospect').map((row) => [row.id, row]));

const NARROW = 'id,email,updatedAt';
const WIDE =
  'id,email,firstName,lastName,company,jobTitle,score,grade,isDeleted,createdAt,updatedAt,campaignId,salesforceId,lastActivityAt';
for (const [name, query] of [
  ['200 of all', () => ({ fields: NARROW, updatedAtAfter: at(0) })],
  ['200 wide of a moving half', (n) => ({ fields: WIDE, updatedAtAfter: at(PROSPECTS / 2 + n) })],
  ['200 wide of a moving tenth', (n) => ({ fields: WIDE, updatedAtAfter: at(0.9 * PROSPECTS + n) })],
  ['200 wide, newest change first', (n) => ({ fields: WIDE, updatedAtAfter: at(n * 100), orderBy: 'updatedAt DESC' })],
  ['1000 wide by updatedAt', (n) => ({ fields: WIDE, updatedAtAfter: at(n * 1000), orderBy: 'updatedAt', limit: 1000 })],
  ['1000 wide, other rows each time', (n) => ({ fields: WIDE, updatedAtAfter: at(n * 1000), limit: 1000 })],
  ['200 between two instants', (n) => ({ fields: WIDE, updatedAtAfter: at(n * 1000), updatedAtBefore: at(n * 1000 + 9000) })],
]) {
  await compare(name, (n) => `${new URLSearchParams(query(n))}`);
}
await compareSequence();
await importRows();

/** Prospects of a second each, one in seven edited later, so that ids and changes are in different orders. */
async function fill() {
  const admin = engagement.people.user('admin');
  const ids = [];
  for (let index = 0; index < PROSPECTS; index += 1) {
    if (index % 100 === 0) await world.clock.advanceTo(start + index * 1000);
    const person = {
      firstName: `First ${index % 977}`,
      lastName: `Last ${index % 4099}`,
      company: `Company ${index % 313}`,
      jobTitle: 'Buyer',
    };
    ids.push(engagement.people.create('Prospect', { email: `person.${index}@example.com`, ...person }, admin));
  }
  for (let index = 0; index < PROSPECTS; index += 7)
    engagement.people.update('Prospect', ids[(index * 31) % PROSPECTS], { city: 'Bergen' }, admin);
}

function at(seconds) {
  return new Date(start - 1000 + seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
}

/** Pages of a query, ours and bare in turns. */
async function compare(name, query) {
  const transport = directTransport(engagement.standIn, HOST);
  const request = (n) => ({ method: 'GET', path: '/api/v5/objects/prospects', query: query(n), headers, body: '' });
  const ours = await open(httpMount(engagement.standIn));
  const sample = JSON.parse((await ours.caller.send(request(1))).body);
  if (sample.values === undefined) throw new Error(JSON.stringify(sample));
  const bare = await open(bareServer(sample.values));
  const ask = {
    bare: (n) => bare.caller.send(request(n)),
    http: (n) => ours.caller.send(request(n)),
    direct: (n) => transport(request(n)),
  };
  report(name, sample.values.length, await inTurns(ask));
  close(bare, ours);
}

/** Following `nextPageUrl` from the first record to the last. */
async function compareSequence() {
  const ours = await open(httpMount(engagement.standIn));
  const first = new URLSearchParams({ fields: WIDE, updatedAtAfter: at(0), limit: 1000 });
  let query = `${first}`;
  const ask = async () => {
    const reply = await ours.caller.send({ method: 'GET', path: '/api/v5/objects/prospects', query, headers, body: '' });
    const next = /"nextPageToken":"([^"]+)"/.exec(reply.body.subarray(0, 2000).toString())?.[1];
    query = `${next === undefined ? first : new URLSearchParams({ fields: WIDE, nextPageToken: next })}`;
  };
  const sample = JSON.parse((await ours.caller.send({ method: 'GET', path: '/api/v5/objects/prospects', query, headers, body: '' })).body);
  const bare = await open(bareServer(sample.values));
  const request = { method: 'GET', path: '/', query: '', headers, body: '' };
  report('1000 wide, page after page', 1000, await inTurns({ bare: () => bare.caller.send(request), http: ask }));
  close(bare, ours);
}

function bareServer(values) {
  const ids = values.map(({ id }) => id);
  const names = Object.keys(values[0]);
  return (_request, response) => {
    const found = ids.map((id) => {
      const row = rows.get(id);
      const shown = {};
      for (const name of names) shown[name] = row[name];
      return shown;
    });
    const text = JSON.stringify({ nextPageToken: null, nextPageUrl: null, values: found });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  };
}

async function inTurns(ask) {
  const spent = Object.fromEntries(Object.keys(ask).map((name) => [name, []]));
  let page = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of Object.keys(ask)) {
      const before = process.cpuUsage();
      for (let count = 0; count < PAGES; count += 1) await ask[name](page++ % 90);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) spent[name].push((user + system) / PAGES);
    }
  }
  return Object.fromEntries(Object.entries(spent).map(([name, each]) => [name, each.toSorted((a, b) => a - b)[each.length >> 1]]));
}

function report(name, count, { bare, http, direct }) {
  const ms = (us) => `${(us / 1000).toFixed(2)} ms`;
  const alone = direct === undefined ? '' : `   direct ${ms(direct)}`;
  console.log(
    `${name.padEnd(34)} ${String(count).padStart(5)} rows   ${(http / bare).toFixed(2)} x bare (${ms(http)} : ${ms(bare)})${alone}`,
  );
}

async function importRows() {
  const boundary = 'backlot-bench';
  for (const [name, prefix] of [
    ['10,000 new rows', 'fresh'],
    ['10,000 known rows', 'person'],
  ]) {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `${prefix}.${index}@example.com,First ${index},Last ${index},Import ${index % 50},Oslo`,
    );
    const input = { operation: 'Upsert', object: 'Prospect', createOnNoMatch: true, status: 'Ready' };
    input.fields = ['email', 'firstName', 'lastName', 'company', 'city'].map((field) => ({ field, overwrite: true, nullOverwrite: false }));
    const csv = ['matchEmail,email,firstName,lastName,company,city', ...lines.map((line) => `${line.split(',')[0]},${line}`)].join('\n');
    const part = (head, text) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
    const body = `${part('name="input"', JSON.stringify(input))}${part('name="file"; filename="rows.csv"\r\nContent-Type: text/csv', csv)}--${boundary}--\r\n`;
    const from = process.cpuUsage();
    const transport = directTransport(engagement.standIn, HOST);
    const typed = { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const made = await transport({ method: 'POST', path: '/api/v5/imports', query: '', headers: typed, body });
    const { id } = JSON.parse(made.body);
    await world.clock.advanceTo(world.clock.now() + 120_000);
    const { user, system } = process.cpuUsage(from);
    const read = await transport({
      method: 'GET',
      path: `/api/v5/imports/${id}`,
      query: 'fields=status,createdCount,updatedCount,errorCount',
      headers,
      body: '',
    });
    console.log(`import of ${name.padEnd(24)} ${((user + system) / 1e6).toFixed(2)} s CPU   ${read.body}`);
  }
}

async function signIn() {
  const body = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const transport = directTransport(salesforce.standIn, 'localhost:4001');
  return JSON.parse((await transport({ method: 'POST', path: '/services/oauth2/token', query: '', headers: form, body })).body)
    .access_token;
}

async function open(listener) {
  const server = createServer({ keepAliveTimeout: 0 }, listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, caller: new Caller(server.address().port) };
}

function close(...opened) {
  for (const { server, caller } of opened) {
    caller.close();
    server.close();
  }
}
