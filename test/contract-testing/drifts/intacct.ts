import type { WireRequest } from '../../../simulator/kernel/wire.js';
import { all, alterations, type Drift, rewritten, says } from './drift.js';

const ia = alterations('intacct');

/** From the second time on, what a request that fits has of `from` is `to`. */
function again(from: string, to: string): (request: WireRequest) => WireRequest {
  let times = 0;
  return (request) => {
    times += 1;
    return times === 1 ? request : rewritten(from, to)(request);
  };
}

const REFUSAL = '<errormessage><error><errorno>BL03000018</errorno><description2>no</description2></error></errormessage>';

/** Where the fields of a query's first record stand. */
const FIRST = 'result.data.CUSTOMER';

/** Planted in Intacct. */
export const INTACCT_DRIFTS: readonly Drift[] = [
  {
    title: 'another number of a refusal',
    alter: ia.reply(says('<create>'), ({ body }) => ({ body: body.replaceAll('BL34000061', 'BL34000062') })),
    probe: 'refused-writes',
    outcome: 'behaviour differs',
    path: 'error',
    text: 'another error code',
  },
  {
    title: 'one error where the vendor gives two',
    alter: ia.reply(says('@x'), ({ body }) => ({ body: body.replace(/<error><errorno>BL01001973.*?<\/error>/, '') })),
    probe: 'refused-writes',
    outcome: 'behaviour differs',
    path: 'error',
    text: 'another error code',
  },
  {
    title: 'a taken key that is let in',
    alter: ia.request(all(says('<create><CONTACT>'), says('Ann</CONTACTNAME>')), again('Ann</CONTACTNAME>', 'Eve</CONTACTNAME>')),
    probe: 'refused-writes',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a laxer check of addresses',
    alter: ia.request(says('@x'), rewritten('@x', 'x@example.com')),
    probe: 'refused-writes',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a function that is executed twice',
    alter: ia.request(says('<uniqueid>true'), rewritten('<uniqueid>true', '<uniqueid>false')),
    probe: 'unique-functions',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a sign-in with any password',
    alter: ia.request(says('getAPISession'), rewritten(/(<\/companyid><password>)[^<]*/, '$1backlot')),
    probe: 'failed-sign-in',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a field of the vendor that is refused',
    alter: ia.reply(says('<update><CONTACT>'), ({ body }) => ({
      body: body.replace(/<status>success<\/status>(<function>update.*?)<\/result>/, `<status>failure</status>$1${REFUSAL}</result>`),
    })),
    probe: 'contacts',
    outcome: 'stand-in stricter',
    path: 'error',
    text: 'accepted',
  },
  {
    title: 'another status of a refusal',
    alter: ia.reply(says('<login>'), ({ status }) => ({ status: status === 200 ? 401 : status })),
    probe: 'failed-sign-in',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'another word for a function that failed',
    alter: ia.reply(says('<CUSTTYPE>'), ({ body }) => ({ body: body.replace('<status>failure', '<status>aborted') })),
    probe: 'customer-types',
    outcome: 'behaviour differs',
    path: 'result.status',
    text: 'another value',
  },
  {
    title: 'a missing field',
    alter: ia.reply(says('<query><object>CUSTOMER'), ({ body }) => ({ body: body.replace(/<TAXID>.*?<\/TAXID>/, '') })),
    probe: 'customers',
    outcome: 'shape differs',
    path: `${FIRST}.TAXID`,
    text: 'is missing',
  },
  {
    title: 'a missing attribute',
    alter: ia.reply(says('<query><object>CONTACT'), ({ body }) => ({ body: body.replace(/ numremaining="\d+"/, '') })),
    probe: 'pages',
    outcome: 'shape differs',
    path: 'result.data.@numremaining',
    text: 'is missing',
  },
  {
    title: 'another order',
    alter: ia.request(says('<ascending/>'), rewritten('<ascending/>', '<descending/>')),
    probe: 'pages',
    outcome: 'behaviour differs',
    path: 'result.data.CONTACT.CONTACTNAME',
    text: 'another value',
  },
  {
    title: 'another type: fields that go deeper where a dotted name stands',
    alter: ia.reply(says('<query><object>CUSTOMER'), ({ body }) => ({
      body: body.replace(/<BILLTO.CONTACTNAME>(.*?)<\/BILLTO.CONTACTNAME>/, '<BILLTO><CONTACTNAME>$1</CONTACTNAME></BILLTO>'),
    })),
    probe: 'customers',
    outcome: 'shape differs',
    path: `${FIRST}.BILLTO.CONTACTNAME`,
    text: 'is missing',
  },
  {
    title: 'instants in another form',
    alter: ia.reply(says('<query><object>CUSTOMER'), ({ body }) => ({
      body: body.replace(/<WHENMODIFIED>(\d+)\/(\d+)\/(\d+) (.*?)<\/WHENMODIFIED>/, '<WHENMODIFIED>$3-$1-$2T$4Z</WHENMODIFIED>'),
    })),
    probe: 'customers',
    outcome: 'shape differs',
    path: 'body.response.operation.result.data.CUSTOMER.WHENMODIFIED',
    text: 'another form',
  },
  {
    title: 'fields that an update leaves out and that go',
    alter: ia.request(says('<update><CUSTOMER>'), rewritten('</CUSTOMER></update>', '<RESALENO></RESALENO></CUSTOMER></update>')),
    probe: 'customers',
    outcome: 'behaviour differs',
    path: `${FIRST}.RESALENO`,
    text: 'another value',
  },
  {
    title: 'another status of an acceptance by REST',
    alter: ia.reply(
      ({ method, path }) => method === 'POST' && path.endsWith('/customer'),
      ({ status }) => ({ status: status === 201 ? 200 : status }),
    ),
    probe: 'rest-customers',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'a number as a text',
    alter: ia.reply(
      ({ path }) => path.endsWith('/core/query'),
      ({ body }) => ({ body: body.replace(/"totalCount":(\d+)/, '"totalCount":"$1"') }),
    ),
    probe: 'rest-queries',
    outcome: 'shape differs',
    path: 'body.ia::meta.totalCount',
    text: 'another type',
  },
  {
    title: 'another content type',
    alter: ia.reply(says('getAPISession'), ({ headers }) => ({ headers: { ...headers, 'Content-Type': 'text/html' } })),
    probe: 'sessions',
    outcome: 'shape differs',
    path: 'headers.content-type',
    text: 'another header',
  },
];
