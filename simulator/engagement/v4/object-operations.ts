import { refusal } from '../errors.js';
import { inUnit } from '../state.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { cutPage, readCut, readDeleted, readTests } from './criteria.js';
import type { OlderObject } from './older-object.js';
import { fieldsOf, param, readNumber } from './params.js';
import type { Tree } from './print.js';
import { resultTree } from './prospect-query.js';
import { printTime } from './times.js';

/** Writes that a connector takes away. Source: pardot/api-docs, errors 37 (accounts) and 59 (opportunities). */
export const CONNECTOR_OWNED: Readonly<Record<string, Readonly<Record<string, OlderOperation>>>> = {
  opportunity: refusing(59, 'create', 'update', 'delete', 'undelete'),
  prospectaccount: refusing(37, 'create', 'update', 'assign'),
};

function refusing(code: 37 | 59, ...operations: readonly string[]): Readonly<Record<string, OlderOperation>> {
  const refuse = (): never => {
    throw refusal(code);
  };
  return Object.fromEntries(operations.map((name) => [name, refuse]));
}

/** The operations of an object: what its version 5 twin can do, under the older names. */
export function operationsOf(older: OlderObject): Readonly<Record<string, OlderOperation>> {
  const { object } = older;
  const show = (call: OlderCall, row: Stored) => (): Content => ({
    [older.element]: treeOf(call, older, object.table(call.state.tables).get(String(row.id)) ?? row),
  });
  const { create, update, remove } = older.isReadOnly ? {} : object;
  return {
    query: (call) => queryObject(call, older),
    read: (call) => show(call, namedRow(call, older)),
    ...(create === undefined
      ? {}
      : { create: (call: OlderCall) => show(call, create(call.state, call.unit.key, valuesOf(call, older), call.by)) }),
    ...(update === undefined
      ? {}
      : { update: (call: OlderCall) => show(call, update(call.state, namedRow(call, older), valuesOf(call, older, true), call.by)) }),
    ...(remove === undefined ? {} : { delete: (call: OlderCall) => removeRow(call, older, remove) }),
  };
}

/** A record with its fields by their older names. */
export function treeOf(call: OlderCall, older: OlderObject, row: Stored): { [name: string]: Tree | undefined } {
  const tree: { [name: string]: Tree | undefined } = {};
  for (const [name, field] of older.fields) {
    const definition = older.object.fields.get(field)!;
    const value = definition.show === undefined ? row[field] : definition.show(row, call.state);
    const isLink = older.object.links?.has(field) === true && typeof value === 'string';
    tree[name] = isLink ? `${call.origin}${value}` : definition.kind === 'instant' ? printTime(value) : ((value as Tree) ?? null);
  }
  return call.output === 'full' ? { ...tree, ...older.nested?.(call.state, row) } : tree;
}

/** The record that a call names, not deleted. Refuses: 13 without a name, 16 for no such record. */
export function namedRow(call: OlderCall, older: OlderObject): Stored {
  const id = param(call.asked, 'id');
  const row = id === null ? older.find?.(call) : inUnit(older.object.table(call.state.tables), call.unit.key, readNumber(id, 16));
  if (id === null && older.find === undefined) throw refusal(13, 'id');
  if (row === undefined || row.isDeleted || older.sees?.(call)(row) === false) throw refusal(16, id ?? '');
  return row;
}

function queryObject(call: OlderCall, older: OlderObject): Content {
  const { state, unit, asked } = call;
  const tests = readTests(state, unit.key, older.criteria, asked);
  const cut = readCut(asked, older.sorted);
  const deleted = readDeleted(asked);
  const isWanted = (row: Stored): boolean => deleted === 'all' || row.isDeleted === (deleted === 'true');
  const sees = older.sees?.(call) ?? (() => true);
  const found = older.object
    .table(state.tables)
    .filter((row) => row.unit === unit.key && sees(row) && isWanted(row) && tests.every((test) => test(row)));
  const trees = cutPage(found, cut).map((row) => treeOf(call, older, row));
  return { result: resultTree(call, older.element, found.length, trees) };
}

function removeRow(call: OlderCall, older: OlderObject, remove: NonNullable<ObjectDefinition['remove']>): Content {
  if (call.request.method === 'GET') throw refusal(60);
  remove(call.state, namedRow(call, older), call.by);
  return null;
}

/** The fields of a write by their version 5 names. Refuses: 51 for unknown ones (assumed). */
function valuesOf(call: OlderCall, older: OlderObject, isUpdate = false): Record<string, unknown> {
  const naming = isUpdate ? (older.name === 'listMembership' ? ['id', 'list_id', 'prospect_id'] : ['id']) : [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of fieldsOf(call.asked, ...naming)) {
    const field = older.fields.get(name);
    if (field === undefined || older.object.fields.get(field)?.access === 'read') throw refusal(51, name.slice(0, 40));
    values[field] = value;
  }
  return values;
}
