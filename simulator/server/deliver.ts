import type { Delivery } from '../intacct/index.js';
import type { OutboundSender } from '../salesforce/index.js';
import { post } from './post.js';

/** Posts what Intacct sends by itself to where it should go; gives the status of the reply, 0 when none came. */
export async function deliver({ url, contentType, body, idempotencyKey, kind }: Delivery): Promise<number> {
  const key = kind === 'webhook' ? { 'Idempotency-Key': idempotencyKey } : {};
  return (await post(url, { 'Content-Type': contentType, ...key }, body)).status;
}

/** Posts an outbound message of Salesforce. Source: SOAP API guide, "Outbound Messaging". */
export const deliverOutbound: OutboundSender = ({ url, body }) =>
  post(url, { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' }, body);
