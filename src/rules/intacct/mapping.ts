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

/** Salesforce types of the fields of custom mappings, by field name; they decide how a value is spelt. */
export type FieldTypes = Readonly<Record<string, string>>;

/** Whether a setting's entry is a mapping row that can be used. */
export function isMapping(entry: unknown): entry is Mapping {
  if (typeof entry !== 'object' || entry === null) return false;
  const { intacctField, salesforceField } = entry as Readonly<Record<string, unknown>>;
  return typeof intacctField === 'string' && typeof salesforceField === 'string';
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
      .filter(runsToIntacct)
      .map(({ intacctField, salesforceField }) => [intacctField, toIntacctValue(row[salesforceField], types[salesforceField])]),
  );
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
