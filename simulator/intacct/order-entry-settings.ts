import type { SettingDefinition } from '../kernel/settings.js';
import type { ObjectDefinition } from './objects/definition.js';

type Check = SettingDefinition['check'];
type Row = Readonly<Record<string, unknown>>;

/** What the two mappings of a definition may name, beside the company's own fields. Source: developer.intacct.com, "create_sotransaction". */
const WRITABLE = {
  headerMap: { object: 'SODOCUMENT', fields: ['PONUMBER', 'MESSAGE', 'SHIPVIA', 'SUPDOCID', 'PROJECT', 'CUSTOMERPONUMBER'] },
  lineMap: { object: 'SODOCUMENTENTRY', fields: ['DEPARTMENTID', 'MEMO', 'PROJECTID', 'EMPLOYEEID', 'CLASSID', 'CONTRACTID'] },
} as const;

/**
 * Checks the table of transaction definitions.
 *
 * Source:  help page "config-OE": a row for each definition, with the two directions, details, and mappings of header and lines.
 * Assumed: a mapping carries values to Intacct when a document is made; the other direction is refused.
 */
export const documents =
  (objects: (name: string) => ObjectDefinition | undefined): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'must be a list of rows';
    const rows = value as readonly (Row | null)[];
    const complaints = rows.map((row, index) => complaintAbout(row, objects, `row ${index + 1}`));
    const complaint = complaints.find((text) => text !== null);
    if (complaint !== undefined) return complaint;
    const names = rows.map((row) => row?.['definition']);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    return twice === undefined ? null : `the definition ${String(twice)} is listed twice`;
  };

function complaintAbout(row: Row | null, objects: (name: string) => ObjectDefinition | undefined, place: string): string | null {
  if (typeof row !== 'object' || row === null) return `${place}: must be a map`;
  if (typeof row['definition'] !== 'string' || row['definition'] === '') return `${place}: needs the name of a definition`;
  for (const key of ['fromSalesforce', 'toSalesforce', 'includeDetails']) {
    if (row[key] !== undefined && typeof row[key] !== 'boolean') return `${place}: ${key} must be true or false`;
  }
  for (const map of ['headerMap', 'lineMap'] as const) {
    const complaint = mapComplaint(row[map], map, objects);
    if (complaint !== null) return `${place}: ${map}: ${complaint}`;
  }
  return null;
}

function mapComplaint(value: unknown, map: keyof typeof WRITABLE, objects: (name: string) => ObjectDefinition | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return 'must be a list of rows';
  const { object, fields } = WRITABLE[map];
  const taken = new Set<string>();
  for (const each of value as readonly unknown[]) {
    const { intacctField, salesforceField, rule, status = 'active' } = (typeof each === 'object' && each !== null ? each : {}) as Row;
    if (typeof intacctField !== 'string' || typeof salesforceField !== 'string') return 'needs intacctField and salesforceField';
    if (rule !== 'toIntacct') return 'rule must be toIntacct: a document takes its values along when it is made';
    if (status !== 'active' && status !== 'inactive') return 'status must be active or inactive';
    const name = intacctField.toUpperCase();
    if (taken.has(name)) return `the field ${name} is mapped twice`;
    taken.add(name);
    const field = objects(object)?.byName.get(name);
    if (field === undefined) return `${object} has no field ${intacctField}`;
    if (field.isCustom !== true && !(fields as readonly string[]).includes(name)) return `${name} cannot be mapped`;
  }
  return null;
}

/**
 * The scheduled job *Sync Opportunities*: none, or which documents it makes and how often.
 *
 * Source:  reference A.7: a scheduled job, for opportunities of the record types and stages that are ready.
 * Assumed: its form, `{ definition, everyHours }`; the vendor's page has a schedule that is not documented.
 */
export const opportunityJob: Check = (value) => {
  if (value === null) return null;
  const { definition, everyHours } = (typeof value === 'object' ? value : {}) as Row;
  if (typeof definition !== 'string' || definition === '') return 'must be null, or name a definition and everyHours';
  const isHours = typeof everyHours === 'number' && Number.isInteger(everyHours) && everyHours >= 1 && everyHours <= 168;
  return isHours ? null : 'everyHours must be a whole number from 1 to 168';
};

/** Days after which entries of the error log go; none keeps them. */
export const retentionDays: Check = (value) =>
  value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 3_650)
    ? null
    : 'must be a whole number of days from 1 to 3650, or null to keep entries';

/** The validations of the package that people may switch off. Assumed: the names; the page lists records, statuses and hidden dimensions. */
const VALIDATIONS = [
  ...['opportunity.statuses', 'opportunity.dimensions', 'opportunityProduct.statuses', 'contract.statuses', 'contract.dimensions'],
];

/**
 * The tab *Custom Validations*: which of the package's validations are switched off.
 *
 * Source: reference A.8: the tab is there only when custom validations are enabled; B.3: disabling them re-enables all.
 */
export const disabledValidations: Check = (value, all) => {
  if (!Array.isArray(value)) return 'must be a list of validations';
  const unknown = value.find((each) => !VALIDATIONS.includes(each as string));
  if (unknown !== undefined) return `there is no validation ${String(unknown)}: there are ${VALIDATIONS.join(', ')}`;
  return value.length > 0 && all['main.customValidations'] !== true ? 'is available only while main.customValidations is on' : null;
};
