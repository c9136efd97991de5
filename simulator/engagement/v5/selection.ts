import { refusal } from '../errors.js';
import { RELATION_DEPTH_MAX } from '../limits.js';
import { type Engagement, inUnit } from '../state.js';
import { fieldOf, type ObjectDefinition, type ObjectField, printField, type Stored } from './object.js';
import { objectOfCollection } from './objects/index.js';
import type { UnitCall } from './session.js';

/** The fields that a client asked for, ready to print. */
export type Selection = { readonly fields: readonly ObjectField[]; readonly related: readonly Related[] };

type Related = { readonly name: string; readonly key: string; readonly object: ObjectDefinition; readonly selection: Selection };

type Tree = Map<string, Tree>;

/**
 * Reads the parameter `fields`: a comma list, dots lead through related objects.
 *
 * Source:  Account Engagement API v5, "Fields": at most three levels.
 * Refuses: 13 when it is missing or empty, 180 for names that the object does not have (D-23).
 */
export function readSelection(
  engagement: Engagement,
  unit: string,
  object: ObjectDefinition,
  fields: string | null,
  isQuery: boolean,
): Selection {
  const names = (fields ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  if (names.length === 0) throw refusal(13, 'fields');
  const tree: Tree = new Map();
  for (const name of names) plant(tree, name);
  return select(engagement, unit, object, tree, isQuery);
}

/** A record as the client asked for it. */
export function printSelected(engagement: Engagement, selection: Selection, row: Stored): Record<string, unknown> {
  const printed: Record<string, unknown> = {};
  for (const field of selection.fields) printed[field.name] = printField(field, row, engagement);
  for (const { name, key, object, selection: inner } of selection.related) {
    const target = inUnit(object.table(engagement.tables), row.unit, (row[key] ?? null) as number | null);
    printed[name] = target === undefined ? null : printSelected(engagement, inner, target);
  }
  return printed;
}

/** A record as the client of a call asked for it; links lead to the host that the client used. */
export function printForCall(call: UnitCall, object: ObjectDefinition, selection: Selection, row: Stored): Record<string, unknown> {
  const printed = printSelected(call.state, selection, row);
  for (const name of object.links ?? []) {
    const path = printed[name];
    // A path, or a snippet of HTML with one.
    if (typeof path === 'string')
      printed[name] = path.startsWith('/') ? `${call.origin}${path}` : path.replaceAll('"/', `"${call.origin}/`);
    if (Array.isArray(path)) printed[name] = path.map((each) => `${call.origin}${each}`);
  }
  return printed;
}

function plant(tree: Tree, name: string): void {
  const path = name.split('.');
  if (path.length > RELATION_DEPTH_MAX + 1) throw refusal(180, name.slice(0, 80));
  let node = tree;
  for (const step of path) {
    const next = node.get(step) ?? new Map();
    node.set(step, next);
    node = next;
  }
}

function select(engagement: Engagement, unit: string, object: ObjectDefinition, tree: Tree, isQuery: boolean): Selection {
  const fields: ObjectField[] = [];
  const related: Related[] = [];
  for (const [name, inner] of tree) {
    const relation = Object.hasOwn(object.relations, name) ? object.relations[name] : undefined;
    const target = relation === undefined ? undefined : objectOfCollection(relation.object);
    if (relation !== undefined && target !== undefined && inner.size > 0) {
      related.push({ name, key: relation.key, object: target, selection: select(engagement, unit, target, inner, isQuery) });
      continue;
    }
    const field = inner.size === 0 ? fieldOf(object, engagement, unit, name, isQuery) : undefined;
    if (field === undefined) throw refusal(180, name.slice(0, 80));
    fields.push(field);
  }
  return { fields, related };
}
