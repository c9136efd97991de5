import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { type Client, type Org, signIn } from './client.js';

const REFUSED = [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id', fields: [] }];

describeOnEveryMount('Salesforce: who may write setup records', createSalesforce, (mounted) => {
  /** Somebody with the profile that most people have. */
  function plainUser({ vendor }: Org): { readonly id: string; readonly client: Client } {
    const profile = vendor.people.list('Profile').find((each) => each['Name'] === 'Standard User')!;
    const id = vendor.people.create('User', { LastName: 'Plain', ProfileId: profile['Id'] }, vendor.people.user('admin')!);
    const { token } = vendor.state.sessions.issue({ userId: id });
    const call: Client['call'] = (method, path, body) => signIn(mounted()).call(method, path, body, { authorization: `Bearer ${token}` });
    return { id, client: { ...signIn(mounted()), token, call } };
  }
  const fields = (profileId: string) => ({
    Username: 'New.User@x.test',
    LastName: 'New',
    Email: 'new@x.test',
    Alias: 'new',
    TimeZoneSidKey: 'UTC',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: profileId,
  });
  const profileNamed = (name: string): string =>
    String(
      mounted()
        .vendor.people.list('Profile')
        .find((each) => each['Name'] === name)!['Id'],
    );

  it('lets administrators make users, who get a nickname', async () => {
    const admin = signIn(mounted());
    const id = await admin.create('User', fields(profileNamed('Standard User')));
    expect((await admin.call('GET', `/sobjects/User/${id}`)).json()).toMatchObject({
      Username: 'new.user@x.test',
      CommunityNickname: expect.stringMatching(/^new\.user\d+$/i),
    });
  });

  it('lets others change what is their own and grants nothing', async () => {
    const { id, client } = plainUser(mounted());
    expect((await client.call('PATCH', `/sobjects/User/${id}`, { Title: 'Clerk' })).status).toBe(204);
    for (const change of [{ ProfileId: profileNamed('System Administrator') }, { IsActive: false }, { Username: 'x@y.test' }]) {
      expect((await client.call('PATCH', `/sobjects/User/${id}`, change)).json()).toEqual(REFUSED);
    }
  });

  it('refuses users, groups and permissions to them', async () => {
    const { vendor } = mounted();
    const { id, client } = plainUser(mounted());
    const admin = vendor.people.user('admin')!;
    const group = vendor.people.create('Group', { Name: 'West', Type: 'Regular' }, admin);
    const set = vendor.people.list('PermissionSet')[0]!['Id'];
    const refused = await Promise.all([
      client.call('POST', '/sobjects/User', fields(profileNamed('Standard User'))),
      client.call('PATCH', `/sobjects/User/${admin}`, { Title: 'Clerk' }),
      client.call('POST', '/sobjects/Group', { Name: 'East', Type: 'Regular' }),
      client.call('POST', '/sobjects/GroupMember', { GroupId: group, UserOrGroupId: id }),
      client.call('DELETE', `/sobjects/Group/${group}`),
      client.call('POST', '/sobjects/PermissionSetAssignment', { AssigneeId: id, PermissionSetId: set }),
    ]);
    for (const reply of refused) expect([reply.status, reply.json()]).toEqual([400, REFUSED]);
    expect(vendor.people.list('Group').filter(({ Name }) => Name === 'West')).toHaveLength(1);
  });
});
