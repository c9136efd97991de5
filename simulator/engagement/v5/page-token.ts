import { refusal } from '../errors.js';
import type { Place } from './order.js';

/** What a query says beside its fields, and where its next page starts: what a page token carries. */
export type PageState = {
  readonly unit: string;
  readonly collection: string;
  readonly orderBy: string | null;
  readonly filters: readonly (readonly [string, string])[];
  readonly limit: number;
  readonly deleted: string | null;
  readonly after: Place;
  /** Records that the sequence has given so far. */
  readonly given: number;
  readonly expiresAt: number;
};

/** A token for the next page. Its content is nobody's business; a check sum tells tokens of ours from other texts. */
export function printPageToken(state: PageState): string {
  const json = JSON.stringify(state);
  return Buffer.from(`${checkSum(json)}.${json}`).toString('base64url');
}

/**
 * Reads a page token.
 * Source: Account Engagement API v5, "Query": 211 for a text that is no token of this query's collection, 210 four hours later.
 */
export function readPageToken(token: string, unit: string, collection: string, now: number): PageState {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const dot = text.indexOf('.');
  const json = text.slice(dot + 1);
  if (dot < 0 || text.slice(0, dot) !== checkSum(json)) throw refusal(211);
  const state = JSON.parse(json) as PageState;
  if (state.unit !== unit || state.collection !== collection) throw refusal(211);
  if (now >= state.expiresAt) throw refusal(210);
  return state;
}

/** FNV-1a over the text: no secret, only a guard against texts that were never given out. */
function checkSum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
