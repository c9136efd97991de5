import { parseSearch } from '../search/parse.js';
import { runSearch } from '../search/run.js';
import type { SignedSoapCall } from './envelope.js';
import { recordElement } from './records.js';
import { childText, tag } from './xml.js';

/** search() - SOSL. Source: [SOAP] "search()". */
export function search({ body, state, session, world }: SignedSoapCall): string {
  const pages = runSearch(state, parseSearch(childText(body, 'searchString') ?? ''), session.userId);
  const found = pages.flatMap((page) => page.rows.map((row) => `<searchRecords>${recordElement(page, row, 'record')}</searchRecords>`));
  const queryId = tag('queryId', world.random('salesforce:searches').text(16));
  return `<result>${queryId}${found.join('')}</result>`;
}
