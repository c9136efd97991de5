import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { printRecord } from '../state/print-record.js';
import { RECENT_ITEMS_MAX } from '../state/recent-items.js';
import { json } from '../wire/reply.js';
import { versionOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/recent - what the user looked at last. Source: [REST] "Recently Viewed Items". */
export const listRecent = signedIn((call: SignedCall) => {
  const text = new URLSearchParams(call.request.query).get('limit') ?? String(RECENT_ITEMS_MAX);
  if (!/^\d{1,6}$/.test(text)) throw new SalesforceError('ILLEGAL_QUERY_PARAMETER_VALUE', `Illegal value for limit: ${text}`);
  return json(200, recentItems(call, null).slice(0, Number(text)));
});

/** The user's items of a type, or of every type, newest first. */
export function recentItems(call: SignedCall, only: SObjectType | null): readonly unknown[] {
  const { state, session } = call;
  const version = versionOf(call);
  return state.recent.of(session.userId).flatMap((id) => {
    const type = state.schema.typeOfId(id);
    const row = state.lookup(id);
    if (type === undefined || row === undefined || row['IsDeleted'] === true || (only !== null && type !== only)) return [];
    if (!state.canRead(session.userId, row)) return [];
    return [printRecord(state, type, row, version, [type.field('Id')!, ...(type.nameField === null ? [] : [type.nameField])])];
  });
}

/** Notes a record as looked at, when the call asks for that. Source: [REST] "Most Recently Used Header". */
export function touchRecent({ request, state, session }: SignedCall, id: string): void {
  if (/\bupdateMru\s*=\s*true\b/i.test(request.headers['sforce-mru'] ?? '')) state.recent.touch(session.userId, id);
}
