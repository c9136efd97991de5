import { type ErrorEntry, IntacctError } from '../errors.js';
import type { IntacctCompany } from '../state/company.js';
import type { XmlElement } from './parse.js';
import type { SignedIn } from './sign-in.js';
import type { Xml } from './write.js';

/** One function on its way: what it works on, for whom, and its arguments. */
export type FunctionCall = {
  readonly company: IntacctCompany;
  readonly signed: SignedIn;
  readonly element: XmlElement;
  /** Where the client believes the gateway is. */
  readonly origin: string;
  /** True when it is the only function of its request. */
  readonly isAlone: boolean;
};

/** JSON and CSV come without any envelope. Source: "Queries", returnformat. */
export type BareReply = { readonly contentType: string; readonly text: string };

/** What stands in the result after its control id; refusals are thrown. */
export type GatewayFunction = (call: FunctionCall) => readonly Xml[] | BareReply;

/** A function that did part of its work before it failed: a `create` of several objects. */
export class PartialFailure extends IntacctError {
  constructor(
    errors: readonly ErrorEntry[],
    readonly content: readonly Xml[],
  ) {
    super(errors);
  }
}
