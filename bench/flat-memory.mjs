// Says whether memory stays flat while clients call and call: `node --expose-gc bench/flat-memory.mjs [CALLS]` after a build. A million calls
// unless told otherwise: reads, queries, edits of the same records, refusals and unknown routes of all three stand-ins. What is kept of calls
// and changes is bounded, and nearly filled first; while the rest is filled memory may grow, and in the second half no more.
import { createSimulator, directTransport } from '../dist/simulator.js';

const CALLS = Number(process.argv[2] ?? 1_000_000);
const LOOKS = 20;
/** Calls and edits that fill what is kept of them. */
const CALLS_FIRST = 14_000;
const EDITS_FIRST = 26_000;
/** What memory may grow by from the first half to the last quarter, in megabytes: noise. */
const GROWTH_MB_MAX = 4;

const HOSTS = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' };
const simulator = createSimulator();
const send = Object.fromEntries(Object.entries(HOSTS).map(([system, host]) => [system, directTransport(simulator[system].standIn, host)]));
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const credentials = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
const signIn = async () => {
  const { body } = await send.salesforce({ method: 'POST', path: '/services/oauth2/token', query: '', headers: form, body: credentials });
  const authorization = `Bearer ${JSON.parse(String(body)).access_token}`;
  return { authorization, 'content-type': 'application/json', 'pardot-business-unit-id': '0Uv000000000001CAA' };
};
/** The vendors grant so many calls a day: a new day for each look. */
const nextDay = async () => {
  const { clock } = simulator.world;
  const until = clock.now() + 86_400_000;
  while (await clock.step(until));
  clock.jumpTo(until);
};
let json = await signIn();
const { people } = simulator.salesforce;
const admin = people.user('admin');
const leads = Array.from({ length: 50 }, (_, index) =>
  people.create('Lead', { LastName: `L${index}`, Company: 'C', Email: `l${index}@example.com` }, admin),
);
const engagement = simulator.engagement.people;
for (let index = 0; index < 20; index += 1) engagement.create('Prospect', { email: `p${index}@example.com` }, engagement.user('admin'));
const gateway = (call) =>
  `<?xml version="1.0"?><request><control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control><operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication><content><function controlid="a">${call}</function></content></operation></request>`;

const data = '/services/data/v62.0';
const soql = (text) => `q=${encodeURIComponent(text)}`;
const sent = [
  (n) => ['salesforce', 'GET', `${data}/sobjects/Lead/${leads[n % 50]}`],
  (n) => ['salesforce', 'GET', `${data}/query`, soql(`SELECT Id FROM Lead WHERE Email = 'l${n % 5_000}@example.com'`)],
  (n) => ['salesforce', 'PATCH', `${data}/sobjects/Lead/${leads[n % 50]}`, '', JSON.stringify({ Title: `T${n}` })],
  (n) => ['salesforce', 'POST', `${data}/sobjects/Lead`, '', JSON.stringify({ FirstName: `nobody ${n}` })],
  (n) => ['salesforce', 'GET', `/no/such/${n}`],
  (n) => ['engagement', 'GET', `/api/v5/objects/prospects/${1 + (n % 20)}`, 'fields=id,email'],
  (n) => ['engagement', 'PATCH', `/api/v5/objects/prospects/${1 + (n % 20)}`, 'fields=id', JSON.stringify({ jobTitle: `J${n}` })],
  () => [
    'intacct',
    'POST',
    '/ia/xml/xmlgw.phtml',
    '',
    gateway('<query><object>CUSTOMER</object><select><field>RECORDNO</field></select></query>'),
  ],
  (n) => [
    'intacct',
    'POST',
    '/ia/xml/xmlgw.phtml',
    '',
    gateway(`<read><object>CUSTOMER</object><keys>${n}</keys><fields>*</fields></read>`),
  ],
];

for (let edit = 0; edit < EDITS_FIRST; edit += 1) {
  people.update('Lead', leads[edit % 50], { Title: `E${edit}` }, admin);
  engagement.update('Prospect', String(1 + (edit % 20)), { jobTitle: `E${edit}` }, engagement.user('admin'));
}
const megabytes = [];
for (let done = 0, look = 0; look <= LOOKS; look += 1) {
  for (; done < CALLS_FIRST + (CALLS * look) / LOOKS; done += 1) {
    const [system, method, path, query = '', body = ''] = sent[done % sent.length](done);
    const headers = system === 'intacct' ? { 'content-type': 'application/xml' } : json;
    await send[system]({ method, path, query, headers, body });
    // Replies came at once: timers and other tasks get their turn now and then.
    if (done % 1_000 === 0) await new Promise(setImmediate);
  }
  await nextDay();
  json = await signIn();
  globalThis.gc?.();
  megabytes.push(process.memoryUsage().heapUsed / 1e6 + process.memoryUsage().external / 1e6);
  console.log(`${String(done).padStart(9)} calls  ${megabytes.at(-1).toFixed(1)} MB`);
}

const grown = Math.max(...megabytes.slice(-LOOKS / 4)) - Math.max(...megabytes.slice(0, LOOKS / 2));
const isFlat = grown <= GROWTH_MB_MAX;
console.log(`${isFlat ? 'flat' : 'NOT flat'}: ${grown.toFixed(1)} MB more at the end of ${CALLS} calls`);
process.exitCode = isFlat ? 0 : 1;
