import type { WireResponse } from '../../kernel/wire.js';
import { columnMetadata } from '../soql/column-metadata.js';
import { pageRows } from '../soql/engine.js';
import { malformed } from '../soql/errors.js';
import { explain } from '../soql/explain.js';
import { printPage } from '../soql/json.js';
import { listViewWithId } from '../state/list-views.js';
import { type SignedCall, signedIn } from './signed-in.js';

/**
 * GET /services/data/:version/query?q= - runs SOQL; `explain=` tells the plan of SOQL or a list view, `columns=true` the columns instead.
 *
 * Source: [REST] "Query", "Get Feedback on Query Performance".
 */
export const query = signedIn((call) => runQuery(call, false));

/** GET /services/data/:version/queryAll?q= - the same, with the recycle bin. */
export const queryAll = signedIn((call) => runQuery(call, true));

/** GET /services/data/:version/query/:locator - the next page of a query. */
export const queryMore = signedIn((call) => {
  const { params, state, session } = call;
  return json(printPage(state.soql.more(params['locator']!, session.userId, batchSize(call)), base(call)));
});

function runQuery(call: SignedCall, includesDeleted: boolean): WireResponse {
  const { state, session, request } = call;
  const parameters = new URLSearchParams(request.query);
  const explained = parameters.get('explain');
  if (explained !== null) return json(JSON.stringify(explain(state, listViewWithId(state.schema, explained)?.soql ?? explained)));
  const text = parameters.get('q');
  if (text === null || text.trim() === '') throw malformed('A query string has to be specified');
  if (parameters.get('columns')?.toLowerCase() === 'true') return json(JSON.stringify(columnMetadata(state.soql.prepare(text).compiled)));
  const page = state.soql.query(text, { userId: session.userId, includesDeleted, batchSize: batchSize(call) });
  return json(printPage(page, base(call)));
}

function json(body: string): WireResponse {
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body };
}

function base({ params }: SignedCall): string {
  return `/services/data/${params['version']!.toLowerCase()}`;
}

/** Source: [REST] "Query Options Header". */
function batchSize({ request }: SignedCall): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(request.headers['sforce-query-options'] ?? '')?.[1];
  return pageRows(asked === undefined ? undefined : Number(asked));
}
