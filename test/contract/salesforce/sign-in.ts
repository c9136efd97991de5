import type { Reply, Sent } from '../mounts.js';

/** Whatever can be asked as a mounted Salesforce can. */
type Asked = { send(request: Sent): Promise<Reply> };

/** An access token of a user, by password. */
export async function accessToken(salesforce: Asked, username = 'admin@backlot.test'): Promise<string> {
  const form = { grant_type: 'password', client_id: 'backlot', client_secret: 'backlot', username, password: 'backlot' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await salesforce.send({
    method: 'POST',
    path: '/services/oauth2/token',
    headers,
    body: new URLSearchParams(form).toString(),
  });
  if (reply.status !== 200) throw new Error(`signing in as ${username} was refused: ${reply.text}`);
  return reply.json().access_token as string;
}

/** The header that a signed-in client sends. */
export async function bearer(salesforce: Asked, username?: string): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await accessToken(salesforce, username)}` };
}
