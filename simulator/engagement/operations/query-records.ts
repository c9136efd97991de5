import type { WireResponse } from '../../kernel/wire.js';
import type { ObjectDefinition } from '../v5/object.js';
import { type Page, runQuery } from '../v5/query.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall, UnitOperation } from '../v5/session.js';
import { json, linkTo } from '../wire.js';

/**
 * GET /api/v5/objects/:collection - query.
 *
 * Source: Account Engagement API v5, "Query": `{"nextPageToken", "nextPageUrl", "values"}`; the next page's address has the fields and
 *         the token. Warning 203 ends a sequence of 100,000 records.
 */
export function queryRecords(object: ObjectDefinition): UnitOperation {
  return (call) => {
    const parameters = new URLSearchParams(call.request.query);
    const selection = readSelection(call.state, call.unit.key, object, parameters.get('fields'), true);
    const page = runQuery(call.state, call.unit.key, object, parameters);
    const values = page.rows.map((row) => printForCall(call, object, selection, row));
    return reply(call, page, values, parameters.get('fields') ?? '');
  };
}

function reply(call: UnitCall, page: Page, values: readonly unknown[], fields: string): WireResponse {
  const { nextPageToken } = page;
  const query = new URLSearchParams({ fields, nextPageToken: nextPageToken ?? '' });
  const nextPageUrl = nextPageToken === null ? null : linkTo(call, `${call.request.path}?${query}`);
  const warning = 'Record count for nextPageToken sequence has been exceeded. No page token returned.';
  return json(200, { nextPageToken, nextPageUrl, values }, page.isCutOff ? { 'Pardot-Warning': `203;${warning}` } : {});
}
