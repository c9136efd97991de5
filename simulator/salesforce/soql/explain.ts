import type { SalesforceOrg } from '../state.js';

/** Source: [REST] "Get Feedback on Query Performance": a cost above 1 means that the query is not selective. */
const SCAN_COST = 1.3;
const INDEX_COST = 0.1;

/**
 * How a query would be run: over an index or the whole table. Report ids are refused as no query.
 *
 * Assumed: cardinality is the table's size for a scan; the costs are fixed, because the vendor's statistics are not known.
 */
export function explain(org: SalesforceOrg, text: string): Readonly<Record<string, unknown>> {
  const { type, leadingField } = org.soql.prepare(text).compiled;
  const size = org.table(type).size;
  const isScan = leadingField === null;
  const note = {
    description: 'Not considering filter for optimization because unindexed',
    fields: ['IsDeleted'],
    tableEnumOrId: type.name,
  };
  const plan = {
    cardinality: isScan ? size : Math.min(size, 1),
    fields: isScan ? [] : [leadingField],
    leadingOperationType: isScan ? 'TableScan' : 'Index',
    notes: [note],
    relativeCost: isScan ? SCAN_COST : INDEX_COST,
    sobjectCardinality: size,
    sobjectType: type.name,
  };
  return { plans: [plan], sourceQuery: text };
}
