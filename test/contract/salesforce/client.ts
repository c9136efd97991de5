import type { createSalesforce } from '../../../simulator/salesforce/index.js';
import type { Mounted, Reply, Sent } from '../mounts.js';

export type Org = Mounted<ReturnType<typeof createSalesforce>>;

export const BASE = '/services/data/v62.0';

/** Calls of a signed-in user; paths are below the version. */
export type Client = {
  readonly token: string;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Creates a record and gives its id; fails loudly when it is refused. */
  create(type: string, values: Readonly<Record<string, unknown>>): Promise<string>;
};

/** Signs a user in, without a call. */
export function signIn({ vendor, send }: Org, user = 'admin'): Client {
  const { token } = vendor.state.sessions.issue({ userId: vendor.people.user(user)! });
  const call: Client['call'] = (method, path, body, headers = {}) => {
    const [address, query] = path.split('?') as [string, string?];
    const sent: Sent = {
      method,
      path: address.startsWith('/services') ? address : `${BASE}${address}`,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return send(sent);
  };
  return {
    token,
    call,
    async create(type, values) {
      const reply = await call('POST', `/sobjects/${type}`, values);
      if (reply.status !== 201) throw new Error(`create ${type}: ${reply.status} ${reply.text}`);
      return reply.json().id as string;
    },
  };
}
