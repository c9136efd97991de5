import { ROUTES } from '../../simulator/engagement/routes.js';
import type { Simulator } from '../../simulator/index.js';
import type { Target } from './target.js';

/** Account Engagement, with a session of Salesforce's. */
export function engagementTarget({ engagement }: Simulator, token: () => string): Target {
  const headers = () => ({ authorization: `Bearer ${token()}`, 'pardot-business-unit-id': '0Uv000000000001CAA' });
  const host = 'localhost:4002';
  return {
    name: 'engagement',
    standIn: engagement.standIn,
    host,
    routes: ROUTES,
    headers,
    params: {
      id: ['1', '2', '3'],
      object: [
        'prospect',
        'visitor',
        'list',
        'listMembership',
        'campaign',
        'user',
        'tag',
        'opportunity',
        'visitorActivity',
        'prospectAccount',
      ],
      version: ['3', '4', '4', '5'],
      rest: [
        'query',
        'read/id/1',
        'read/email/a@example.com',
        'create/email/b@example.com',
        'update/id/1',
        'upsert',
        'batchCreate',
        'batchUpsert',
        'delete/id/1',
        'assign/id/1',
        'describe',
        'x/y/z',
      ],
      file: ['1', '1.csv'],
      account: ['1'],
      date: ['2026-03-02'],
      token: ['abc'],
    },
    queries: [
      'fields=id,email,firstName,createdAt,assignedTo.email',
      'fields=id&limit=2&orderBy=createdAt DESC',
      'fields=id,email&createdAtAfter=2026-03-01T00:00:00Z&idGreaterThan=1',
      'fields=id&deleted=true&nextPageToken=abc',
      'fields=id&email=a@example.com',
      'changedFrom=2026-03-01T00:00:00Z&limit=5&after=1',
      'format=json&limit=2&offset=1&created_after=2026-03-01&sort_by=id&output=bulk',
      'user_key=backlot&api_key=abc&id_greater_than=1&updated_before=now',
      'prospects={"prospects":[{"email":"a@example.com","first_name":"A"}]}',
      'pi_opt_in=&account_id=1&url=http://example.com/a&title=T&visitor_id=1&visitor_id_sign=x&pi_opt=1',
    ],
    bodies: [
      {
        path: '/api/v5/objects/prospects',
        content: { email: 'x@example.com', firstName: 'X', score: 3, isDoNotEmail: true, campaignId: 1 },
      },
      {
        path: '/api/v5/objects/prospects/do/upsertLatestByEmail',
        content: {
          matchEmail: 'x@example.com',
          prospect: { email: 'x@example.com' },
          fields: ['id', 'email'],
          secondaryDeletedSearch: true,
        },
      },
      { path: '/api/v5/objects/prospects/do/undelete', content: { id: 1 } },
      { path: '/api/v5/objects/lists', content: { name: 'L', isDynamic: false } },
      { path: '/api/v5/objects/list-memberships', content: { listId: 1, prospectId: 1, optedOut: false } },
      {
        path: '/api/v5/objects/custom-fields',
        content: { name: 'Colour', fieldId: 'colour', type: 'Dropdown', isRecordMultipleResponses: false },
      },
      { path: '/api/v5/objects/tags', content: { name: 'T' } },
      { path: '/api/v5/objects/prospects/1/do/addTag', content: { tagName: 'T' } },
      {
        path: '/api/v5/imports',
        content: { operation: 'Upsert', object: 'Prospect', fields: ['id'], restoreDeleted: true, createOnNoMatch: true },
      },
      { content: { state: 'Ready' } },
      {
        path: '/api/v5/exports',
        content: {
          procedure: { name: 'filter_by_created_at', arguments: { created_after: '2026-03-01 00:00:00' } },
          object: 'Prospect',
          fields: ['id', 'email'],
        },
      },
      { path: '/api/v5/objects/visitors/1/do/assignToProspect', content: { prospectId: 1 } },
      {
        path: '/backlot__connector/v1/prospects',
        content: {
          records: [
            { fields: { email: 'c@example.com' }, link: { salesforceLeadId: '00Q000000000001AAA', state: 'linked' }, assignedToId: 1 },
            { id: 1, archive: true },
          ],
        },
      },
      {
        path: '/backlot__connector/v1/prospects/lookup',
        content: { ids: [1], salesforceIds: ['00Q000000000001AAA'], emails: ['a@example.com'] },
      },
      {
        path: '/backlot__connector/v1/accounts',
        content: { records: [{ salesforceId: '001000000000001AAA', fields: { name: 'A' }, isDeleted: false }] },
      },
      {
        path: '/backlot__connector/v1/opportunities',
        content: { records: [{ salesforceId: '006000000000001AAA', fields: { name: 'O', status: 'won', value: 3 }, prospectIds: [1] }] },
      },
      {
        path: '/api/login/version/4',
        type: 'application/x-www-form-urlencoded',
        content: 'email=admin@backlot.test&password=backlot&user_key=backlot',
      },
      {
        path: '/api/prospect/version/4/do/create/email/v4@example.com',
        type: 'application/x-www-form-urlencoded',
        content: 'first_name=V&format=json&score=5',
      },
      {
        path: '/api/prospect/version/4/do/batchCreate',
        type: 'application/x-www-form-urlencoded',
        content: 'prospects={"prospects":[{"email":"b1@example.com","first_name":"B"}]}',
      },
      { path: '/api/import/version/4/do/create', content: { operation: 'Upsert', object: 'Prospect' } },
      {
        type: 'multipart/form-data; boundary=b',
        path: '/api/v5/imports/1/batches',
        content:
          '--b\r\nContent-Disposition: form-data; name="importFile"; filename="x.csv"\r\n\r\nemail,firstName\r\na@example.com,A\r\n--b--',
      },
    ],
    proof: () => ({
      method: 'GET',
      path: '/api/v5/objects/account',
      query: 'fields=id,company',
      headers: { host, ...headers() },
      body: '',
    }),
  };
}
