import type { Value } from '../../model/engagement.js';

type Values = Readonly<Record<string, Value>>;

/** A field of a prospect account or an opportunity, and where Salesforce has it. */
export type SalesRow = { readonly own: string; readonly theirs: string; readonly kind: 'text' | 'number' | 'date' };

/**
 * The fields that an account brings along; all are read-only in Account Engagement. Street lines have a rule of their own.
 *
 * Source: help "Default Account Field Mapping"; reference A.7, "Account".
 */
export const ACCOUNT_ROWS: readonly SalesRow[] = [
  row('name', 'Name'),
  row('number', 'AccountNumber'),
  row('annualRevenue', 'AnnualRevenue'),
  ...(['billing', 'shipping'] as const).flatMap((kind) => {
    const theirs = kind === 'billing' ? 'Billing' : 'Shipping';
    return [
      row(`${kind}City`, `${theirs}City`),
      row(`${kind}State`, `${theirs}State`),
      row(`${kind}Zip`, `${theirs}PostalCode`),
      row(`${kind}Country`, `${theirs}Country`),
    ];
  }),
  row('description', 'Description'),
  row('employees', 'NumberOfEmployees'),
  row('fax', 'Fax'),
  row('industry', 'Industry'),
  row('ownership', 'Ownership'),
  row('phone', 'Phone'),
  row('rating', 'Rating'),
  row('sic', 'Sic'),
  row('site', 'Site'),
  row('tickerSymbol', 'TickerSymbol'),
  row('type', 'Type'),
  row('website', 'Website'),
];

/** The streets of an account, each two lines in Account Engagement. */
export const ACCOUNT_STREETS = { billing: 'BillingStreet', shipping: 'ShippingStreet' } as const;

/** The fields that an opportunity brings along. Source: reference A.14: name, value, probability, stage, type, closed date. */
export const OPPORTUNITY_ROWS: readonly SalesRow[] = [
  row('name', 'Name'),
  row('value', 'Amount', 'number'),
  row('probability', 'Probability', 'number'),
  row('type', 'Type'),
  row('stage', 'StageName'),
  row('closedAt', 'CloseDate', 'date'),
];

/** The values that a copy shall have; blanks are null. */
export function wantedValues(rows: readonly SalesRow[], fields: Values): Record<string, Value> {
  return Object.fromEntries(rows.map(({ own, theirs, kind }) => [own, spelt(fields[theirs] ?? null, kind)]));
}

/** The lines of a street: the first, and what follows as one. */
export function streetValues(kind: 'billing' | 'shipping', fields: Values): Record<string, Value> {
  const lines = String(fields[ACCOUNT_STREETS[kind]] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = null, ...rest] = lines;
  return { [`${kind}AddressOne`]: first, [`${kind}AddressTwo`]: rest.length === 0 ? null : rest.join(' ') };
}

/** The wanted values that a copy does not have yet. */
export function differing(wanted: Values, has: Values): Values {
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !isSame(value, has[field] ?? null)));
}

function spelt(value: Value, kind: SalesRow['kind']): Value {
  if (value === null || String(value).trim() === '') return null;
  if (kind === 'number') return Number(value);
  return kind === 'date' ? `${value}T00:00:00Z` : String(value).replace(/\r\n/g, '\n').trim();
}

/** Instants are written with offsets of several spellings. */
function isSame(wanted: Value, has: Value): boolean {
  if (wanted === has) return true;
  if (typeof wanted !== 'string' || typeof has !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(wanted)) return false;
  return Date.parse(wanted) === Date.parse(has);
}

function row(own: string, theirs: string, kind: SalesRow['kind'] = 'text'): SalesRow {
  return { own, theirs, kind };
}
