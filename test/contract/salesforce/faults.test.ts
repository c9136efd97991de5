import { expect, it } from 'vitest';
import type { FaultAction } from '../../../simulator/kernel/faults.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';
import { describeOnEveryMount } from '../mounts.js';
import { signIn } from './client.js';

describeOnEveryMount('Salesforce: planned failures', createSalesforce, (mounted) => {
  const plan = (action: FaultAction): void => {
    mounted().world.faults.arm({ on: [{ system: 'salesforce', method: 'POST' }], action, times: 1, from: 'any' });
  };

  it.each([
    [{ kind: 'status', status: 503 }, 503, 'SERVER_UNAVAILABLE', 'Server is busy. Please try again later.'],
    [{ kind: 'status', status: 403 }, 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
    [{ kind: 'error', code: 'UNABLE_TO_LOCK_ROW' }, 400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'],
    [{ kind: 'expire-session' }, 401, 'INVALID_SESSION_ID', 'Session expired or invalid'],
  ] as const)('answers %j in the words of the vendor and writes nothing', async (action, status, errorCode, message) => {
    plan(action);
    const reply = await signIn(mounted()).call('POST', '/sobjects/Account', { Name: 'Acme' });
    expect([reply.status, reply.json()[0]]).toMatchObject([status, { errorCode, message }]);
    expect(mounted().vendor.people.list('Account')).toEqual([]);
  });

  it('keeps the record of a call whose reply was lost', async () => {
    plan({ kind: 'lose-response' });
    await expect(signIn(mounted()).call('POST', '/sobjects/Account', { Name: 'Acme' })).rejects.toThrow();
    expect(mounted().vendor.people.list('Account')).toHaveLength(1);
  });

  it('logs no secrets', async () => {
    const { world } = mounted();
    const org = signIn(mounted());
    await org.call('GET', '/sobjects/Account');
    expect(JSON.stringify(world.calls.since())).not.toContain(org.token);
  });
});
