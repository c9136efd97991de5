import { VendorFailure } from '../../model/failure.js';

/** One `<error>` of a reply, as the gateway words it. */
export type GatewayError = {
  readonly errorno: string;
  readonly description: string;
  readonly description2: string;
  readonly correction: string;
};

/** What a gateway error means to the retry policy, in the vendor's words. */
export function gatewayFailure(errors: readonly GatewayError[], message = errorText(errors)): VendorFailure {
  const code = errors[0]?.errorno ?? '';
  return new VendorFailure('intacct', passesByItself(errors) ? 'retry' : 'refusal', code === '' ? 'NO_ERROR_NUMBER' : code, message);
}

/**
 * Whether a failure passes by itself: maintenance and gateway faults do, refusals of content do not.
 *
 * Source:  Sage Intacct developer, "Error handling": GW-nnnn are gateway faults to retry, but GW-0011 is a malformed request;
 *          maintenance says "The Service is Temporarily Off-line".
 */
function passesByItself(errors: readonly GatewayError[]): boolean {
  return errors.some(
    ({ errorno, description, description2 }) =>
      (errorno.startsWith('GW-') && errorno !== 'GW-0011') || /temporarily off-line/i.test(`${description} ${description2}`),
  );
}

/** A session that the gateway does not know any more: nothing of the request was executed. */
export class ExpiredSessionError extends VendorFailure {
  constructor(errors: readonly GatewayError[]) {
    super('intacct', 'retry', 'XL03000006', errorText(errors));
  }
}

/**
 * Whether an authentication failure speaks of the session and not of the credentials.
 *
 * Source:  fixtures of the official SDKs: XL03000006 with `Invalid session <id prefix>...`.
 */
export function isExpiredSession(errors: readonly GatewayError[]): boolean {
  return errors.some(
    ({ errorno, description, description2 }) => errorno === 'XL03000006' && /session/i.test(`${description} ${description2}`),
  );
}

/**
 * Whether a function was refused because one with its control id had completed before (`uniqueid` true).
 *
 * Assumed: the wording; the guide says that it is refused, not how.
 */
export function isAlreadyExecuted(errors: readonly GatewayError[]): boolean {
  return errors.some(({ description, description2 }) => /control ?id .* already been executed/i.test(`${description} ${description2}`));
}

/** Whether a create was refused because its key is taken. Source: fixtures: BL34000061; integrators treat PL05000104 alike. */
export function isAlreadyTaken(errors: readonly GatewayError[]): boolean {
  return errors.some(({ errorno }) => errorno === 'BL34000061' || errorno === 'PL05000104');
}

/** The errors as people read them in the Salesforce error field: one line each, number first, without the support id. */
export function errorText(errors: readonly GatewayError[]): string {
  return errors
    .map(({ errorno, description, description2 }) =>
      `${errorno} ${(description2 || description).replace(/\s*\[Support ID: [^\]]*\]/, '')}`.trim(),
    )
    .join('\n');
}
