import { beforeEach, describe, expect, it } from 'vitest';
import { createIntacct, type Intacct } from '../../../simulator/intacct/index.js';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce, type Salesforce } from '../../../simulator/salesforce/index.js';

describe('Permission sets of mapped users', () => {
  let salesforce: Salesforce;
  let intacct: Intacct;
  const admin = (): string => salesforce.people.user('admin')!;
  const access = (...names: string[]): void => intacct.people.saveSettings({ 'users.access': names }, '1');
  const holders = (name: string): string[] => {
    const set = salesforce.people.list('PermissionSet').find(({ Name }) => Name === name)!['Id'];
    const rows = salesforce.people.list('PermissionSetAssignment').filter(({ PermissionSetId }) => PermissionSetId === set);
    return rows.map(({ AssigneeId }) => String(salesforce.people.read('User', String(AssigneeId))!['Username']).split('@')[0]!);
  };
  beforeEach(() => {
    const world = createWorld();
    salesforce = createSalesforce(world);
    intacct = createIntacct(world, { salesforce: salesforce.people });
  });

  it('begin with the users of a new subscription, and the integration user with Intacct Connect', () => {
    expect(holders('Intacct_Objects')).toEqual(['admin', 'connector']);
    expect(holders('Intacct_Connect')).toEqual(['intacct']);
    expect(holders('SyncRecordsForUnmappedUser')).toEqual([]);
  });

  it('come when a user is mapped, once, and go when the user is mapped no longer', () => {
    const ann = salesforce.people.create('User', { LastName: 'Ann', Username: 'ann@backlot.test' }, admin());
    access('admin', ann);
    access('admin', ann, 'nobody');
    expect(holders('Intacct_Objects')).toEqual(['admin', 'ann']);
    access('admin');
    expect(holders('Intacct_Objects')).toEqual(['admin']);
  });

  it('leave alone whom somebody in Salesforce gave one', () => {
    const ann = salesforce.people.create('User', { LastName: 'Ann', Username: 'ann@backlot.test' }, admin());
    const set = salesforce.people.list('PermissionSet').find(({ Name }) => Name === 'Intacct_Objects')!;
    salesforce.people.create('PermissionSetAssignment', { PermissionSetId: set['Id'], AssigneeId: ann }, admin());
    access('admin');
    expect(holders('Intacct_Objects')).toEqual(['admin', 'ann']);
    access('admin', ann);
    expect(holders('Intacct_Objects')).toEqual(['admin', 'ann']);
  });

  it('go with the subscription, and come with the next', () => {
    intacct.people.saveSettings({ 'subscription.active': false }, '1');
    expect(holders('Intacct_Objects')).toEqual([]);
    intacct.people.saveSettings({ 'subscription.active': true }, '1');
    expect(holders('Intacct_Objects')).toEqual(['admin', 'connector']);
    expect(holders('Intacct_Connect')).toEqual(['intacct']);
  });

  it('are nobody’s in an org without the package', () => {
    for (const { Id } of salesforce.people.list('PermissionSet')) salesforce.people.delete('PermissionSet', String(Id), admin());
    access('admin');
    expect(salesforce.people.list('PermissionSetAssignment')).toEqual([]);
  });
});
