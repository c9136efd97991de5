import { parseJson } from '../../../kernel/json.js';
import type { WireRequest } from '../../../kernel/wire.js';
import { bodyBytes, bodyText } from '../../../kernel/wire.js';

/** A message of a request, as plain data; its keys are checked where they are used. */
export type BayeuxMessage = Readonly<Record<string, unknown>>;

/** Source: Streaming API guide, "Streaming API Error Codes", 413. */
export const REQUEST_BYTES_MAX = 32_768;

/** A request that carries no messages at all. */
export class NoMessagesError extends Error {}

/** The messages of a request: a JSON array, or one message. */
export function readMessages(request: WireRequest): readonly BayeuxMessage[] | 'too-large' {
  if (bodyBytes(request) > REQUEST_BYTES_MAX) return 'too-large';
  const value = parsed(bodyText(request));
  const messages = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (messages.length === 0 || !messages.every(isMessage)) throw new NoMessagesError();
  return messages;
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new NoMessagesError();
  }
}

function isMessage(value: unknown): value is BayeuxMessage {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as BayeuxMessage)['channel'] === 'string';
}

/** A key of an object inside a message; undefined when there is no such object or key. */
export function inside(message: BayeuxMessage, ...path: readonly string[]): unknown {
  let value: unknown = message;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as BayeuxMessage)[key];
  }
  return value;
}
