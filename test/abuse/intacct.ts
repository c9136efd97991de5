import type { Simulator } from '../../simulator/index.js';
import { ROUTES } from '../../simulator/intacct/routes.js';
import { FUNCTIONS } from '../../simulator/intacct/xml/functions.js';
import type { Target } from './target.js';

const GATEWAY = '/ia/xml/xmlgw.phtml';
const REST = '/ia/api/v1';

function envelope(inner: string, transaction = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<request><control><senderid>backlot</senderid><password>backlot</password><controlid>1</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control>
<operation${transaction}><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>backlot</password></login></authentication>
<content>${inner}</content></operation></request>`;
}

const INNER = [
  '<read><object>CUSTOMER</object><keys>1,2</keys><fields>*</fields></read>',
  '<readByName><object>CUSTOMER</object><keys>C-1</keys><fields>RECORDNO,NAME</fields></readByName>',
  "<readByQuery><object>CUSTOMER</object><query>NAME like 'A%' AND RECORDNO &gt; 1</query><fields>*</fields><pagesize>2</pagesize></readByQuery>",
  '<query><object>CUSTOMER</object><select><field>RECORDNO</field><count>NAME</count></select><filter><and><like><field>NAME</field><value>A%</value></like><isnull><field>STATUS</field></isnull></and></filter><orderby><order><field>NAME</field><descending/></order></orderby><pagesize>3</pagesize><offset>1</offset></query>',
  '<create><CUSTOMER><CUSTOMERID>C-X</CUSTOMERID><NAME>X</NAME><DISPLAYCONTACT><PRINTAS>X</PRINTAS><MAILADDRESS><CITY>Y</CITY></MAILADDRESS></DISPLAYCONTACT></CUSTOMER></create>',
  '<create><CONTACT><CONTACTNAME>K</CONTACTNAME><PRINTAS>K</PRINTAS></CONTACT></create>',
  '<update><CUSTOMER><RECORDNO>1</RECORDNO><NAME>Z</NAME></CUSTOMER></update>',
  '<delete><object>CUSTOMER</object><keys>1</keys></delete>',
  '<lookup><object>CUSTOMER</object></lookup>',
  '<inspect detail="1"><object>CUSTOMER</object></inspect>',
  '<getAPISession><locationid>100</locationid></getAPISession>',
  '<create_invoice><customerid>C-1</customerid><datecreated><year>2026</year><month>3</month><day>2</day></datecreated><datedue><year>2026</year><month>4</month><day>2</day></datedue><invoiceitems><lineitem><glaccountno>4000</glaccountno><amount>10.5</amount></lineitem></invoiceitems></create_invoice>',
  '<create_sotransaction><transactiontype>Sales Order</transactiontype><datecreated><year>2026</year><month>3</month><day>2</day></datecreated><customerid>C-1</customerid><sotransitems><sotransitem><itemid>I-1</itemid><quantity>1</quantity><unit>Each</unit><price>3</price></sotransitem></sotransitems></create_sotransaction>',
  '<get_list object="customer" maxitems="2" start="0"><filter><expression><field>name</field><operator>like</operator><value>A%</value></expression></filter></get_list>',
  ...Object.keys(FUNCTIONS).map((name) => `<${name}><object>CUSTOMER</object><keys>1</keys><customerid>C-1</customerid></${name}>`),
];

/** Sage Intacct, by its XML gateway and by REST. */
export function intacctTarget({ intacct }: Simulator, token: () => string): Target {
  const headers = () => ({ authorization: `Bearer ${token()}` });
  const host = 'localhost:4003';
  const xml = INNER.map((inner, index) => ({
    path: GATEWAY,
    type: 'application/xml',
    content: envelope(`<function controlid="f${index}">${inner}</function>`, index % 3 === 0 ? ' transaction="true"' : ''),
  }));
  return {
    name: 'intacct',
    standIn: intacct.standIn,
    host,
    routes: [...ROUTES, ...ROUTES.slice(0, 1).flatMap((gateway) => Array.from({ length: 8 }, () => gateway))],
    headers,
    params: {
      app: ['accounts-receivable', 'company-config', 'order-entry'],
      object: ['customer', 'contact', 'invoice', 'customer-type', 'term', 'document'],
      key: ['1', '2', '1,2'],
    },
    queries: [
      'start=1&size=2',
      'name=accounts-receivable/customer',
      'type=object&version=v1',
      'jobId=ID',
      'response_type=code&client_id=backlot&redirect_uri=http://localhost/cb&state=s',
    ],
    bodies: [
      ...xml,
      { path: GATEWAY, type: 'application/x-www-form-urlencoded', content: `xmlrequest=${encodeURIComponent(envelope(INNER[0]!))}` },
      {
        path: `${REST}/objects/accounts-receivable/customer`,
        content: { id: 'R-1', name: 'R', status: 'active', contacts: { default: { id: 'K' } } },
      },
      { path: `${REST}/objects/accounts-receivable/customer`, content: [{ id: 'R-2', name: 'R2' }, { id: 'R-3' }] },
      {
        path: `${REST}/services/core/query`,
        content: {
          object: 'accounts-receivable/customer',
          fields: ['id', 'name'],
          filters: [{ $eq: { status: 'active' } }, { $gt: { key: '1' } }],
          filterExpression: '1 and 2',
          orderBy: [{ id: 'asc' }],
          start: 1,
          size: 3,
        },
      },
      {
        path: `${REST}/services/core/composite`,
        content: [
          { method: 'GET', path: '/objects/accounts-receivable/customer', resultReference: 'a' },
          { method: 'POST', path: '/objects/accounts-receivable/customer', body: { id: '@{a.1.id}' } },
        ],
      },
      {
        path: `${REST}/services/core/export`,
        content: { query: { object: 'accounts-receivable/customer', fields: ['id'] }, fileType: 'csv' },
      },
      {
        path: `${REST}/oauth2/token`,
        type: 'application/x-www-form-urlencoded',
        content: 'grant_type=client_credentials&client_id=backlot&client_secret=backlot&username=admin@backlot',
      },
      {
        path: `${REST}/services/bulk/job/create`,
        type: 'multipart/form-data; boundary=b',
        content:
          '--b\r\nContent-Disposition: form-data; name="ia::requestBody"\r\n\r\n{"objectName":"accounts-receivable/customer","operation":"create","jobFile":"f","fileContentType":"json"}\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="f.json"\r\n\r\n[{"id":"B-1","name":"B"}]\r\n--b--',
      },
    ],
    proof: () => ({
      method: 'POST',
      path: GATEWAY,
      query: '',
      headers: { host, 'content-type': 'application/xml' },
      body: envelope(`<function controlid="p">${INNER[8]}</function>`),
    }),
  };
}
