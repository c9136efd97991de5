import type { Outcome } from '../../../simulator/contract/types.js';
import type { SystemName, WireRequest } from '../../../simulator/kernel/wire.js';
import { type Alteration, answered, answeredJson, asked } from '../alterations.js';

/** A way in which a stand-in is made unlike its vendor, and what the report must call it. */
export type Drift = {
  readonly title: string;
  readonly alter: Alteration;
  /** The probe that must find it, by its file. */
  readonly probe: string;
  readonly outcome: Outcome;
  readonly path: string;
  readonly text: string;
};

/** Whether a request is one of those that are meant. */
export type Fits = (request: WireRequest) => boolean;

/** Requests that all of these fit. */
export const all =
  (...each: readonly Fits[]): Fits =>
  (request) =>
    each.every((fits) => fits(request));

/** Requests whose body has a text. */
export const says =
  (text: string): Fits =>
  ({ body }) =>
    String(body).includes(text);

/** Alterations of one system: of its replies in JSON, of any of its replies, of requests before it sees them. */
export function alterations(system: SystemName) {
  return {
    json: (fits: Fits, change: Parameters<typeof answeredJson>[2]): Alteration => answeredJson(system, fits, change),
    reply: (fits: Fits, change: Parameters<typeof answered>[2]): Alteration => answered(system, fits, change),
    request: (fits: Fits, change: Parameters<typeof asked>[2]): Alteration => asked(system, fits, change),
  };
}

/** A text of a request's body in the place of another. */
export const rewritten =
  (from: string | RegExp, to: string) =>
  (request: WireRequest): WireRequest => ({ ...request, body: String(request.body).replace(from, to) });
