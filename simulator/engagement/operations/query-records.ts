import type { WireResponse } from '../../kernel/wire.js';
import type { Engagement } from '../state.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import { type Page, runQuery } from '../v5/query.js';
import { printForCall, readSelection } from '../v5/selection.js';
import type { UnitCall, UnitOperation } from '../v5/session.js';
import { jsonText, linkTo } from '../wire.js';

/**
 * GET /api/v5/objects/:collection - query.
 *
 * Source: Account Engagement API v5, "Query": `{"nextPageToken", "nextPageUrl", "values"}`; the next page's address has the fields and
 *         the token. Warning 203 ends a sequence of 100,000 records; warning 202 says that the caller may not see all of them.
 */
export function queryRecords(object: ObjectDefinition): UnitOperation {
  return (call) => {
    const parameters = new URLSearchParams(call.request.query);
    const selection = readSelection(call.state, call.unit.key, object, parameters.get('fields'), true);
    const page = runQuery(call.state, call.unit.key, object, parameters, call.by);
    const fields = parameters.get('fields') ?? '';
    const texts = object.isSelfContained === true && selection.related.length === 0 ? textsOf(call.state, object, fields) : null;
    const values = page.rows.map((row) => {
      const known = texts?.get(row);
      if (known !== undefined) return known;
      const text = JSON.stringify(printForCall(call, object, selection, row));
      texts?.set(row, text);
      return text;
    });
    return reply(call, page, values, fields);
  };
}

type Texts = WeakMap<Stored, string>;

/** Selections whose printed records are kept; the oldest goes first. */
const SELECTIONS_MAX = 20;

const printed = new WeakMap<Engagement, Map<string, Texts>>();

/** Records as a selection of their own fields prints them: records are never changed in place, so their texts hold. */
function textsOf(engagement: Engagement, object: ObjectDefinition, fields: string): Texts {
  const bySelection = printed.get(engagement) ?? new Map<string, Texts>();
  printed.set(engagement, bySelection);
  const key = `${object.collection} ${fields}`;
  const texts = bySelection.get(key) ?? new WeakMap();
  if (!bySelection.has(key) && bySelection.size >= SELECTIONS_MAX) bySelection.delete(bySelection.keys().next().value!);
  bySelection.set(key, texts);
  return texts;
}

function reply(call: UnitCall, page: Page, values: readonly string[], fields: string): WireResponse {
  const { nextPageToken } = page;
  const query = new URLSearchParams({ fields, nextPageToken: nextPageToken ?? '' });
  const nextPageUrl = nextPageToken === null ? null : linkTo(call, `${call.request.path}?${query}`);
  const warnings = [...(page.isRedacted ? [REDACTED] : []), ...(page.isCutOff ? [CUT_OFF] : [])];
  const head = JSON.stringify({ nextPageToken, nextPageUrl }).slice(0, -1);
  const body = `${head},"values":[${values.join(',')}]}`;
  return jsonText(200, body, warnings.length > 0 ? { 'Pardot-Warning': warnings.join(', ') } : {});
}

/** Source: Account Engagement API v5, "Warnings". */
const REDACTED = '202;Record(s) have been redacted from output due to access rules';
const CUT_OFF = '203;Record count for nextPageToken sequence has been exceeded. No page token returned.';
