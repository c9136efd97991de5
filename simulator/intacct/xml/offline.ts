import type { Call } from '../../kernel/routes.js';
import { bodyText, type WireResponse } from '../../kernel/wire.js';
import type { World } from '../../kernel/world.js';
import { OFFLINE_DELAY_MS } from '../limits.js';
import type { IntacctCompany } from '../state/company.js';
import type { Control } from './envelope.js';
import { acknowledgement } from './reply.js';
import { requestText } from './request-text.js';

/** An asynchronous request that waits for its turn. */
type Waiting = { readonly text: string; readonly origin: string; readonly policy: string };

const TIMER = 'intacct:offline';

/**
 * Takes an asynchronous request: it is acknowledged now and performed later.
 *
 * Source:  developer.intacct.com, "XML responses", acknowledgement.
 * Assumed: the sender and the form of the request are checked before it is acknowledged, everything else when it is performed; a
 *          policy that nobody set up is acknowledged, too, and its reply is kept.
 */
export function acknowledge(call: Call<IntacctCompany>, control: Control): WireResponse {
  const waiting: Waiting = { text: requestText(call.request), origin: call.origin, policy: control.policyId };
  call.world.arm(call.world.clock.now() + OFFLINE_DELAY_MS, TIMER, waiting);
  return acknowledgement(control);
}

/** Performs asynchronous requests as they fall due, and posts the replies to the addresses of their policies. */
export function performOffline(world: World, company: IntacctCompany, perform: (call: Call<IntacctCompany>) => WireResponse): void {
  world.clock.on(TIMER, (payload) => {
    const { text, origin, policy } = payload as Waiting;
    const request = { method: 'POST', path: '/ia/xml/xmlgw.phtml', query: '', headers: {}, body: text };
    const cause = { kind: 'automation', text: `asynchronous request by policy ${policy}` } as const;
    world.as({ cause, actor: 'guest' }, () => {
      const reply = perform({ request, params: {}, state: company, world, origin, fault: null, notes: {} });
      const url = company.setup.policies.get(policy)?.url ?? '';
      const contentType = reply.headers['Content-Type'] ?? 'text/xml';
      company.outbox.post({ kind: 'policy', source: policy, url, contentType, body: bodyText({ body: reply.body as string }) });
    });
  });
}
