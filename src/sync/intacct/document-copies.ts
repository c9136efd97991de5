import { MIRROR_OBJECTS, SALES_DOCUMENT } from '../../rules/intacct/document-to-salesforce.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';
import type { FlowContext } from '../flow.js';
import { groupBy } from './intacct-reads.js';
import { type Mirrors, readCopies } from './mirrors.js';
import type { IntacctParts } from './parts.js';

/** Copies of documents, and the object of each. */
export type DocumentCopies = { readonly mirrors: Mirrors; readonly shownIn: ReadonlyMap<string, string> };

const KEY = 'ia_crm__Document_ID__c';
const FIELDS = ['Account', 'Opportunity', 'Document_ID', 'Customer_ID', 'Date', 'State', 'Total'];

/** Copies that Salesforce has, by document. Only where the workflow was ever switched both kinds of objects are looked at. */
export async function readDocumentCopies(
  ids: readonly string[],
  { orderEntry }: IntacctSettings,
  parts: IntacctParts,
  context: FlowContext,
): Promise<DocumentCopies> {
  const saves = context.settings.history({ system: 'intacct' }, 'orderEntry.advancedWorkflow');
  const wasSwitched = saves.some(({ value }) => (value === true) !== orderEntry.advancedWorkflow);
  const groups = [
    ...(orderEntry.advancedWorkflow || wasSwitched ? [[SALES_DOCUMENT, ids] as const] : []),
    ...(orderEntry.advancedWorkflow && !wasSwitched ? [] : groupBy(ids, (id) => MIRROR_OBJECTS[definitionOf(id)] ?? '')),
  ];
  const mirrors = new Map();
  const shownIn = new Map<string, string>();
  for (const [object, group] of groups) {
    if (object === '') continue;
    for (const [id, row] of await readCopies(object, KEY, fieldsOf(object), group, parts)) {
      if (mirrors.has(id)) continue;
      mirrors.set(id, row);
      shownIn.set(id, object);
    }
  }
  return { mirrors, shownIn };
}

function fieldsOf(object: string): readonly string[] {
  return object === SALES_DOCUMENT ? [...FIELDS, 'Definition'] : FIELDS;
}

/** Source: Sage Intacct developer, "Order entry transactions": the key of a document is its definition, a dash and its number. */
function definitionOf(id: string): string {
  return Object.keys(MIRROR_OBJECTS).find((definition) => id.startsWith(`${definition}-`)) ?? '';
}
