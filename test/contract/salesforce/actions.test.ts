import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const apexRest = [
  { method: 'GET' as const, path: '/Hello', handle: ({ query }: { query: URLSearchParams }) => ({ hello: query.get('name') }) },
];

describeOnEveryMount(
  'Salesforce: actions and Apex',
  (world) => createSalesforce(world, { apexRest }),
  (mounted) => {
    const requests = () =>
      mounted()
        .vendor.people.list('backlot__Request__c')
        .map((row) => [row['backlot__Kind__c'], row['backlot__Via__c'], row['backlot__Record__c']]);

    it('queues a sync by the flow, once for each input', async () => {
      const admin = signIn(mounted());
      const ids = [await admin.create('Account', { Name: 'A' }), await admin.create('Account', { Name: 'B' })];
      const reply = await admin.call('POST', '/actions/custom/flow/Sync_to_Intacct', { inputs: ids.map((recordId) => ({ recordId })) });
      expect([reply.status, reply.json()]).toMatchObject([
        200,
        [
          { actionName: 'Sync_to_Intacct', errors: null, isSuccess: true, outputValues: { Flow__InterviewStatus: 'Finished' } },
          { isSuccess: true },
        ],
      ]);
      expect(requests()).toEqual(ids.map((id) => ['sync-to-intacct', 'flow', id]));
      const found = await admin.call('GET', `/sobjects/backlot__Request__c/${reply.json()[0].outputValues.jobId}`);
      expect(found.json().backlot__Record__c).toBe(ids[0]);
    });

    it('queues a sync by the Apex action, and tells which inputs failed', async () => {
      const admin = signIn(mounted());
      const id = await admin.create('Contact', { LastName: 'Stark' });
      const inputs = [{ recordId: id }, {}, { recordId: 'nonsense' }, { recordId: id, more: 1 }];
      const reply = await admin.call('POST', '/actions/custom/apex/IntacctSyncAction', { inputs });
      expect(reply.status).toBe(400);
      expect(reply.json().map((each: { errors: { statusCode: string }[] | null }) => each.errors?.[0]?.statusCode ?? 'done')).toEqual([
        'done',
        'INVALID_API_INPUT',
        'MALFORMED_ID',
        'INVALID_API_INPUT',
      ]);
      expect(requests()).toEqual([['sync-to-intacct', 'apex', id]]);
    });

    it('lists and describes the actions', async () => {
      const admin = signIn(mounted());
      expect((await admin.call('GET', '/actions')).json()).toEqual({
        standard: '/services/data/v62.0/actions/standard',
        custom: '/services/data/v62.0/actions/custom',
      });
      expect((await admin.call('GET', '/actions/custom')).json()).toHaveProperty('flow');
      expect((await admin.call('GET', '/actions/standard')).json()).toEqual({ actions: [] });
      const [flow] = (await admin.call('GET', '/actions/custom/flow')).json().actions;
      expect(flow).toEqual({
        label: 'Sync to Intacct',
        name: 'Sync_to_Intacct',
        type: 'FLOW',
        url: '/services/data/v62.0/actions/custom/flow/Sync_to_Intacct',
      });
      expect((await admin.call('GET', flow.url)).json()).toMatchObject({ inputs: [{ name: 'recordId', required: true }], type: 'FLOW' });
      expect((await admin.call('GET', '/actions/custom/flow/Nope')).status).toBe(404);
      expect((await admin.call('POST', '/actions/custom/nope/Nope', {})).status).toBe(404);
    });

    it('answers the package by Apex REST: one record, or many', async () => {
      const admin = signIn(mounted());
      const id = await admin.create('Account', { Name: 'A' });
      const one = await admin.call('POST', '/services/apexrest/ia_crm/sync', { recordId: id });
      expect([one.status, one.json().jobId]).toMatchObject([200, expect.stringMatching(/^a0Z/)]);
      expect((await admin.call('POST', '/services/apexrest/ia_crm/massSync', { recordIds: [id, id] })).json().jobIds).toHaveLength(2);
      expect(requests().map(([, via]) => via)).toEqual(['apex', 'mass', 'mass']);
      const failed = await admin.call('POST', '/services/apexrest/ia_crm/massSync', { recordIds: [id, '0015g000000zzzz'] });
      expect([failed.status, failed.json()[0]]).toMatchObject([400, { errorCode: 'INVALID_CROSS_REFERENCE_KEY' }]);
      expect(requests()).toHaveLength(3);
    });

    it('answers classes that a test brought along, and refuses what nobody maps', async () => {
      const admin = signIn(mounted());
      expect((await admin.call('GET', '/services/apexrest/hello?name=world')).json()).toEqual({ hello: 'world' });
      const wrong = await admin.call('DELETE', '/services/apexrest/Hello');
      expect([wrong.status, wrong.json()[0].errorCode]).toEqual([405, 'METHOD_NOT_ALLOWED']);
      const unknown = await admin.call('GET', '/services/apexrest/Nope');
      expect([unknown.status, unknown.json()]).toEqual([404, [{ errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' }]]);
      expect((await mounted().send({ path: '/services/apexrest/Hello' })).status).toBe(401);
    });
  },
);
