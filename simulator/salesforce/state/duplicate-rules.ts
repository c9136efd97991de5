import type { Row } from '../../kernel/table.js';
import { SalesforceError } from '../errors.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import type { Draft } from './draft.js';
import { printRecord } from './print-record.js';
import type { Save } from './save.js';

/** What a duplicate rule's row has beside its queryable fields: how it matches and what it does. */
export type DuplicateRuleRow = Row & { readonly match: readonly string[]; readonly action: 'block' | 'alert'; readonly alertText: string };

const MATCHES_MAX = 100;

/**
 * Runs the object's active duplicate rules in order; the first that finds records stops the save, unless it only alerts and the
 * call allows duplicates.
 *
 * Source:  REST API guide, "Duplicate Rule Header"; Salesforce Help, "Duplicate Rules": blank values match nothing, and an edit
 *          that leaves the matching fields alone does not run the rule again.
 * Assumed: a rule matches exactly, letter case and surrounding blanks aside, on all its fields at once.
 */
export function checkDuplicates(org: SalesforceOrg, type: SObjectType, draft: Draft, save: Save): void {
  const rules = org.schema.type('DuplicateRule')!;
  if (org.table(rules).size === 0) return;
  for (const row of org.table(rules).rows()) {
    const rule = row as DuplicateRuleRow;
    if (rule['IsActive'] !== true || rule['SobjectType'] !== type.name) continue;
    if (draft.before !== null && !rule.match.some((name) => draft.isChanged(name))) continue;
    if (rule.action === 'alert' && save.allowsDuplicates === true) continue;
    const found = matching(org, type, rule.match, draft);
    if (found.length > 0) throw duplicatesDetected(org, type, rule, found, save);
  }
}

function matching(org: SalesforceOrg, type: SObjectType, names: readonly string[], draft: Draft): readonly Row[] {
  const fields = names.map((name) => type.field(name)!);
  const wanted = fields.map((field) => comparable(draft.get(field.name)));
  if (wanted.includes('')) return [];
  const isMatch = (row: Row): boolean =>
    row['Id'] !== draft.id && row['IsDeleted'] !== true && fields.every((field, index) => comparable(row[field.name]) === wanted[index]);
  return candidates(org, type, fields, draft).filter(isMatch).slice(0, MATCHES_MAX);
}

function candidates(org: SalesforceOrg, type: SObjectType, fields: readonly Field[], draft: Draft): readonly Row[] {
  const indexed = fields.find((field) => org.isIndexed(type, field));
  return indexed === undefined ? [...org.table(type).rows()] : org.findBy(type, indexed, String(draft.get(indexed.name)));
}

function comparable(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim().toLowerCase();
}

/** The refusal with its details; the vendor spells `duplicateResut` without its `l`. */
function duplicatesDetected(
  org: SalesforceOrg,
  type: SObjectType,
  rule: DuplicateRuleRow,
  found: readonly Row[],
  save: Save,
): SalesforceError {
  const version = save.version ?? 'v62.0';
  const matchRecords = found.map((row) => ({
    additionalInformation: [],
    fieldDiffs: [],
    matchConfidence: 100,
    record: printRecord(org, type, row, version, save.includesRecordDetails === true ? type.fields : [type.field('Id')!]),
  }));
  const duplicateResut = {
    allowSave: rule.action === 'alert',
    duplicateRule: rule['DeveloperName'],
    duplicateRuleEntityType: type.name,
    errorMessage: rule.alertText,
    matchResults: [
      {
        entityType: type.name,
        errors: [],
        matchEngine: 'ExactMatchEngine',
        matchRecords,
        rule: `${rule['DeveloperName']}_Match_Rule`,
        size: matchRecords.length,
        success: true,
      },
    ],
  };
  return new SalesforceError('DUPLICATES_DETECTED', rule.alertText, { detail: { duplicateResut } });
}
