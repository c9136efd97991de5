// What the Intacct stand-in costs on large input: processor time beside a bare node:http server, measured in turns on one machine.
import { createServer } from 'node:http';
import { createSimulator, directTransport } from '../dist/simulator.js';
import { Caller } from './kinds/caller.mjs';

const CALLS = 200;
const ROUNDS = 9;
const HEADERS = { 'content-type': 'application/xml', host: 'localhost:4003' };

const simulator = createSimulator();
const ask = directTransport(simulator.intacct.standIn, 'localhost:4003');
const server = createServer((_request, response) => response.end('{"ok":true}'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const caller = new Caller(server.address().port);
const bare = () => caller.send(post(''));

await call(
  '<create><CUSTOMER><CUSTOMERID>BENCH</CUSTOMERID><NAME>A</NAME><DISPLAYCONTACT><PRINTAS>A</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>',
);
await compare('envelope of 4.5 KB, an update', () => call(update(4_500)));
await compare('the same, refused after parsing', () => ask(post(envelope(update(4_500)).replace('>backlot<', '>wrong<'))));
await compare('the same, no route: what logging costs', () => ask({ ...post(envelope(update(4_500))), path: '/nothing' }));

await once('9 MB of tiny elements', () => ask(post(envelope(`<create>${'<A/>'.repeat(2_300_000)}</create>`))));

await once('making 100,000 customers', () => simulator.intacct.seed('large'));
const pages = {
  'equalto TERMNAME': '<equalto><field>TERMNAME</field><value>Net 30</value></equalto>',
  'like NAME': '<like><field>NAME</field><value>%Foods%</value></like>',
  'greaterthan RECORDNO': '<greaterthan><field>RECORDNO</field><value>50000</value></greaterthan>',
  'and of two':
    '<and><equalto><field>STATUS</field><value>active</value></equalto><equalto><field>CUSTTYPE</field><value>Direct</value></equalto></and>',
  'equalto TERM.DUEDATE': '<equalto><field>TERM.DUEDATE</field><value>30</value></equalto>',
  'equalto the display contact’s city': '<equalto><field>DISPLAYCONTACT.MAILADDRESS.CITY</field><value>Denver</value></equalto>',
  'ordered by NAME':
    '<equalto><field>TERMNAME</field><value>Net 30</value></equalto></filter><orderby><order><field>NAME</field></order></orderby><filter>',
};
for (const [name, filter] of Object.entries(pages)) await page(name, filter);

caller.close();
server.close();

/** The first page ever asked for, a page after a write, and the page after it. */
async function page(name, filter) {
  const fields = ['CUSTOMERID', 'NAME', 'STATUS'].map((field) => `<field>${field}</field>`).join('');
  const query = `<query><object>CUSTOMER</object><select>${fields}</select><filter>${filter}</filter><pagesize>1000</pagesize>`.replace(
    '<filter></filter>',
    '',
  );
  const at = (offset) => call(`${query}<offset>${offset}</offset></query>`);
  const first = await cpu(() => at(0));
  const after = [];
  const next = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await call(update(600, round));
    after.push(await cpu(() => at(0)));
    next.push(await cpu(() => at(1_000)));
  }
  console.log(
    `query of 1,000 in 100,000, ${name.padEnd(36)} first ${ms(first)}   after a write ${ms(median(after))}   next page ${ms(median(next))}`,
  );
}

async function compare(name, work) {
  const [own, other] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const spent = await cpu(() => times(work));
    const bareSpent = await cpu(() => times(bare));
    if (round < 0) continue;
    own.push(spent / CALLS);
    other.push(bareSpent / CALLS);
  }
  const [us, bareUs] = [median(own), median(other)];
  console.log(
    `${name.padEnd(42)} ${us.toFixed(1).padStart(7)} us   bare node:http ${bareUs.toFixed(1)} us   ratio ${(us / bareUs).toFixed(2)}`,
  );
}

async function once(name, work) {
  console.log(`${name.padEnd(42)} ${ms(await cpu(work))}`);
}

async function times(work) {
  for (let index = 0; index < CALLS; index += 1) await work();
}

/** Microseconds of processor time. */
async function cpu(work) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

async function call(content) {
  const reply = await ask(post(envelope(content)));
  if (!/<result><status>success/.test(reply.body)) throw new Error(String(reply.body).slice(0, 1_000));
  return reply;
}

function post(body) {
  return { method: 'POST', path: '/ia/xml/xmlgw.phtml', query: '', headers: HEADERS, body };
}

/** An update of a customer in so many characters, most of them in elements that a customer does not have. */
function update(size, comment = '') {
  const contact =
    '<DISPLAYCONTACT><PRINTAS>Acme &amp; Co</PRINTAS><PHONE1>555-0100</PHONE1><MAILADDRESS><CITY>Portland</CITY></MAILADDRESS></DISPLAYCONTACT>';
  let text = `<update><CUSTOMER><CUSTOMERID>BENCH</CUSTOMERID><COMMENTS>${comment}</COMMENTS>${contact}`;
  for (let index = 0; text.length < size - 750; index += 1) text += `<X_FIELD_${index}>some text here</X_FIELD_${index}>`;
  return `${text}</CUSTOMER></update>`;
}

function envelope(content) {
  const control =
    '<control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion><includewhitespace>false</includewhitespace></control>';
  const login = '<login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login>';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<request>${control}<operation><authentication>${login}</authentication><content><function controlid="1">${content}</function></content></operation></request>`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function ms(us) {
  return `${(us / 1_000).toFixed(1)} ms`;
}
