import type { Simulator } from '../../simulator/index.js';
import { routes } from '../../simulator/salesforce/routes.js';
import type { Target } from './target.js';

const DATA = '/services/data/v62.0';
const soap = (call: string) =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"><soapenv:Header><urn:SessionHeader><urn:sessionId>TOKEN</urn:sessionId></urn:SessionHeader></soapenv:Header><soapenv:Body>${call}</soapenv:Body></soapenv:Envelope>`;

const SOQL = [
  'SELECT Id, Name, (SELECT Id, LastName FROM Contacts) FROM Account LIMIT 5',
  "SELECT Id FROM Account WHERE Name LIKE 'a%' AND (NOT Industry IN ('Banking', null)) ORDER BY Name DESC NULLS LAST LIMIT 3 OFFSET 1",
  'SELECT COUNT(Id) n, LeadSource FROM Lead GROUP BY ROLLUP(LeadSource) HAVING COUNT(Id) > 1',
  'SELECT FIELDS(ALL) FROM Contact LIMIT 2',
  'SELECT Id, Account.Owner.Profile.Name, TYPEOF What WHEN Account THEN Name ELSE Id END FROM Task WHERE CreatedDate > LAST_N_DAYS:3',
  "SELECT Id FROM Lead WHERE ConvertedAccountId = null AND Email != '' AND SystemModstamp >= 2026-03-02T09:00:00Z FOR VIEW",
  "SELECT Id FROM Opportunity WHERE AccountId IN (SELECT Id FROM Account WHERE Name = 'x') AND Amount > USD10 ALL ROWS",
];

