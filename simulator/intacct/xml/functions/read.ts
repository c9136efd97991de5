import type { Row } from '../../../kernel/table.js';
import { businessFailure, invalidFields, unknownObject } from '../../errors.js';
import { READ_KEYS_MAX } from '../../limits.js';
import { fieldValue, type ObjectDefinition } from '../../objects/definition.js';
import { listed } from '../../query/find.js';
import { isVisible } from '../../state/visibility.js';
import { printValue } from '../../values.js';
import { bareRows, readFormat } from '../formats.js';
import type { FunctionCall, GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { printNested } from '../print-record.js';
import { xml } from '../write.js';

/** read - records by record number. Source: "XML functions", read: what is not found is left out, and that is a success. */
export const read: GatewayFunction = (call) => readRecords(call, (table, key) => call.company.table(table).findOne('RECORDNO', key));

/** readByName - records by business key. Source: "XML functions", readByName. */
export const readByName: GatewayFunction = (call) => readRecords(call, (table, key) => call.company.find(table, key));

function readRecords(call: FunctionCall, find: (object: string, key: string) => Row | undefined): ReturnType<GatewayFunction> {
  const { company, signed, element } = call;
  const name = childText(element, 'object') ?? '';
  const definition = company.object(name);
  if (definition === undefined) throw unknownObject('Query Failed', name);
  const wanted = readFieldList(definition, childText(element, 'fields'), (unknown) => invalidFields(unknown));
  const keys = (childText(element, 'keys') ?? '').split(',').map((key) => key.trim());
  if (keys.length > READ_KEYS_MAX) throw businessFailure(`Too many keys: at most ${READ_KEYS_MAX} in one ${element.name}.`);
  const rows = keys.flatMap((key) => listed(find(definition.name, key))).filter((row) => isVisible(row, signed.entity));
  const format = readFormat(childText(element, 'returnFormat') ?? childText(element, 'returnformat'));
  if (format !== 'xml') {
    const fields = definition.fields.filter((field) => wanted === null || wanted.has(field.name));
    const texts = rows.map((row) => fields.map((field) => printValue(field, fieldValue(field, row, company))));
    return bareRows(
      format,
      fields.map((field) => field.name),
      texts,
    );
  }
  const records = rows.map((row) => printNested(definition, row, wanted, company));
  return [xml('data', records, { listtype: definition.name, count: records.length })];
}

/** Field names of a list; `*` or blank is null, which means all. A part (`DISPLAYCONTACT`) or a list stands for all of it. */
export function readFieldList(
  definition: ObjectDefinition,
  text: string | undefined,
  refuse: (unknown: string) => Error,
): ReadonlySet<string> | null {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== '');
  if (names.length === 0 || names.includes('*')) return null;
  const wanted = new Set<string>();
  for (const name of names) {
    if (definition.byName.has(name) || definition.lists.some((list) => list.name === name)) {
      wanted.add(name);
      continue;
    }
    const parts = definition.fields.filter((field) => field.name.startsWith(`${name}.`));
    if (parts.length === 0) throw refuse(name);
    for (const field of parts) wanted.add(field.name);
  }
  return wanted;
}
