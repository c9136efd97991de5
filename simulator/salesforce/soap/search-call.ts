import { parseSearch } from '../search/parse.js';
import { runSearch } from '../search/run.js';
import type { SignedSoapCall } from './envelope.js';
import { recordElement } from './records.js';
import { childText } from './xml.js';

/** search() - SOSL. Source: [SOAP] "search()". */
export function search({ body, state, session }: SignedSoapCall): string {
  const pages = runSearch(state, parseSearch(childText(body, 'searchString') ?? ''), session.userId);
  const found = pages.flatMap((page) => page.rows.map((row) => `<searchRecords>${recordElement(page, row, 'record')}</searchRecords>`));
  return `<result>${found.join('')}</result>`;
}
