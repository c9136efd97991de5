import type { IntacctFields, SalesforceRow } from '../../model/intacct.js';
import { POLICIES } from './policies.js';

/**
 * One field on one field.
 *
 * Source: Sage Intacct help, field mapping pages: rule and status per row; locked rows are fixed, derived rows always come from Intacct.
 */
export type Mapping = {
  /** The Salesforce object. */
  readonly object: string;
  readonly intacctField: string;
  readonly salesforceField: string;
  readonly rule: 'fromIntacct' | 'toIntacct' | 'biDirectional';
  readonly status: 'active' | 'inactive';
  readonly lookupObject?: string;
  readonly locked?: boolean;
  readonly derived?: boolean;
};

/** What the org says of a mapped field. Null for one that the org does not have. */
export type FieldFacts = {
  /** The Salesforce type; it decides how a value is spelt. */
  readonly type: string;
  /** Where a lookup finds the record that it names. */
  readonly lookup: { readonly relationship: string; readonly object: string } | null;
};

/** Facts about the Salesforce fields of custom mappings, by field name. A field that nobody asked about has none. */
export type FieldTypes = Readonly<Record<string, FieldFacts | null>>;

/** Salesforce ids of the records that lookups may name, by field name and Intacct ID. */
export type References = Readonly<Record<string, ReadonlyMap<string, string>>>;

/** Whether a setting's entry is a mapping row that can be used. */
export function isMapping(entry: unknown): entry is Mapping {
  if (typeof entry !== 'object' || entry === null) return false;
  const { intacctField, salesforceField } = entry as Readonly<Record<string, unknown>>;
  return typeof intacctField === 'string' && typeof salesforceField === 'string';
}

/** A row with its Intacct field as the gateway spells it: the page takes either case. */
export function spelt(mapping: Mapping): Mapping {
  const intacctField = mapping.intacctField.toUpperCase();
  return intacctField === mapping.intacctField ? mapping : { ...mapping, intacctField };
}

/** Whether a row carries values to Intacct. A row without a rule or status is active and runs to Intacct. */
export function runsToIntacct(mapping: Mapping): boolean {
  return mapping.status !== 'inactive' && mapping.rule !== 'fromIntacct' && mapping.derived !== true;
}

/** Whether a row carries values to Salesforce. */
export function runsFromIntacct(mapping: Mapping): boolean {
  return mapping.status !== 'inactive' && (mapping.rule === 'fromIntacct' || mapping.rule === 'biDirectional' || mapping.derived === true);
}

/**
 * A Salesforce value as Intacct spells it.
 *
 * Source: Sage Intacct developer, "XML functions": dates MM/DD/YYYY, booleans true and false, several picks joined with #~#.
 */
export function toIntacctValue(value: unknown, type = ''): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  if (type === 'multipicklist') return text.split(';').join('#~#');
  if (type === 'date' || (type === '' && ISO_DATE.test(text))) return text.replace(ISO_DATE, '$2/$3/$1');
  if (type === 'datetime') return text.replace(ISO_INSTANT, '$2/$3/$1 $4');
  return text;
}

/** An Intacct value as Salesforce takes it; blank is null. */
export function toSalesforceValue(value: string, type = ''): unknown {
  if (value === '') return type === 'boolean' ? false : null;
  if (type === 'boolean') return value === 'true';
  if (type === 'multipicklist') return value.split('#~#').join(';');
  if (type === 'date' || (type === '' && VENDOR_DATE.test(value))) return value.replace(VENDOR_DATE, '$3-$1-$2');
  if (type === 'datetime') return value.replace(VENDOR_INSTANT, '$3-$1-$2T$4.000Z');
  if (NUMBER_TYPES.has(type)) return Number(value);
  return value;
}

/** The values that mappings ask for, blank ones included. */
export function mappedFields(mappings: readonly Mapping[], row: SalesforceRow, types: FieldTypes = {}): IntacctFields {
  return Object.fromEntries(
    mappings
      .filter((mapping) => runsToIntacct(mapping) && types[mapping.salesforceField] !== null)
      .map((mapping) => [mapping.intacctField, valueFor(mapping, row, types[mapping.salesforceField] ?? null)]),
  );
}

/** The path of the value that a mapping carries: of a lookup with a lookup object, the Intacct ID of the record that it names. */
export function mappedPath({ salesforceField, lookupObject }: Mapping, facts: FieldFacts | null): string {
  const isNamed = lookupObject !== undefined && facts !== null && facts.lookup !== null;
  return isNamed ? `${facts.lookup.relationship}.${LOOKUP_ID}` : salesforceField;
}

/** Where a record that a lookup names keeps its Intacct ID. */
const LOOKUP_ID = 'ia_crm__IntacctID__c';

function valueFor(mapping: Mapping, row: SalesforceRow, facts: FieldFacts | null): string {
  return toIntacctValue(valueAt(row, mappedPath(mapping, facts)), facts?.type);
}

/** What a mapping carries to Salesforce; undefined when it cannot tell: a lookup to a record that Salesforce does not have. */
export function carriedToSalesforce(mapping: Mapping, value: string, types: FieldTypes, references: References): unknown {
  const facts = types[mapping.salesforceField];
  if (facts === null) return undefined;
  if (value === '' || mapping.lookupObject === undefined || (facts?.lookup ?? null) === null) return toSalesforceValue(value, facts?.type);
  return references[mapping.salesforceField]?.get(value);
}

/** A value of the record, or of its parent by one dot. */
export function valueAt(row: SalesforceRow, path: string): unknown {
  const dot = path.indexOf('.');
  if (dot < 0) return row[path];
  const parent = row[path.slice(0, dot)];
  return typeof parent === 'object' && parent !== null ? (parent as Readonly<Record<string, unknown>>)[path.slice(dot + 1)] : undefined;
}

/**
 * The wanted values that are not there yet. A field that was not read counts as blank.
 *
 * Assumed: D-25, an empty Salesforce value empties the Intacct field.
 */
export function differing(wanted: IntacctFields, present: IntacctFields): IntacctFields {
  const asked = Object.entries(wanted).filter(([, value]) => value !== '' || POLICIES.blankClearsField);
  return Object.fromEntries(asked.filter(([name, value]) => !isSame(value, present[name] ?? '')));
}

/** Without the blank ones: what a create needs to say. */
export function withoutBlanks(fields: IntacctFields): IntacctFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2}).*$/;
const VENDOR_DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const VENDOR_INSTANT = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/;
const NUMBER_TYPES = new Set(['double', 'currency', 'percent', 'int']);
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** `100` and `100.00` are one number; `007` is a text. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (!DECIMAL.test(one) || !DECIMAL.test(other) || (!one.includes('.') && !other.includes('.'))) return false;
  return Number(one) === Number(other);
}
