import { expect, it } from 'vitest';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

const HEADERS = {
  'content-type': 'application/json',
  accept: '*/*',
  'user-agent': 'sfdx toolbelt:',
  'sforce-call-options': 'client=sfdx toolbelt:',
};

const soql = (text: string) => `?q=${encodeURIComponent(text)}`;
const SANDBOXES = "SELECT Id, Status, SandboxName FROM SandboxProcess WHERE SandboxOrganization ='00D000000000001'";

describeOnEveryMount('Salesforce: calls of the sf command', createSalesforce, (org) => {
  const ask = (path: string) => signIn(org()).call('GET', path, undefined, HEADERS);

  it('signs in with an access token', async () => {
    const { user_id } = (await ask('/services/oauth2/userinfo')).json();
    const user = await ask(`/services/data/v51.0/sobjects/User/${user_id}`);
    expect(user.json().Username).toBe('admin@backlot.test');
    // Asks whether this is a hub of scratch orgs; it is not.
    const hub = await ask(`/services/data/v51.0/query${soql('SELECT Id FROM ScratchOrgInfo limit 1')}`);
    expect([hub.status, hub.json()[0].errorCode]).toEqual([400, 'INVALID_TYPE']);
    expect((await ask('/services/data')).json().at(-1)).toHaveProperty('version');
    const fields = 'Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType';
    expect((await ask(`/query${soql(`SELECT ${fields} FROM Organization`)}`)).json()).toMatchObject({ totalSize: 1 });
    expect((await ask(`/tooling/query${soql(SANDBOXES)}`)).json()).toMatchObject({ totalSize: 0, entityTypeName: 'SandboxProcess' });
  });

  it('finds paths behind two slashes', async () => {
    const headers = { ...HEADERS, authorization: `Bearer ${signIn(org()).token}` };
    for (const path of ['//services/data/v62.0/limits', '//services/data/v62.0/tooling/sobjects']) {
      expect((await org().send({ path, headers })).status).toBe(200);
    }
  });

  it('asks for the columns of a tooling query', async () => {
    const reply = await ask(`/tooling/query${soql('SELECT QualifiedApiName FROM EntityDefinition')}&columns=true`);
    expect(reply.json().columnMetadata).toMatchObject([{ columnName: 'QualifiedApiName' }]);
  });
});
