import type { UnitCall } from '../v5/session.js';
import type { Params } from './params.js';
import type { Format, Tree } from './print.js';

/** Which related things a reply shows. Source: pardot/api-docs, "Using the API": `output`. */
export type Output = 'full' | 'simple' | 'mobile' | 'bulk';

/** A call of somebody who may make it, in version 3 (one prospect for each email) or 4. */
export type OlderCall = UnitCall & {
  readonly params: UnitCall['params'];
  readonly asked: Params;
  readonly version: 3 | 4;
  readonly format: Format;
  readonly output: Output;
};

/** What an operation answers: the content of the envelope, or null for 204 without one. */
export type Content = { readonly [name: string]: Tree | undefined } | null;

/** A function is asked once everything that follows from the operation has run. */
export type OlderOperation = (call: OlderCall) => Content | (() => Content);
