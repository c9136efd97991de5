import { expect, it } from 'vitest';
import { createWithOrg } from '../../simulator/engagement/setting.js';
import { describeOnEveryMount } from '../mounts.js';
import { clientOf, expectRefusal, expectStatus } from './client.js';

const OBJECTS = '/api/v5/objects';
const MESSAGE = { name: 'News', subject: 'News', textMessage: 'Hello %%unsubscribe%%' };

describeOnEveryMount('Engagement: emails', createWithOrg, (mounted) => {
  const client = clientOf(mounted);
  const values = async (address: string): Promise<Record<string, unknown>[]> => (await client.get(`${OBJECTS}/${address}`)).json().values;

  /** A list with a member for each set of values. */
  const listOf = async (...members: Record<string, unknown>[]): Promise<number> => {
    const list = (await client.post(`${OBJECTS}/lists`, { name: 'l' })).json().id;
    for (const member of members) {
      const prospectId = await client.prospect(member);
      expectStatus(await client.post(`${OBJECTS}/list-memberships`, { listId: list, prospectId }), 201);
    }
    return list;
  };

  it('sends one email to one prospect, and keeps what was sent', async () => {
    const prospectId = await client.prospect({ email: 'a@example.com' });
    const sent = await client.post(`${OBJECTS}/emails?fields=id,type,prospect.email,campaignId,sentAt`, { prospectId, ...MESSAGE });
    expectStatus(sent, 201);
    const sentAt = new Date(mounted().world.clock.now()).toISOString().replace('.000Z', '+00:00');
    expect(sent.json()).toEqual({ id: 1, type: 'oneToOne', prospect: { email: 'a@example.com' }, campaignId: 1, sentAt });
    expect(await values('visitor-activities?fields=type,emailId,email.subject,prospectId')).toEqual([
      { type: 6, emailId: 1, email: { subject: 'News' }, prospectId },
    ]);
    expect(await values(`emails?fields=id&sentAtAfterOrEqualTo=${encodeURIComponent(sentAt)}`)).toEqual([{ id: 1 }]);
    expect(await values(`emails?fields=id&sentAtAfter=${encodeURIComponent(sentAt)}`)).toEqual([]);
    expectRefusal(await client.patch(`${OBJECTS}/emails/1`, { subject: 'Other' }), 405, 60);
    expectRefusal(await client.delete(`${OBJECTS}/emails/1`), 405, 60);
  });

  it('takes the message from a template that is for such emails', async () => {
    const prospectId = await client.prospect({ email: 'a@example.com' });
    const template = { ...MESSAGE, subject: 'From the template' };
    await client.post(`${OBJECTS}/email-templates`, { ...template, isOneToOneEmail: true });
    await client.post(`${OBJECTS}/email-templates`, { ...template, isListEmail: true });
    const sent = await client.post(`${OBJECTS}/emails?fields=subject,emailTemplate.name`, { prospectId, emailTemplateId: 1 });
    expect(sent.json()).toEqual({ subject: 'From the template', emailTemplate: { name: 'News' } });
    expectRefusal(await client.post(`${OBJECTS}/emails`, { prospectId, emailTemplateId: 2 }), 400, 86);
    expectRefusal(await client.post(`${OBJECTS}/emails`, { prospectId, emailTemplateId: 9 }), 400, 68);
  });

  it.each([
    ['nobody', { ...MESSAGE }, 153],
    ['somebody who is not there', { ...MESSAGE, prospectId: 9 }, 3],
    ['somebody who opted out', { ...MESSAGE, prospectId: 1 }, 98],
    ['somebody without a way out', { prospectId: 1, subject: 'x', textMessage: 'buy!' }, 64],
    ['somebody without a subject', { prospectId: 1, textMessage: 'x' }, 153],
  ])('sends nothing to %s', async (_title, email, code) => {
    await client.prospect({ email: 'a@example.com', optedOut: true });
    expectRefusal(await client.post(`${OBJECTS}/emails`, email), 400, code);
    expect(await values('emails?fields=id')).toEqual([]);
    expect(await values('visitor-activities?fields=id')).toEqual([]);
  });

  it('sends operational emails to who opted out', async () => {
    const prospectId = await client.prospect({ email: 'a@example.com', optedOut: true });
    const invoice = { prospectId, subject: 'Your invoice', textMessage: 'Here it is', isOperational: true };
    expectStatus(await client.post(`${OBJECTS}/emails`, invoice), 201);
  });

  it('sends a list email to every member once, but not to the suppressed and the unmailable', async () => {
    const first = await listOf({ email: 'a@example.com' }, { email: 'b@example.com' }, { email: 'out@example.com', isDoNotEmail: true });
    const second = await listOf({ email: 'c@example.com' });
    await client.post(`${OBJECTS}/list-memberships`, { listId: second, prospectId: 1 });
    const suppressed = (await client.post(`${OBJECTS}/lists`, { name: 'no' })).json().id;
    await client.post(`${OBJECTS}/list-memberships`, { listId: suppressed, prospectId: 2 });
    const lists = { recipientListIds: [first, second], suppressionListIds: [suppressed] };
    const made = await client.post(`${OBJECTS}/list-emails?fields=id,isSent`, { ...MESSAGE, campaignId: 1, ...lists });
    expect(made.json()).toEqual({ id: 1, isSent: true });
    expect(await values('emails?fields=prospect.email,listId,listEmailId')).toEqual([
      { prospect: { email: 'a@example.com' }, listId: first, listEmailId: 1 },
      { prospect: { email: 'c@example.com' }, listId: second, listEmailId: 1 },
    ]);
    expectRefusal(await client.patch(`${OBJECTS}/list-emails/1`, { subject: 'Late' }), 400, 51);
  });

  it('sends a scheduled list email when it is due, unless it was moved or paused', async () => {
    const list = await listOf({ email: 'a@example.com' });
    const { clock } = mounted().world;
    const inMinutes = (count: number): string => new Date(clock.now() + count * 60_000).toISOString();
    const schedule = (count: number) => ({ ...MESSAGE, campaignId: 1, recipientListIds: [list], scheduledFor: inMinutes(count) });
    for (const count of [10, 10, 10]) await client.post(`${OBJECTS}/list-emails`, schedule(count));
    expectStatus(await client.patch(`${OBJECTS}/list-emails/2`, { scheduledFor: inMinutes(30) }), 204);
    expectStatus(await client.patch(`${OBJECTS}/list-emails/3`, { isPaused: true }), 204);
    const sent = async (): Promise<unknown[]> => (await values('emails?fields=listEmailId')).map(({ listEmailId }) => listEmailId);
    expect(await sent()).toEqual([]);
    await clock.advanceTo(clock.now() + 20 * 60_000);
    expect(await sent()).toEqual([1]);
    await clock.advanceTo(clock.now() + 20 * 60_000);
    expect(await sent()).toEqual([1, 2]);
  });

  it('refuses lists that are none', async () => {
    const email = { ...MESSAGE, campaignId: 1 };
    expectRefusal(await client.post(`${OBJECTS}/list-emails`, { ...email, recipientListIds: [9] }), 400, 236);
    expectRefusal(await client.post(`${OBJECTS}/list-emails`, { ...email, recipientListIds: 'all' }), 400, 154);
  });

  it('counts what became of a list email', async () => {
    const list = await listOf({ email: 'a@example.com' }, { email: 'b@example.com' });
    const email = (await client.post(`${OBJECTS}/list-emails`, { ...MESSAGE, campaignId: 1 })).json().id;
    const { people } = mounted().vendor;
    people.email({ list: String(email), to: '1', opened: 2, clicked: 1 });
    people.email({ list: String(email), to: '2', opened: 1 });
    expect(list).toBe(1);
    const stats = await client.get(`${OBJECTS}/list-emails/${email}/stats`);
    expectStatus(stats, 200);
    expect(stats.json()).toMatchObject({ sent: 2, delivered: 2, opens: 3, uniqueOpens: 2, totalClicks: 1, uniqueClickThroughRate: 50 });
    expectRefusal(await client.get(`${OBJECTS}/list-emails/9/stats`), 404, 109);
  });
});
