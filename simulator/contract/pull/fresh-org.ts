import { isDeepStrictEqual } from 'node:util';
import { createWorld } from '../../kernel/world.js';
import { createSalesforce } from '../../salesforce/index.js';
import { directTransport } from '../../server/direct.js';

/** A new org, to see what another has that it has not. */
export async function freshOrg(version: string) {
  const { standIn } = createSalesforce(createWorld());
  const transport = directTransport(standIn, 'localhost:4001');
  const send = async (
    method: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    body = '',
  ): Promise<unknown> => {
    const reply = await transport({ method, path, query, headers, body });
    return reply.status === 200 ? JSON.parse(String(reply.body)) : null;
  };
  const login = 'grant_type=password&client_id=backlot&client_secret=backlot&username=admin%40backlot.test&password=backlot';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const session = (await send('POST', '/services/oauth2/token', '', form, login)) as { access_token: string };
  const get = (path: string, query = ''): Promise<unknown> =>
    send('GET', `/services/data/v${version}${path}`, query, { authorization: `Bearer ${session.access_token}` });
  const global = (await get('/sobjects')) as { sobjects: readonly { name: string }[] } | null;
  return {
    /** Names of every object that there is. */
    names: new Set((global?.sobjects ?? []).map(({ name }) => name)) as ReadonlySet<string>,
    /** Whether a describe, without its addresses, is that of the new org. */
    async isSame(name: string, described: Readonly<Record<string, unknown>>): Promise<boolean> {
      const own = (await get(`/sobjects/${name}/describe`)) as Record<string, unknown> | null;
      if (own === null) return false;
      const { urls: _addresses, ...rest } = own;
      return isDeepStrictEqual(rest, described);
    },
    /** Whether a table has the same rows in the new org. */
    async hasRows(fields: readonly string[], table: string, given: readonly Record<string, unknown>[]): Promise<boolean> {
      const query = `q=${encodeURIComponent(`SELECT ${fields.join(', ')} FROM ${table}`)}`;
      const { records } = (await get('/query', query)) as { records: readonly Record<string, unknown>[] };
      return isDeepStrictEqual(
        records.map(({ attributes: _type, ...values }) => values),
        given,
      );
    },
  };
}
