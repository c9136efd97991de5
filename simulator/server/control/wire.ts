import { BacklotError, ProtocolError } from '../../kernel/errors.js';
import { parseJson } from '../../kernel/json.js';
import { bodyBytes, bodyText, type WireRequest, type WireResponse } from '../../kernel/wire.js';

/** Bytes of a JSON body; steps and settings are small. */
const JSON_BYTES_MAX = 10_000_000;

/** The control API refuses a call: what is wrong, and what to do instead. */
export class ControlError extends BacklotError {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    hint: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message, hint);
  }
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** A value that the call's sender got wrong. */
export function invalid(message: string, hint: string): ControlError {
  return new ControlError(422, 'INVALID', message, hint);
}

/** The body as JSON; undefined when there is none. */
export function readJson(request: WireRequest): unknown {
  if (bodyBytes(request) > JSON_BYTES_MAX)
    throw new ControlError(413, 'TOO_LARGE', `The body has more than ${JSON_BYTES_MAX} bytes.`, 'Send less at once.');
  const text = bodyText(request);
  if (text.trim() === '') return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    throw new ControlError(
      400,
      'MALFORMED_JSON',
      `The body is no JSON: ${(error as Error).message}`,
      'Send JSON with the header content-type: application/json.',
    );
  }
}

/** The body as an object with no keys but those given. */
export function readObject(request: WireRequest, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const body = readJson(request) ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be an object.', `Its keys: ${keys.join(', ')}.`);
  const unknown = Object.keys(body).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw invalid(`Unknown key "${unknown}".`, `Known keys: ${keys.join(', ')}.`);
  return body as Readonly<Record<string, unknown>>;
}

/** Our users' errors as they are, vendors' refusals as such, and anything else as our own fault. */
export function errorReply(error: unknown): WireResponse {
  if (error instanceof ControlError) return json(body(error.code, error.message, error.hint), error.status, error.headers);
  if (isForUsers(error)) return json(body(error.code, error.message, error.hint), 422);
  if (error instanceof ProtocolError) return json(body(error.code, error.message, 'The vendor refuses this.'), 422);
  const message = error instanceof Error ? error.message : String(error);
  return json(
    body('INTERNAL', `backlot failed: ${message}`, 'This is a bug of backlot, not of yours. Please report it with what you sent.'),
    500,
  );
}

/** Errors for users carry a code and a hint in every room, though the rooms share no class. */
function isForUsers(error: unknown): error is Error & { code: string; hint: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'hint' in error && typeof error.hint === 'string';
}

function body(code: string, message: string, hint: string): unknown {
  return { error: { code, message, hint } };
}
