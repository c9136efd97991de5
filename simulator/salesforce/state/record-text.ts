import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { printValue, toJson } from './print-record.js';
import { RowCache } from './row-cache.js';

type Part = { readonly key: string; readonly field: Field };
type Printed = { readonly version: string; readonly text: string };
type Printer = {
  readonly parts: readonly Part[];
  /** Texts of stored records: these never change. Null where derived fields look at other records, which do. */
  readonly known: RowCache<Printed> | null;
};

const printers = new WeakMap<SObjectType, Printer>();

/** A whole record as JSON text. Printed once per stored record, as long as nothing in it comes from other records. */
export function recordText(org: SalesforceOrg, type: SObjectType, row: Row, version: string): string {
  const { parts, known } = printerOf(type);
  const before = known?.get(row);
  if (before?.version === version) return before.text;
  let text = `{"attributes":{"type":"${type.name}","url":"/services/data/${version}/sobjects/${type.name}/${row['Id']}"}`;
  for (const { key, field } of parts) text += key + toJson(printValue(org, field, row, version));
  text += '}';
  known?.set(row, { version, text });
  return text;
}

function printerOf(type: SObjectType): Printer {
  let printer = printers.get(type);
  if (printer === undefined) {
    // A derivation that takes no second argument sees its own record only.
    const isSelfContained = type.fields.every(({ derive }) => derive === null || derive.length < 2);
    const parts = type.fields.map((field) => ({ key: `,"${field.name}":`, field }));
    printer = { parts, known: isSelfContained ? new RowCache() : null };
    printers.set(type, printer);
  }
  return printer;
}
