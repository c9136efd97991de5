import { beforeEach, expect, it } from 'vitest';
import { createIntacct } from '../../../simulator/intacct/index.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';

const BASE = '/ia/api/v1';
const BOUNDARY = 'xyz';
const part = (name: string, text: string, more = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`;
const multipart = (body: object, file: string): string =>
  `${part('ia::requestBody', JSON.stringify(body))}${part('jobFile', file, '; filename="rows"\r\nContent-Type: text/plain')}--${BOUNDARY}--\r\n`;

describeOnEveryMount('Intacct: bulk jobs', createIntacct, (intacct) => {
  let token = '';
  const send = (method: string, path: string, query: string, type: string, body?: string): Promise<Reply> =>
    intacct().send({
      method,
      path: BASE + path,
      query,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, host: 'localhost:4003' },
      ...(body === undefined ? {} : { body }),
    });
  const make = (body: object, file: string): Promise<Reply> =>
    send('POST', '/services/bulk/job/create', '', `multipart/form-data; boundary=${BOUNDARY}`, multipart(body, file));
  const status = (id: string, more = ''): Promise<Reply> => send('GET', '/services/bulk/job/status', `jobId=${id}${more}`, 'text/plain');
  const later = (): Promise<void> => intacct().world.clock.advanceTo(intacct().world.clock.now() + 5_000);
  const CUSTOMERS = { objectName: 'accounts-receivable/customer', operation: 'create' };
  const row = (name: string): object => ({ name, contacts: { default: { printAs: name } } });

  beforeEach(async () => {
    const grant = { grant_type: 'client_credentials', client_id: 'backlot', client_secret: 'backlot', username: 'admin@backlot' };
    token = (await send('POST', '/oauth2/token', '', 'application/json', JSON.stringify(grant))).json().access_token;
  });

  it('takes rows, works through them later, and tells what became of each', async () => {
    const made = await make({ ...CUSTOMERS, fileContentType: 'json' }, JSON.stringify([row('Acme'), { name: 'No contact' }, row('Beta')]));
    const { jobId, statusURL } = made.json()['ia::result'];
    expect([made.status, statusURL]).toEqual([201, `http://localhost:4003${BASE}/services/bulk/job/status?jobId=${jobId}`]);
    expect((await status(jobId)).json()['ia::result']).toMatchObject({ status: 'inProgress', percentComplete: 0 });
    expect((await status(jobId, '&download=true')).status).toBe(400);
    await later();
    expect((await status(jobId)).json()['ia::result']).toMatchObject({ status: 'completed', percentComplete: 100 });
    const results = (await status(jobId, '&download=true')).json();
    expect(results.map((each: Record<string, number>) => each['ia::status'])).toEqual([201, 422, 201]);
    expect(intacct().vendor.people.list('CUSTOMER')).toHaveLength(2);
  });

  it('takes CSV, and updates and deletes by key', async () => {
    await make({ ...CUSTOMERS, fileContentType: 'csv' }, 'name,contacts.default.printAs,taxId\nAcme,Acme Ltd,\nBeta,Beta,7\n');
    await later();
    expect(intacct().vendor.people.read('CUSTOMER', 'C00001')).toMatchObject({ TAXID: null, DISPLAYCONTACT: { PRINTAS: 'Acme Ltd' } });
    await make({ ...CUSTOMERS, operation: 'update' }, JSON.stringify([{ key: '1', notes: 'x' }]));
    await make({ ...CUSTOMERS, operation: 'delete' }, JSON.stringify([{ key: '2' }]));
    await later();
    expect(intacct().vendor.people.list('CUSTOMER')).toMatchObject([{ CUSTOMERID: 'C00001', COMMENTS: 'x' }]);
  });

  it.each([
    ['an unknown object', { objectName: 'no/such', operation: 'create' }, '[{}]', 404],
    ['an unknown operation', { ...CUSTOMERS, operation: 'merge' }, '[{}]', 400],
    ['a file that is no list', CUSTOMERS, '{}', 400],
    ['rows that are no objects', CUSTOMERS, '[1]', 400],
    ['no rows', CUSTOMERS, '[]', 400],
  ])('refuses %s', async (_title, body, file, expected) => {
    expect((await make(body, file)).status).toBe(expected);
  });

  it('refuses bodies that are no multipart, and jobs that nobody made', async () => {
    expect((await send('POST', '/services/bulk/job/create', '', 'application/json', '{}')).status).toBe(400);
    const torn = await send('POST', '/services/bulk/job/create', '', `multipart/form-data; boundary=${BOUNDARY}`, `--${BOUNDARY}\r\nCont`);
    expect(torn.status).toBe(400);
    expect((await status('nothing')).status).toBe(404);
  });
});
