import { rowError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import type { Draft } from './draft.js';

/** The fields of a mass synchronization. Assumed: their names; the vendor names the tab and its filters. */
export const MASS_SYNC = {
  object: 'ia_crm__Object__c',
  isChecked: 'ia_crm__Has_Sync_Checked__c',
  isSynced: 'ia_crm__Is_Synced_Successfully__c',
  hasErrors: 'ia_crm__Has_Sync_Errors__c',
  custom: 'ia_crm__Custom_Filters__c',
  logic: 'ia_crm__Filter_Logic__c',
  isConfirmed: 'ia_crm__Confirmed__c',
  found: 'ia_crm__Records_Found__c',
} as const;

/** The default filters, AND-ed, in the words of a query. */
const DEFAULT_FILTERS = [
  [MASS_SYNC.isChecked, 'ia_crm__Sync_with_Intacct__c = true'],
  [MASS_SYNC.isSynced, `ia_crm__Intacct_Sync_Status__c = 'Success'`],
  [MASS_SYNC.hasErrors, `ia_crm__Intacct_Sync_Status__c = 'Error'`],
] as const;

/** A custom filter's operator in the words of a query; `%` stands for the value. */
const OPERATORS: Readonly<Record<string, (field: string, literal: string, text: string) => string>> = {
  equals: (field, literal) => `${field} = ${literal}`,
  'not equal to': (field, literal) => `${field} != ${literal}`,
  'greater than': (field, literal) => `${field} > ${literal}`,
  'less than': (field, literal) => `${field} < ${literal}`,
  'greater or equal': (field, literal) => `${field} >= ${literal}`,
  'less or equal': (field, literal) => `${field} <= ${literal}`,
  contains: (field, _literal, text) => `${field} LIKE '%${text}%'`,
  'starts with': (field, _literal, text) => `${field} LIKE '${text}%'`,
};

/** A custom filter as the page sends it. A blank value means an empty field. */
type CustomFilter = { readonly field: string; readonly operator: string; readonly value: unknown };

/** Custom filters of one mass synchronization. A bound of ours. */
const CUSTOM_FILTERS_MAX = 20;

/**
 * Ids of the records that a mass synchronization means, as the user who runs it sees them.
 *
 * Source:  Sage Intacct help, "Intacct mass sync": default filters hold all together, custom filters with AND or OR among themselves;
 *          a blank value means empty.
 */
export function recordsOf(org: SalesforceOrg, draft: Draft): readonly string[] {
  const type = org.schema.type(String(draft.get(MASS_SYNC.object)))!;
  const defaults = DEFAULT_FILTERS.filter(([name]) => draft.get(name) === true).map(([, condition]) => condition);
  const custom = customFilters(draft.get(MASS_SYNC.custom)).map((filter) => condition(type, filter));
  const logic = draft.get(MASS_SYNC.logic) === 'OR' ? ' OR ' : ' AND ';
  const all = [...defaults, ...(custom.length === 0 ? [] : [`(${custom.join(logic)})`])];
  const text = `SELECT Id FROM ${type.name}${all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`} ORDER BY Id`;
  const page = org.soql.query(text, { userId: draft.by, includesDeleted: false, batchSize: Number.MAX_SAFE_INTEGER });
  return page.kind === 'records' ? page.rows.map((row) => String(row['Id'])) : [];
}

function customFilters(text: unknown): readonly CustomFilter[] {
  if (typeof text !== 'string' || text === '') return [];
  const filters = parsed(text);
  if (!Array.isArray(filters) || filters.length > CUSTOM_FILTERS_MAX) throw refusal(`a list of at most ${CUSTOM_FILTERS_MAX} filters`);
  return filters.map((each: unknown) => {
    const { field, operator, value } = (typeof each === 'object' && each !== null ? each : {}) as Readonly<Record<string, unknown>>;
    if (typeof field !== 'string' || typeof operator !== 'string' || !Object.hasOwn(OPERATORS, operator))
      throw refusal(`filters of field, operator (${Object.keys(OPERATORS).join(', ')}) and value`);
    return { field, operator, value };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function condition(type: SObjectType, { field: name, operator, value }: CustomFilter): string {
  const field = type.field(name);
  if (field === undefined || !field.isFilterable) throw refusal(`fields of ${type.name} that can be filtered; ${name} is none`);
  const given = value === null || value === undefined ? '' : String(value);
  const text = given.replace(/[\\']/g, (character) => `\\${character}`);
  return OPERATORS[operator]!(field.name, given === '' ? 'null' : literalOf(field.type, given, text), text);
}

const UNQUOTED: ReadonlySet<string> = new Set(['boolean', 'int', 'double', 'currency', 'percent', 'date', 'datetime']);
const PLAIN = /^[\w.:+-]+$/;

function literalOf(type: string, given: string, text: string): string {
  if (!UNQUOTED.has(type)) return `'${text}'`;
  if (!PLAIN.test(given)) throw refusal(`a ${type} where ${given} stands`);
  return given;
}

function refusal(wanted: string) {
  return rowError('FIELD_INTEGRITY_EXCEPTION', `Custom filters: the page takes ${wanted}.`, [MASS_SYNC.custom]);
}
