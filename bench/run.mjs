// Measures the built simulator against a bare node:http server in the same run, so that the ratios mean the same on every machine.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSimulator, directTransport, httpMount } from '../dist/simulator.js';
import { Caller } from './caller.mjs';
import { rowsOf } from './rows.mjs';

const CALLS = 400;
const ROUNDS = 7;

const simulator = createSimulator();
for (const vendor of ['salesforce', 'engagement', 'intacct']) await simulator[vendor].seed('small');

const bare = await open((_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"ok":true}');
});
const served = {};
for (const vendor of ['salesforce', 'engagement', 'intacct']) served[vendor] = await open(httpMount(simulator[vendor].standIn));

const rows = await rowsOf(simulator);
const results = [];
for (const row of rows) {
  const over = { bare: [], http: [], direct: [] };
  const transport = directTransport(simulator[row.vendor].standIn, row.host);
  const ask = {
    bare: () => bare.caller.send(row.request),
    http: () => served[row.vendor].caller.send(row.request),
    direct: () => transport(row.request),
  };
  for (const name of Object.keys(ask)) await measure(ask[name], CALLS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of Object.keys(ask)) over[name].push(await measure(ask[name], CALLS));
  }
  const us = { bare: median(over.bare), http: median(over.http), direct: median(over.direct) };
  const result = {
    row: row.name,
    bareUs: round1(us.bare),
    httpUs: round1(us.http),
    directUs: round1(us.direct),
    ratio: round1(us.http / us.bare),
    directPerSecond: Math.round(1e6 / us.direct),
  };
  results.push(result);
  console.log(
    `${row.name.padEnd(32)} ${String(result.ratio).padStart(6)} x bare node:http   ${String(result.directPerSecond).padStart(8)} direct calls/s`,
  );
}

writeFileSync(
  new URL('results.json', import.meta.url),
  `${JSON.stringify({ node: process.version, calls: CALLS, rounds: ROUNDS, results }, null, 2)}\n`,
);
for (const { server, caller } of [bare, ...Object.values(served)]) {
  caller.close();
  server.close();
}

async function open(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, caller: new Caller(server.address().port) };
}

/** Microseconds per call. */
async function measure(call, times) {
  const start = performance.now();
  for (let index = 0; index < times; index += 1) {
    const reply = await call();
    if (reply.status >= 400) throw new Error(`status ${reply.status}: ${Buffer.from(reply.body).toString().slice(0, 500)}`);
  }
  return ((performance.now() - start) * 1000) / times;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function round1(value) {
  return Math.round(value * 10) / 10;
}
