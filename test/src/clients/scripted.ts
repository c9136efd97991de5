import type { Send } from '../../../src/model/session.js';
import type { SystemName, WireRequest, WireResponse } from '../../../src/model/wire.js';
import { CallNumbers, sendThrough } from '../../../src/sync/calls.js';

/** Answers of a vendor in the order in which they are wanted; an Error is thrown in place of a reply. */
export type Script = readonly ((request: WireRequest) => WireResponse | Error)[];

export type Scripted = { readonly send: Send; readonly requests: WireRequest[] };

/** Sends through the core's own `Send` to a list of answers. */
export function scripted(system: SystemName, script: Script): Scripted {
  const requests: WireRequest[] = [];
  const answers = [...script];
  const transport = async (request: WireRequest): Promise<WireResponse> => {
    requests.push(request);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`an unexpected call: ${request.method} ${request.path}`);
    const reply = answer(request);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { send: sendThrough(transport, system, new CallNumbers('engagement', 1), { isOver: false }), requests };
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): () => WireResponse {
  return () => ({ status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) });
}

export function lost(code = 'ECONNRESET'): () => Error {
  return () => Object.assign(new Error('socket hang up'), { code });
}
