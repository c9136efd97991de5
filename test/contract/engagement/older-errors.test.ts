import { expect, it } from 'vitest';
import { createWithOrg, HEADERS_OF_UNIQUE_UNIT, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { HEADERS } from './client.js';
import { olderClientOf } from './older-client.js';

type Form = Record<string, string>;
type Case = readonly [code: number, what: string, method: 'GET' | 'POST', object: string, rest: string, form?: Form];

const TEXT = '%%unsubscribe%%';
const MAIL = { campaign_id: '1', subject: 'Hi', text_content: TEXT };

/** Every code that a client of version 4 can provoke by what it asks; a prospect, a list and a campaign with the number 1 are there. */
const ASKED: readonly Case[] = [
  [2, 'an operation that is none', 'GET', 'prospect', 'dance'],
  [3, 'the id of nobody', 'GET', 'prospect', 'read/id/99'],
  [3, 'an id that is no number', 'GET', 'prospect', 'read/id/jane'],
  [4, 'the address of nobody', 'GET', 'prospect', 'read/email/nobody@b.co'],
  [4, 'an address that is none', 'POST', 'prospect', 'create/email/nobody'],
  [5, 'a criterion that is none', 'GET', 'prospect', 'query', { shoe_size: '42' }],
  [7, 'a time that is none', 'GET', 'prospect', 'query', { created_after: 'soon' }],
  [8, 'times the wrong way round', 'GET', 'prospect', 'query', { created_after: 'today', created_before: 'yesterday' }],
  [10, 'a user id of nobody', 'POST', 'prospect', 'assign/id/1', { user_id: '99' }],
  [11, 'a user address of nobody', 'POST', 'prospect', 'assign/id/1', { user_email: 'x@b.co' }],
  [12, 'a group of nobody', 'POST', 'prospect', 'assign/id/1', { group_id: '99' }],
  [13, 'no target', 'POST', 'prospect', 'assign/id/1'],
  [13, 'no address', 'POST', 'prospect', 'create'],
  [14, 'an empty address', 'POST', 'prospect', 'create', { email: '' }],
  [16, 'the id of no list', 'GET', 'list', 'read/id/99'],
  [16, 'an id to compare with that is none', 'GET', 'list', 'query', { id_greater_than: 'x' }],
  [17, 'ids the wrong way round', 'GET', 'list', 'query', { id_greater_than: '9', id_less_than: '3' }],
  [18, 'a matching status that is none', 'POST', 'prospect', 'update/id/1', { profile_criteria_1: 'maybe' }],
  [19, 'an order by what is no column', 'GET', 'prospect', 'query', { sort_by: 'shoe_size' }],
  [20, 'an order in a third direction', 'GET', 'prospect', 'query', { sort_by: 'id', sort_order: 'sideways' }],
  [21, 'an offset that is no number', 'GET', 'prospect', 'query', { offset: '-1' }],
  [22, 'an update by address', 'POST', 'prospect', 'update/email/a@b.co'],
  [23, 'a limit beyond 200', 'GET', 'prospect', 'query', { limit: '201' }],
  [24, 'the id of no visitor', 'POST', 'visitor', 'assign/id/99', { prospect_id: '1' }],
  [25, 'is_starred', 'GET', 'prospect', 'query', { is_starred: 'maybe' }],
  [26, 'assigned', 'GET', 'prospect', 'query', { assigned: 'maybe' }],
  [27, 'deleted', 'GET', 'prospect', 'query', { deleted: 'maybe' }],
  [28, 'new', 'GET', 'prospect', 'query', { new: 'maybe' }],
  [29, 'a score that is no number', 'GET', 'prospect', 'query', { score_equal_to: 'high' }],
  [30, 'scores the wrong way round', 'GET', 'prospect', 'query', { score_greater_than: '9', score_less_than: '3' }],
  [31, 'a score equal to and greater than', 'GET', 'prospect', 'query', { score_equal_to: '9', score_greater_than: '3' }],
  [32, 'a grade that is none', 'GET', 'prospect', 'query', { grade_equal_to: 'Z' }],
  [33, 'grades the wrong way round', 'GET', 'prospect', 'query', { grade_greater_than: 'A', grade_less_than: 'C+' }],
  [34, 'a grade equal to and less than', 'GET', 'prospect', 'query', { grade_equal_to: 'A', grade_less_than: 'A+' }],
  [36, 'a campaign without a name', 'POST', 'campaign', 'create', { name: ' ' }],
  [37, 'a prospect account', 'POST', 'prospectAccount', 'create', { name: 'Acme' }],
  [37, 'the account of a prospect', 'POST', 'prospect', 'update/id/1', { prospect_account_id: '1' }],
  [38, 'the id of no campaign', 'POST', 'prospect', 'update/id/1', { campaign_id: '99' }],
  [39, 'the id of no profile', 'POST', 'prospect', 'update/id/1', { profile_id: '99' }],
  [40, 'a probability that is no number', 'GET', 'opportunity', 'query', { probability_less_than: 'x' }],
  [41, 'probabilities the wrong way round', 'GET', 'opportunity', 'query', { probability_greater_than: '9', probability_less_than: '3' }],
  [42, 'a value that is no number', 'GET', 'opportunity', 'query', { value_less_than: 'x' }],
  [43, 'values the wrong way round', 'GET', 'opportunity', 'query', { value_greater_than: '9', value_less_than: '3' }],
  [44, 'id and address of two prospects', 'POST', 'email', 'send', { ...MAIL, prospect_id: '1', prospect_email: 'c@d.co' }],
  [45, 'id and address of two users', 'POST', 'prospect', 'assign/id/1', { user_id: '2', user_email: 'admin@backlot.test' }],
  [47, 'a user and a group', 'POST', 'prospect', 'assign/id/1', { user_id: '1', group_id: '1' }],
  [49, 'credentials in the address', 'GET', 'prospect', 'query', { api_key: 'x', user_key: 'backlot' }],
  [50, 'a flag that is none', 'POST', 'prospect', 'update/id/1', { list_1: 'maybe' }],
  [50, 'a field that takes a flag', 'POST', 'prospect', 'update/id/1', { is_starred: 'maybe' }],
  [51, 'an output that is none', 'GET', 'prospect', 'query', { output: 'huge' }],
  [55, 'the id of no list', 'POST', 'prospect', 'update/id/1', { list_99: '1' }],
  [56, 'a score that is no number', 'POST', 'prospect', 'update/id/1', { score: 'high' }],
  [57, 'a date that is none', 'POST', 'prospect', 'update/id/1', { Birthday: 'soon' }],
  [58, 'the second membership', 'POST', 'listMembership', 'create/list_id/1/prospect_id/1'],
  [59, 'an opportunity', 'POST', 'opportunity', 'create', { name: 'Deal' }],
  [60, 'deleting by GET', 'GET', 'prospect', 'delete/id/1'],
  [64, 'an email without a way out', 'POST', 'email', 'send/prospect_id/1', { ...MAIL, text_content: 'Hi' }],
  [68, 'the id of no template', 'POST', 'email', 'send/prospect_id/1', { campaign_id: '1', email_template_id: '99' }],
  [77, 'a Salesforce id that is none', 'GET', 'prospect', 'read/fid/xyz'],
  [79, 'a Salesforce id that is taken', 'POST', 'prospect', 'create/email/x@y.co', { fid: '00Q000000000001AAA' }],
  [98, 'an email to whom nobody may mail', 'POST', 'email', 'send/prospect_id/2', MAIL],
  [99, 'a user who is there', 'POST', 'user', 'create', { email: 'admin@backlot.test', role: 'Sales' }],
  [100, 'a time zone that is none', 'POST', 'user', 'create', { email: 'x@b.co', role: 'Sales', timezone: 'Mars/Base' }],
  [101, 'a role that is none', 'POST', 'user', 'create', { email: 'x@b.co', role: 'King' }],
  [125, 'a user and an owner', 'POST', 'prospect', 'update/id/1', { user_id: '1', crm_owner_fid: '005000000000001AAA' }],
  [132, 'a prospect in the recycle bin', 'GET', 'prospect', 'read/id/3'],
  [133, 'three columns', 'GET', 'prospect', 'query', { sort_by: 'id,created_at,updated_at' }],
  [135, 'two columns without the id', 'GET', 'prospect', 'query', { sort_by: 'created_at,updated_at' }],
  [192, 'an object that is none', 'GET', 'unicorn', 'query'],
];

describeOnEveryMount('Engagement: the error codes of versions 3 and 4', createWithOrg, (mounted) => {
  const client = olderClientOf(mounted, 4);
  const older = (headers: Form, version: 3 | 4 = 4) => olderClientOf(mounted, version, headers);
  const codeOf = (reply: Reply): number => reply.json()['@attributes'].err_code;
  const fill = async (): Promise<void> => {
    const { people } = mounted().vendor;
    const by = people.user('admin')!;
    people.create('CustomField', { name: 'Birthday', type: 'date' }, by);
    people.create('User', { email: 'ann@backlot.test' }, by);
    await client.post('list', 'create', { name: 'News' });
    await client.post('prospect', 'create/email/a@b.co', { list_1: '1', fid: '00Q000000000001AAA' });
    await client.post('prospect', 'create/email/c@d.co', { opted_out: 'true' });
    await client.post('prospect', 'create/email/e@f.co');
    await client.post('prospect', 'delete/id/3');
  };

  it.each(ASKED.map(caseOf))('answers $code for $what, in JSON and in XML', async ({ code, method, object, rest, form }) => {
    await fill();
    const headers = code === 49 ? {} : HEADERS;
    const send = older(headers)[method === 'GET' ? 'get' : 'post'];
    const reply = await send(object, rest, form);
    expect({ status: reply.status, code: codeOf(reply) }, reply.text).toEqual({ status: 200, code });
    const xml = await send(object, rest, { ...form, format: 'xml' });
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(xml.text).toMatch(new RegExp(`<rsp stat="fail" version="1.0"><err code="${code}">[^<]+</err></rsp>\\n$`));
  });

  it.each([
    [184, 401, { authorization: 'Bearer nonsense', 'pardot-business-unit-id': HEADERS['pardot-business-unit-id'] }],
    [184, 401, { authorization: 'Bearer expired', 'pardot-business-unit-id': HEADERS['pardot-business-unit-id'] }],
    [181, 200, { authorization: HEADERS.authorization }],
    [182, 200, { ...HEADERS, 'pardot-business-unit-id': 'main' }],
    [201, 200, { ...HEADERS, 'pardot-business-unit-id': '0Uv000000000099CAA' }],
    [1, 200, { authorization: 'Pardot api_key=0123, user_key=backlot' }],
    [1, 200, {}],
  ])('answers %i with status %i for a caller whom it does not know (%#)', async (code, status, headers) => {
    const reply = await older(headers as Form).get('prospect', 'query');
    expect({ status: reply.status, code: codeOf(reply) }, reply.text).toEqual({ status, code });
  });

  it('answers 15 for a wrong sign-in, and 94 for a version that is none', async () => {
    const login = (version: string) =>
      mounted().send({
        method: 'POST',
        path: `/api/login/version/${version}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'format=json&email=admin%40backlot.test&password=wrong&user_key=backlot',
      });
    expect(codeOf(await login('4'))).toBe(15);
    expect(codeOf(await login('5'))).toBe(94);
    expect(codeOf(await mounted().send({ path: '/api/prospect/version/x/do/query', query: 'format=json', headers: HEADERS }))).toBe(94);
  });

  it.each([
    [9, 'create/email/a@b.co', {}],
    [54, 'update/id/2', { email: 'a@b.co' }],
    [91, 'batchCreate', { prospects: '[{"email":"x@y.co"}]' }],
  ])('answers %i where emails are unique', async (code, rest, form) => {
    openUniqueUnit(mounted().vendor);
    const { post } = older(HEADERS_OF_UNIQUE_UNIT, 3);
    await post('prospect', 'create/email/a@b.co');
    await post('prospect', 'create/email/c@d.co');
    const reply = await post('prospect', rest, form as unknown as Form);
    expect(code === 91 ? reply.text : String(codeOf(reply))).toContain(code === 91 ? '<err code="91">' : String(code));
  });

  it('answers 88 and 89 where the unit has the other version', async () => {
    openUniqueUnit(mounted().vendor);
    expect(codeOf(await older(HEADERS, 3).get('prospect', 'query'))).toBe(88);
    expect(codeOf(await older(HEADERS_OF_UNIQUE_UNIT, 4).get('prospect', 'query'))).toBe(89);
  });

  it.each([
    [70, JSON.stringify(Array.from({ length: 51 }, (_, index) => ({ email: `p${index}@b.co` }))), 200],
    [71, '[{"email":', 400],
    [71, '<prospects><prospect></prospects>', 400],
    [90, '{"a@b.co":{"first_name":"A"}}', 400],
  ])('answers %i for a batch that will not do (%#)', async (code, prospects, status) => {
    const reply = await client.post('prospect', 'batchCreate', { prospects });
    expect(reply.status).toBe(status);
    // A batch that cannot be read is refused in XML whatever the format. Source: pardot/api-docs, "Prospects: Batch operations".
    expect(status === 400 ? /<err code="(\d+)">/.exec(reply.text)?.[1] : String(codeOf(reply))).toBe(String(code));
  });

  it('answers 128 and 129 where Salesforce has the campaigns', async () => {
    const { people } = mounted().vendor;
    people.settings(people.units()[0]!).save({ connectedCampaigns: true }, people.user('admin')!);
    expect(codeOf(await client.post('campaign', 'create', { name: 'Spring' }))).toBe(128);
    expect(codeOf(await client.post('campaign', 'update/id/1', { name: 'Spring' }))).toBe(129);
  });

  it.each([66, 122, 202, 183])('answers %i when it is planned', async (code) => {
    const { world } = mounted();
    world.faults.arm({ on: [{ system: 'engagement' }], action: { kind: 'error', code: String(code) }, times: 1, from: 'any' });
    expect(codeOf(await client.get('prospect', 'query'))).toBe(code);
  });
});

function caseOf([code, what, method, object, rest, form = {}]: Case) {
  return { code, what, method, object, rest, form };
}
