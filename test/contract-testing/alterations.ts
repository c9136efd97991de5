import { bodyText, type StandIn, type SystemName, type WireRequest, type WireResponse } from '../../simulator/kernel/wire.js';

/** What somebody does to requests before a stand-in sees them, or to its replies before a client does. */
export type Alteration = (standIn: StandIn, system: SystemName) => StandIn;

type Body = string;

/** Alters requests that fit, before the stand-in sees them. */
export function asked(
  system: SystemName,
  fits: (request: WireRequest) => boolean,
  change: (request: WireRequest) => WireRequest,
): Alteration {
  return (standIn, name) => ({ answer: (request) => standIn.answer(name === system && fits(request) ? change(request) : request) });
}

/** Alters replies to requests that fit. */
export function answered(
  system: SystemName,
  fits: (request: WireRequest) => boolean,
  change: (reply: { status: number; headers: Record<string, string>; body: Body }) => Partial<WireResponse>,
): Alteration {
  return (standIn, name) => ({
    async answer(request) {
      const reply = await standIn.answer(request);
      if (name !== system || !fits(request) || (typeof reply.body === 'object') === !(reply.body instanceof Uint8Array)) return reply;
      const whole = { status: reply.status, headers: { ...reply.headers }, body: bodyText({ body: reply.body as string | Uint8Array }) };
      return { ...whole, ...change(whole) };
    },
  });
}

/** Alters replies in JSON. */
export function answeredJson(
  system: SystemName,
  fits: (request: WireRequest) => boolean,
  // biome-ignore lint/suspicious/noExplicitAny: alterations reach into vendors' bodies freely
  change: (data: any) => unknown,
): Alteration {
  return answered(system, fits, ({ body }) => (body === '' ? {} : { body: JSON.stringify(change(JSON.parse(body))) }));
}
