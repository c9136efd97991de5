import { invalidField, rowError, SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { type JsonObject, readJson } from '../wire/body.js';
import { json, rowErrors } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf } from './address.js';
import { plannedError } from './planned-error.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Source: [REST] "sObject Tree". */
const RECORDS_MAX = 200;
const TYPES_MAX = 5;
const LEVELS_MAX = 5;

/** A record of a tree, with what refers to its parent. */
type Node = {
  readonly type: SObjectType;
  readonly referenceId: string;
  readonly values: Record<string, unknown>;
  readonly parent: { readonly node: Node; readonly field: string } | null;
};

class RolledBack extends Error {}

/**
 * POST /services/data/:version/composite/tree/:type - creates records with their children, all or none.
 *
 * Source:  [REST] "sObject Tree": 201 with the ids, breadth first; 400 with the failing records only.
 * Assumed: the texts of refusals of the whole body.
 */
export const createTree = signedIn((call: SignedCall) => {
  const { value } = readJson(call.request);
  const nodes = readNodes(call, typeOf(call), value);
  const ids = new Map<Node, string>();
  const failures: unknown[] = [];
  try {
    call.world.atomic(() => {
      for (const [index, node] of nodes.entries()) createNode(call, node, index, ids, failures);
      if (failures.length > 0) throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return json(400, { hasErrors: true, results: failures });
  }
  return json(201, { hasErrors: false, results: nodes.map((node) => ({ referenceId: node.referenceId, id: ids.get(node) })) });
});

/** Children of a record that failed are passed over: only what was wrong by itself is told. */
function createNode(call: SignedCall, node: Node, index: number, ids: Map<Node, string>, failures: unknown[]): void {
  const { type, parent, referenceId } = node;
  const parentId = parent === null ? undefined : ids.get(parent.node);
  if (parent !== null && parentId === undefined) return;
  const values = parent === null ? node.values : { ...node.values, [parent.field]: parentId };
  try {
    plannedError(call, index);
    ids.set(node, call.state.create(type, values, saveOf(call)));
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    failures.push({ referenceId, errors: rowErrors(error) });
  }
}

/** The records of a tree, breadth first. */
function readNodes(call: SignedCall, root: SObjectType, body: JsonObject): readonly Node[] {
  const nodes: Node[] = [];
  let level: readonly Pending[] = listOf(body['records']).map((value) => ({ value, type: root, parent: null }));
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > LEVELS_MAX) throw invalidInput(`Records can be nested at most ${LEVELS_MAX} levels deep`);
    level = level.flatMap((pending) => readNode(call, pending, nodes));
  }
  if (nodes.length === 0) throw invalidInput('The records property is required');
  if (nodes.length > RECORDS_MAX) throw invalidInput(`The request can have at most ${RECORDS_MAX} records`);
  if (new Set(nodes.map(({ type }) => type)).size > TYPES_MAX) throw invalidInput(`The request can have at most ${TYPES_MAX} types`);
  const ids = new Set(nodes.map(({ referenceId }) => referenceId));
  if (ids.size < nodes.length) throw invalidInput('Duplicate referenceId');
  return nodes;
}

type Pending = { readonly value: unknown; readonly type: SObjectType; readonly parent: Node['parent'] };

/** Adds a record and gives its children. */
function readNode({ state }: SignedCall, { value, type, parent }: Pending, nodes: Node[]): readonly Pending[] {
  if (typeof value !== 'object' || value === null) throw invalidInput('A record must be an object');
  const { attributes, ...rest } = value as Record<string, unknown>;
  const { type: typeName, referenceId } = (typeof attributes === 'object' && attributes !== null ? attributes : {}) as Record<
    string,
    unknown
  >;
  if (typeof referenceId !== 'string' || typeof typeName !== 'string')
    throw invalidInput('Include a type and a referenceId in the attributes');
  if (state.schema.type(typeName) !== type) throw invalidInput(`A record of type ${type.name} was expected`);
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const node: Node = { type, referenceId, values, parent };
  nodes.push(node);
  const children: Pending[] = [];
  for (const [name, each] of Object.entries(rest)) {
    const relationship = isTree(each) ? state.schema.child(type, name) : undefined;
    if (!isTree(each)) values[name] = each;
    else if (relationship === undefined) throw invalidField(`No such column '${name}' on sobject of type ${type.name}`);
    else {
      const childType = state.schema.type(relationship.childType)!;
      const link = { node, field: relationship.field.name };
      children.push(...listOf(each.records).map((child) => ({ value: child, type: childType, parent: link })));
    }
  }
  return children;
}

function isTree(value: unknown): value is { readonly records: unknown } {
  return typeof value === 'object' && value !== null && 'records' in value;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const invalidInput = (message: string) => rowError('INVALID_INPUT', message);
