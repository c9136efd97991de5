import { expect } from 'vitest';
import type { EngagementVendor } from '../../../simulator/engagement/index.js';
import { MAIN_UNIT } from '../../simulator/engagement/setting.js';
import type { Mounted, Reply } from '../mounts.js';

export const HEADERS = { authorization: 'Bearer token-admin', 'pardot-business-unit-id': MAIN_UNIT };

/** Calls of a client of API version 5, as the administrator in the main unit unless told otherwise. */
export function clientOf(mounted: () => Mounted<EngagementVendor>, headers: Record<string, string> = HEADERS) {
  const send = (method: string, address: string, body?: unknown): Promise<Reply> => {
    const [path = '', query = ''] = address.split('?');
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return mounted().send({
      method,
      path,
      query,
      headers: { ...headers, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    get: (address: string) => send('GET', address),
    post: (address: string, body: unknown) => send('POST', address, body),
    patch: (address: string, body: unknown) => send('PATCH', address, body),
    delete: (address: string) => send('DELETE', address),
    /** Sends parts as a browser's form does; `file` as a file. */
    upload(address: string, parts: Record<string, string>, file = { name: 'rows.csv', type: 'text/csv' }): Promise<Reply> {
      const [path = '', query = ''] = address.split('?');
      const disposition = `name="file"; filename="${file.name}"\r\nContent-Type: ${file.type}`;
      const body = Object.entries(parts).map(
        ([name, content]) =>
          `--cut\r\nContent-Disposition: form-data; ${name === 'file' ? disposition : `name="${name}"`}\r\n\r\n${content}\r\n`,
      );
      const type = { 'content-type': 'multipart/form-data; boundary=cut' };
      return mounted().send({ method: 'POST', path, query, headers: { ...headers, ...type }, body: `${body.join('')}--cut--\r\n` });
    },
    /** Creates a prospect and gives its id. */
    async prospect(values: Record<string, unknown>): Promise<number> {
      const reply = await send('POST', '/api/v5/objects/prospects', values);
      expectStatus(reply, 201);
      return reply.json().id;
    },
  };
}

/** Fails with the body, which says why. */
export function expectStatus(reply: Reply, status: number): void {
  expect(reply.status, reply.text).toBe(status);
}

export function expectRefusal(reply: Reply, status: number, code: number): void {
  expect({ status: reply.status, code: reply.json().code }, reply.text).toEqual({ status, code });
}
