import type { GatewayClient, SendOptions } from './client.js';
import { type QueryRequest, query } from './functions.js';
import { needSuccess } from './result.js';
import type { GatewayRow } from './wire.js';

/** Every row of a query, page by page. Errors: `VendorFailure` when the query is refused. */
export async function everyRow(
  client: Pick<GatewayClient, 'send'>,
  request: QueryRequest,
  options: SendOptions,
): Promise<readonly GatewayRow[]> {
  const rows: GatewayRow[] = [];
  for (;;) {
    const [result] = await client.send([{ controlId: 'query', body: query(request, rows.length) }], options);
    const page = needSuccess(result);
    rows.push(...page.rows);
    if (page.remaining <= 0 || page.rows.length === 0) return rows;
  }
}
