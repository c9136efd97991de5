import { directTransport } from '../dist/simulator.js';

const HOSTS = { salesforce: 'localhost:4001', engagement: 'localhost:4002', intacct: 'localhost:4003' };

/** What is measured: one request each, as a usual client sends it. */
export async function rowsOf(simulator) {
  const { salesforce, engagement } = simulator;
  const admin = salesforce.people.user('admin');
  for (let index = 0; index < 50; index += 1) salesforce.people.create('Account', { Name: `Bench ${index}` }, admin);
  const account = salesforce.people.create('Account', { Name: 'Bench' }, admin);
  const prospect = engagement.people.create('Prospect', { email: 'bench@example.com' }, engagement.people.user('admin'));
  simulator.intacct.people.create('CUSTOMER', { CUSTOMERID: 'BENCH', NAME: 'Bench' }, simulator.intacct.people.user('admin'));
  const bearer = { authorization: `Bearer ${await signIn(salesforce)}` };
  const unit = { ...bearer, 'pardot-business-unit-id': '0Uv000000000001CAA' };
  return [
    row('GET one record', 'salesforce', get(`/services/data/v62.0/sobjects/Account/${account}`, '', bearer)),
    row('SOQL, 50 rows', 'salesforce', get('/services/data/v62.0/query', 'q=SELECT+Id,Name+FROM+Account+LIMIT+50', bearer)),
    row('v5 read', 'engagement', get(`/api/v5/objects/prospects/${prospect}`, 'fields=id,email,firstName,lastName', unit)),
    row('XML read', 'intacct', post('/ia/xml/xmlgw.phtml', READ_CUSTOMER, { 'content-type': 'application/xml' })),
  ];
}

async function signIn({ standIn }) {
  const body = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await directTransport(
    standIn,
    HOSTS.salesforce,
  )({ method: 'POST', path: '/services/oauth2/token', query: '', headers, body });
  return JSON.parse(reply.body).access_token;
}

function row(name, vendor, request) {
  const headers = { host: HOSTS[vendor], ...request.headers };
  return { name, vendor, host: HOSTS[vendor], request: { ...request, headers } };
}

function get(path, query, headers) {
  return { method: 'GET', path, query, headers, body: '' };
}

function post(path, body, headers) {
  return { method: 'POST', path, query: '', headers, body };
}

const READ_CUSTOMER = `<?xml version="1.0" encoding="UTF-8"?>
<request><control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control>
<operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication>
<content><function controlid="1"><read><object>CUSTOMER</object><keys>1</keys><fields>RECORDNO,CUSTOMERID,NAME</fields></read></function></content></operation></request>`;
