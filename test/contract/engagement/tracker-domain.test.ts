import { describe, expect, it } from 'vitest';
import { createWithOrg, openUniqueUnit } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount, type Reply } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describeOnEveryMount('Engagement: what visitors call', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const people = () => mounted().vendor.people;
  const prospects = async (fields = 'id,email,score') => (await client.get(`/api/v5/objects/prospects?fields=${fields}`)).json().values;
  const handler = async (values: Record<string, unknown> = {}): Promise<{ id: number; path: string }> => {
    const made = await client.post('/api/v5/objects/form-handlers?fields=id,url', {
      name: 'Contact us',
      folderId: 1,
      campaignId: 1,
      successLocation: 'https://www.example.com/thanks',
      errorLocation: 'https://www.example.com/again',
      ...values,
    });
    expectStatus(made, 201);
    const { id, url } = made.json();
    expect(url).toMatch(/\/l\/1\/2026-03-02\/[a-z0-9]{6}$/);
    return { id, path: new URL(url).pathname };
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Reply> =>
    mounted().send({ method: 'POST', path, headers: { ...FORM, ...headers }, body });
  const view = (query: string, headers: Record<string, string> = {}): Promise<Reply> =>
    mounted().send({
      path: '/analytics',
      query: `account_id=1&url=${encodeURIComponent('https://www.example.com/pricing')}${query}`,
      headers,
    });

  it('makes a prospect of a visitor, whose page views and first referrer come along', async () => {
    const page = encodeURIComponent('https://www.example.com/?utm_source=news&utm_campaign=spring');
    const referrer = encodeURIComponent('https://www.google.com/search?q=mills');
    const seen = await mounted().send({ path: '/analytics', query: `account_id=1&title=Home&url=${page}&referrer=${referrer}` });
    expectStatus(seen, 200);
    expect(await prospects()).toEqual([]);
    const { path, id } = await handler();
    const sent = await post(path, 'email=jane%40example.com&firstName=Jane&last_name=Jensen', { cookie: cookiesOf(seen) });
    expectStatus(sent, 302);
    expect(sent.headers['location']).toBe('https://www.example.com/thanks');
    const fields = 'id,email,firstName,lastName,score,sourceParameter,campaignParameter,firstReferrerQuery,firstReferrerType';
    expect(await prospects(fields)).toEqual([
      {
        id: 1,
        email: 'jane@example.com',
        firstName: 'Jane',
        lastName: 'Jensen',
        score: 51,
        sourceParameter: 'news',
        campaignParameter: 'spring',
        firstReferrerQuery: 'mills',
        firstReferrerType: 'Google Natural Search',
      },
    ]);
    const activities = await client.get('/api/v5/objects/visitor-activities?fields=type,formHandlerId,prospectId,visitorId');
    expect(activities.json().values).toEqual([
      { type: 20, formHandlerId: null, prospectId: 1, visitorId: 1 },
      { type: 4, formHandlerId: id, prospectId: 1, visitorId: 1 },
    ]);
  });

  it('knows a browser again by its two cookies, or by what the tracking code sends', async () => {
    const first = await view('');
    await view('', { cookie: cookiesOf(first) });
    const [, id, hash] = /visitor_id1=(\d+).*visitor_id1-hash=(\w+)/s.exec(first.headers['set-cookie']!)!;
    await view(`&visitor_id=${id}&visitor_id_sign=${hash}`);
    expect((await client.get('/api/v5/objects/visitors?fields=id,pageViewCount')).json().values).toEqual([{ id: 1, pageViewCount: 3 }]);
    expect(first.text).toContain("piSetCookie('visitor_id1', '1', 365);");
  });

  it.each([
    ['a hash that was never given out', 'visitor_id1=1; visitor_id1-hash=0123456789abcdef'],
    ['no hash', 'visitor_id1=1'],
    ['an id that is none', 'visitor_id1=__proto__; visitor_id1-hash=x'],
    ['broken pairs', ';;=;visitor_id1;visitor_id1-hash'],
  ])('takes a browser with forged cookies for a new visitor: %s', async (_title, cookie) => {
    await view('');
    const again = await view('', { cookie });
    expectStatus(again, 200);
    expect((await client.get('/api/v5/objects/visitors?fields=id')).json().values).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('shows the error page, and makes nobody, when the email is missing or wrong', async () => {
    const { path } = await handler();
    for (const body of ['firstName=Jane', 'email=', 'email=jane', 'email=a@b.co&score=many', '%%%=&&=', 'email=a%40b.co&email=c%40d.co']) {
      const reply = await post(path, body);
      expectStatus(reply, 302);
      const to = new URL(reply.headers['location']!);
      expect(to.pathname).toBe('/again');
      expect(to.searchParams.get('errors')).toBe('true');
      expect(to.searchParams.get('errorMessage')).not.toBe('');
    }
    expect(await prospects()).toEqual([]);
  });

  it('takes five points from a prospect who sends a wrong form', async () => {
    const { path } = await handler();
    const sent = await post(path, 'email=jane%40example.com');
    await post(path, 'email=nobody', { cookie: cookiesOf(sent) });
    expect(await prospects()).toEqual([{ id: 1, email: 'jane@example.com', score: 45 }]);
  });

  it('reads url-encoded forms only, also from the address', async () => {
    const { path } = await handler();
    const json = await mounted().send({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: '{"email":"jane@example.com"}',
    });
    expect(json.headers['location']).toContain('errors=true');
    const got = await mounted().send({ path, query: 'email=jane%40example.com' });
    expect(got.headers['location']).toBe('https://www.example.com/thanks');
    expect(await prospects('email')).toEqual([{ email: 'jane@example.com' }]);
  });

  it('maps external names, keeps initial values and asks for required fields', async () => {
    const { path, id } = await handler();
    const field = (name: string, prospectApiFieldId: string, more: Record<string, unknown> = {}) =>
      client.post('/api/v5/objects/form-handler-fields', { formHandlerId: id, name, prospectApiFieldId, dataFormat: 'Text', ...more });
    const email = await field('your-mail', 'email', { isRequired: true });
    expectStatus(email, 201);
    await field('town', 'city', { isMaintainInitialValue: true });
    await field('job', 'job_title', { isRequired: true, errorMessage: 'Tell us your job' });
    expectRefusal(await client.delete(`/api/v5/objects/form-handler-fields/${email.json().id}`), 400, 215);
    expectRefusal(await field('x', 'shoeSize'), 400, 154);
    const refused = await post(path, 'your-mail=jane%40example.com');
    expect(new URL(refused.headers['location']!).searchParams.get('errorMessage')).toBe('Tell us your job');
    await post(path, 'your-mail=jane%40example.com&town=Oslo&job=CTO&phone=1&unknown=x');
    await post(path, 'your-mail=jane%40example.com&town=Bergen&job=CEO');
    expect(await prospects('city,jobTitle,phone')).toEqual([{ city: 'Oslo', jobTitle: 'CEO', phone: null }]);
  });

  it('sets no cookie and ties no browser in kiosk mode', async () => {
    const seen = await view('');
    const { path } = await handler({ isCookieless: true });
    const sent = await post(path, 'email=jane%40example.com', { cookie: cookiesOf(seen) });
    expect(sent.headers['set-cookie']).toBeUndefined();
    expect((await client.get('/api/v5/objects/visitors?fields=id,prospectId')).json().values).toEqual([{ id: 1, prospectId: null }]);
    expect(await prospects('score')).toEqual([{ score: 50 }]);
  });

  it('forwards fields, and lets hidden fields name other pages, but only pages of the web', async () => {
    const { path } = await handler({ isDataForwarded: true });
    const there = await post(path, 'email=jane%40example.com&success_location=https%3A%2F%2Fother.example.com%2Fok');
    expect(there.headers['location']).toBe('https://other.example.com/ok?email=jane%40example.com');
    const script = await post(path, 'email=jane%40example.com&success_location=javascript%3Aalert(1)');
    expect(script.headers['location']).toMatch(/^https:\/\/www\.example\.com\/thanks\?email=/);
  });

  it('answers a page where no success page is set, and one for what is not there', async () => {
    const { path } = await handler({ successLocation: null, errorLocation: null });
    const page = await post(path, 'email=jane%40example.com');
    expectStatus(page, 200);
    expect(page.text).toContain('Cannot find success page to redirect to');
    expect((await post(path, 'email=%3Cscript%3E')).text).not.toContain('<script>');
    expectStatus(await post('/l/1/2026-03-02/nothing', ''), 404);
    expectStatus(await post('/l/77/2026-03-02/nothing', ''), 404);
    expectRefusal(await mounted().send({ path: '/analytics', query: 'account_id=1' }), 400, 36);
  });

  it('brings a prospect back from the recycle bin where emails are unique', async () => {
    const unit = openUniqueUnit(mounted().vendor);
    const form = people().create('FormHandler', { bu: unit, successLocation: 'https://www.example.com/thanks' }, '1');
    const path = new URL(String(people().read('FormHandler', form)!['url']), 'http://x').pathname;
    await post(path, 'email=jane%40example.com');
    people().delete('Prospect', '1', '1');
    await post(path, 'email=JANE%40example.com');
    expect(people().list('Prospect')).toMatchObject([{ id: 1, email: 'jane@example.com', isDeleted: false, score: 100 }]);
  });

  it('counts files and custom redirects, and runs their completion actions for prospects', async () => {
    const actions = [{ addTag: 'reader' }];
    const file = people().create('File', { name: 'Price list', completionActions: actions }, '1');
    const link = people().create('CustomRedirect', { destinationUrl: 'https://www.example.com/offer' }, '1');
    const pathOf = (type: string, id: string) => new URL(String(people().read(type, id)!['url']), 'http://x').pathname;
    const anonymous = await mounted().send({ path: pathOf('CustomRedirect', link) });
    expect(anonymous.headers['location']).toBe('https://www.example.com/offer');
    const { path } = await handler();
    await post(path, 'email=jane%40example.com', { cookie: cookiesOf(anonymous) });
    const opened = await mounted().send({ path: pathOf('File', file), headers: { cookie: cookiesOf(anonymous) } });
    expect(opened.text).toContain('Price list');
    expect(await prospects('score')).toEqual([{ score: 56 }]);
    expect(people().list('TaggedObject')).toMatchObject([{ objectType: 'prospect', objectId: 1 }]);
  });

  describe('form handlers as records', () => {
    it.each([
      ['no campaign', { name: 'x', folderId: 1 }, 153],
      ['a campaign that is not there', { name: 'x', folderId: 1, campaignId: 99 }, 38],
      ['an address that is none', { name: 'x', folderId: 1, campaignId: 1, successLocation: 'nowhere' }, 137],
      ['completion actions, which the API has not', { name: 'x', folderId: 1, campaignId: 1, completionActions: [] }, 180],
    ])('refuses %s', async (_title, values, code) => {
      expectRefusal(await client.post('/api/v5/objects/form-handlers', values), 400, code);
    });

    it('changes and deletes them', async () => {
      const { id, path } = await handler();
      expectStatus(await client.patch(`/api/v5/objects/form-handlers/${id}`, { name: 'Renamed' }), 204);
      expectStatus(await client.delete(`/api/v5/objects/form-handlers/${id}`), 204);
      expectStatus(await post(path, 'email=jane%40example.com'), 404);
    });
  });
});

/** The cookies of a reply, as a browser sends them back. */
function cookiesOf(reply: Reply): string {
  const set = reply.headers['set-cookie'] ?? '';
  return [...set.matchAll(/(visitor_id[\w-]+=\w+);/g)].map(([, pair]) => pair).join('; ');
}
