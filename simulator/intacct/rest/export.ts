import { stringify } from 'csv-stringify/sync';
import type { Operation } from '../../kernel/routes.js';
import { valueText } from '../../kernel/value-text.js';
import { bodyText } from '../../kernel/wire.js';
import type { IntacctCompany } from '../state/company.js';
import { invalidRequest } from './errors.js';
import { queryService } from './query.js';
import { demandObject, type Json, readJson } from './read.js';

/**
 * POST /ia/api/v1/services/core/export - the rows of a query as a file.
 *
 * Source:  developer.sage.com, "Export service": `{fileType, query}`.
 * Refuses: file types other than csv, which need a printer of the vendor's.
 */
export const exportService: Operation<IntacctCompany> = (call) => {
  const body = demandObject(readJson(call.request));
  const { fileType = 'csv' } = body;
  if (fileType !== 'csv') throw invalidRequest(`The file type ${valueText(fileType)} is not supported`, 'fileType');
  const query = demandObject(body['query'] ?? {});
  const reply = queryService({ ...call, request: { ...call.request, body: JSON.stringify(query) } });
  if (reply instanceof Promise) return reply;
  const rows = (JSON.parse(bodyText({ body: reply.body as string })) as Json)['ia::result'] as readonly Json[];
  const fields = query['fields'] as readonly string[];
  const text = stringify([[...fields], ...rows.map((row) => fields.map((field) => String(row[field] ?? '')))]);
  const headers = { 'Content-Type': 'text/csv; charset=UTF-8', 'Content-Disposition': 'attachment; filename="export.csv"' };
  return { status: 200, headers, body: text };
};