/** Salesforce, signed in as its administrator. */
export function salesforceTarget({ salesforce }: Simulator, token: () => string): Target {
  const headers = () => ({ authorization: `Bearer ${token()}` });
  return {
    name: 'salesforce',
    standIn: salesforce.standIn,
    host: 'localhost:4001',
    routes,
    headers,
    params: {
      version: ['v62.0', 'v62.0', 'v50.0', 'v31.0', 'v66.0'],
      type: ['Account', 'Contact', 'Lead', 'Opportunity', 'Task', 'User', 'Campaign', 'CampaignMember', 'backlot__Request__c', 'Group'],
      field: ['Id', 'Name', 'Email', 'AccountId'],
      name: ['Account', 'AllOpenLeads', 'standard', 'Sync_to_Intacct'],
      rest: ['Account', 'x/y'],
      object: ['Account', 'Lead'],
    },
    queries: [
      ...SOQL.map((soql) => `q=${encodeURIComponent(soql)}`),
      'q=FIND+{acme}+IN+ALL+FIELDS+RETURNING+Account(Id,Name+WHERE+Name!=null+LIMIT+2),Lead',
      'fields=Id,Name,Owner.Name',
      'ids=ID,ID&fields=Id,Name',
      'start=2026-03-01T00:00:00Z&end=2026-03-03T00:00:00Z',
      'allOrNone=true&ids=ID,ID',
      'explain=SELECT+Id+FROM+Account',
      'maxRecords=2&locator=MQ',
      'response_type=code&client_id=backlot&redirect_uri=http://localhost/cb&state=x&scope=api',
      'type=StandardEntity&offset=3&limit=5',
    ],
    bodies: [
      { path: `${DATA}/sobjects/Account`, content: { Name: 'Acme', Industry: 'Banking', NumberOfEmployees: 3, AnnualRevenue: 1.5 } },
      { path: `${DATA}/sobjects/Lead`, content: { LastName: 'Jensen', Company: 'Acme', Email: 'j@example.com', IsUnreadByOwner: true } },
      { path: `${DATA}/sobjects/Contact`, content: { LastName: 'Jensen', Account: { Name: 'Acme' }, Birthdate: '1990-02-03' } },
      { path: `${DATA}/sobjects/Opportunity`, content: { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-04-01', Amount: 12 } },
      { path: `${DATA}/sobjects/Task`, content: { Subject: 'Call', ActivityDate: '2026-04-01', Status: 'Not Started' } },
      {
        path: `${DATA}/composite/sobjects`,
        content: {
          allOrNone: true,
          records: [
            { attributes: { type: 'Account' }, Name: 'A' },
            { attributes: { type: 'Lead' }, LastName: 'L', Company: 'C' },
          ],
        },
      },
      {
        path: `${DATA}/composite`,
        content: {
          allOrNone: false,
          compositeRequest: [
            { method: 'POST', url: `${DATA}/sobjects/Account`, referenceId: 'a', body: { Name: 'A' } },
            { method: 'GET', url: `${DATA}/sobjects/Account/@{a.id}`, referenceId: 'b' },
          ],
        },
      },
      {
        path: `${DATA}/composite/batch`,
        content: {
          haltOnError: true,
          batchRequests: [
            { method: 'GET', url: 'v62.0/limits' },
            { method: 'PATCH', url: 'v62.0/sobjects/Account/1', richInput: { Name: 'x' } },
          ],
        },
      },
      {
        path: `${DATA}/composite/tree/Account`,
        content: {
          records: [
            {
              attributes: { type: 'Account', referenceId: 'r1' },
              Name: 'T',
              Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'r2' }, LastName: 'C' }] },
            },
          ],
        },
      },
      {
        path: `${DATA}/composite/graph`,
        content: {
          graphs: [
            {
              graphId: '1',
              compositeRequest: [{ method: 'POST', url: `${DATA}/sobjects/Account`, referenceId: 'a', body: { Name: 'A' } }],
            },
          ],
        },
      },
      {
        path: `${DATA}/jobs/ingest`,
        content: { object: 'Account', operation: 'upsert', externalIdFieldName: 'Id', contentType: 'CSV', lineEnding: 'LF' },
      },
      { path: `${DATA}/jobs/query`, content: { operation: 'query', query: 'SELECT Id, Name FROM Account' } },
      { type: 'text/csv', content: 'Name,Industry\nAcme,Banking\n"Quoted ""name""",\n' },
      { content: { state: 'UploadComplete' } },
      {
        path: `${DATA}/actions/standard/convertLead`,
        content: { inputs: [{ leadId: '00Q000000000001AAA', convertedStatus: 'Closed - Converted' }] },
      },
      { path: `${DATA}/actions/custom/flow/Sync_to_Intacct`, content: { inputs: [{ recordId: '001000000000001AAA' }] } },
      { path: '/services/apexrest/ia_crm/massSync', content: { recordIds: ['001000000000001AAA'] } },
      {
        path: `${DATA}/parameterizedSearch`,
        content: { q: 'acme', fields: ['Id'], sobjects: [{ name: 'Account', fields: ['Id', 'Name'], limit: 3 }], in: 'ALL' },
      },
      { path: `${DATA}/sobjects/Account/listviews`, content: {} },
      {
        path: `${DATA}/tooling/sobjects/CustomField`,
        content: { FullName: 'Account.New__c', Metadata: { type: 'Text', length: 20, label: 'New' } },
      },
      {
        path: '/services/oauth2/token',
        type: 'application/x-www-form-urlencoded',
        content: 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot',
      },
      {
        path: '/services/Soap/u/62.0',
        type: 'text/xml',
        content: soap('<urn:login><urn:username>admin@backlot.test</urn:username><urn:password>backlot</urn:password></urn:login>').replace(
          'TOKEN',
          token,
        ),
      },
      {
        path: '/services/Soap/u/62.0',
        type: 'text/xml',
        content: soap('<urn:query><urn:queryString>SELECT Id, Name FROM Account</urn:queryString></urn:query>'),
      },
      {
        path: '/services/Soap/u/62.0',
        type: 'text/xml',
        content: soap(
          '<urn:upsert><urn:externalIDFieldName>Id</urn:externalIDFieldName><urn:sObjects><type>Account</type><Name>S</Name><fieldsToNull>Industry</fieldsToNull></urn:sObjects></urn:upsert>',
        ),
      },
      {
        path: '/services/Soap/u/62.0',
        type: 'text/xml',
        content: soap(
          '<urn:merge><urn:request><masterRecord><type>Account</type><Id>001000000000001AAA</Id></masterRecord><recordToMergeIds>001000000000002AAA</recordToMergeIds></urn:request></urn:merge>',
        ),
      },
      {
        path: '/services/async/62.0/job',
        type: 'application/xml',
        content:
          '<?xml version="1.0"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload"><operation>insert</operation><object>Account</object><contentType>CSV</contentType></jobInfo>',
      },
      {
        type: 'multipart/form-data; boundary=b',
        content:
          '--b\r\nContent-Disposition: form-data; name="entity_document"\r\nContent-Type: application/json\r\n\r\n{"Name":"x"}\r\n--b\r\nContent-Disposition: form-data; name="Body"; filename="x"\r\n\r\nbytes\r\n--b--',
      },
      { path: '/cometd/62.0', content: [{ channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] }] },
    ],
    proof: () => ({ method: 'GET', path: `${DATA}/limits`, query: '', headers: { host: 'localhost:4001', ...headers() }, body: '' }),
  };
}
