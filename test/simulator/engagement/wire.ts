import type { StandIn } from '../../../simulator/kernel/wire.js';
import { bodyText } from '../../../simulator/kernel/wire.js';
import { MAIN_UNIT } from './setting.js';

/** A GET of the administrator in the main unit, without any mount between. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into vendors' bodies freely
export async function ask(standIn: StandIn, address: string): Promise<{ status: number; text: string; json(): any }> {
  const [path = '', query = ''] = address.split('?');
  const headers = { authorization: 'Bearer token-admin', 'pardot-business-unit-id': MAIN_UNIT };
  const reply = await standIn.answer({ method: 'GET', path, query, headers, body: '' });
  const text = bodyText({ body: reply.body as string });
  return { status: reply.status, text, json: () => JSON.parse(text) };
}
