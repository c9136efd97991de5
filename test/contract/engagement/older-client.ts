import { expect } from 'vitest';
import type { EngagementVendor } from '../../../simulator/engagement/index.js';
import type { Mounted, Reply } from '../mounts.js';
import { HEADERS } from './client.js';

/** Calls of a client of versions 3 and 4: `post('prospect', 'create/email/a@b.co', { first_name: 'A' })`. */
export function olderClientOf(mounted: () => Mounted<EngagementVendor>, version: 3 | 4, headers: Record<string, string> = HEADERS) {
  const address = (object: string, rest: string): string => `/api/${object}/version/${version}/do/${rest}`;
  const get = (object: string, rest: string, query: Record<string, string> = {}): Promise<Reply> =>
    mounted().send({ path: address(object, rest), query: String(new URLSearchParams({ format: 'json', ...query })), headers });
  const post = (object: string, rest: string, form: Record<string, string> = {}): Promise<Reply> =>
    mounted().send({
      method: 'POST',
      path: address(object, rest),
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ format: 'json', ...form })),
    });
  return { get, post };
}

/** Fails unless the reply has status 200 and the code in its JSON. */
export function expectOlderRefusal(reply: Reply, code: number, status = 200): void {
  const told = reply.json();
  expect({ status: reply.status, stat: told['@attributes'].stat, code: told['@attributes'].err_code }, reply.text).toEqual({
    status,
    stat: 'fail',
    code,
  });
  expect(typeof told.err).toBe('string');
}
