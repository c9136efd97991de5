import { bodyBytes, bodyText, type WireRequest } from '../../kernel/wire.js';
import { refusal } from '../errors.js';

/** Bytes of a parameter body. Assumed: room for a batch of 50 prospects many times over. */
const PARAMETER_BYTES_MAX = 20 * 1024 * 1024;

/** What a call of versions 3 and 4 says: which operation, on what, with which parameters. */
export type Params = {
  readonly operation: string;
  /** `email/jane@example.com` in the path, by name. */
  readonly path: ReadonlyMap<string, string>;
  /** Query and form body together; the last of a repeated parameter counts, the body before the query. */
  readonly all: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
};

/** Parameters of the protocol, not of an operation. */
export const PROTOCOL_PARAMETERS: ReadonlySet<string> = new Set(['format', 'output', 'api_key', 'user_key', 'version', 'callback']);

/**
 * Reads a call.
 * Source: pardot/api-docs, "Using the API": the operation and what it is done to stand in the path, parameters in the query or a form.
 */
export function readParams(request: WireRequest, rest: string): Params {
  const [operation = '', ...segments] = rest.split('/');
  const path = new Map<string, string>();
  for (let index = 0; index + 1 < segments.length; index += 2) path.set(segments[index]!, segments[index + 1]!);
  const query = new Map(new URLSearchParams(request.query));
  return { operation, path, query, all: new Map([...query, ...formOf(request)]) };
}

/** A parameter from the path or from the others; null when it stands nowhere. */
export function param({ path, all }: Params, name: string): string | null {
  return path.get(name) ?? all.get(name) ?? null;
}

/** The parameters that an operation must understand: all but the protocol's and those named. */
export function fieldsOf({ path, all }: Params, ...others: readonly string[]): [string, string][] {
  const fields = new Map([...all, ...path]);
  return [...fields].filter(([name]) => !PROTOCOL_PARAMETERS.has(name) && !others.includes(name));
}

/** Wants an id. Refuses: code 13 without one, the code given for what is none. */
export function readNumber(text: string | null, code: 3 | 10 | 12 | 16 | 24 | 38 | 55): number {
  if (text === null) throw refusal(13);
  if (!/^\d{1,15}$/.test(text.trim())) throw refusal(code, text.slice(0, 40));
  return Number(text);
}

function formOf(request: WireRequest): Iterable<[string, string]> {
  const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
  if (request.method === 'GET' || !/^application\/x-www-form-urlencoded\b/i.test(type)) return [];
  if (bodyBytes(request) > PARAMETER_BYTES_MAX) throw refusal(204);
  return new URLSearchParams(bodyText(request));
}
