import { createHmac } from 'node:crypto';
import { refusal } from '../errors.js';
import type { Engagement } from '../state.js';
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

/** A token for the next page. Its content is nobody's business; a signature tells tokens of ours from forged ones. */
export function printPageToken(engagement: Engagement, state: PageState): string {
  const json = JSON.stringify(state);
  return Buffer.from(`${signatureOf(engagement, json)}.${json}`).toString('base64url');
}

/**
 * Reads a page token.
 * Source: Account Engagement API v5, "Query": 211 for a text that is no token of this query's collection, 210 four hours later.
 */
export function readPageToken(engagement: Engagement, token: string, unit: string, collection: string): PageState {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const dot = text.indexOf('.');
  const json = text.slice(dot + 1);
  if (dot < 0 || text.slice(0, dot) !== signatureOf(engagement, json)) throw refusal(211);
  const state = JSON.parse(json) as PageState;
  if (state.unit !== unit || state.collection !== collection) throw refusal(211);
  if (engagement.now() >= state.expiresAt) throw refusal(210);
  return state;
}

/** Signed with what only this world knows. */
function signatureOf({ world }: Engagement, json: string): string {
  return createHmac('sha256', `page-token:${world.seed}`).update(json).digest('base64url').slice(0, 22);
}
