import type { ObjectDefinition } from '../objects/definition.js';
import { type Input, inputOf } from '../state/input.js';
import type { XmlElement } from './parse.js';

/** An object element as an input: nested elements become dotted names; an element without children is a text, blank when empty. */
export function readInput(element: XmlElement, definition: ObjectDefinition | null): Input {
  const fields = new Map<string, string>();
  const lists = new Map<string, Input[]>();
  for (const child of element.children) {
    const name = child.name.toUpperCase();
    const list = definition?.lists.find((each) => each.name === name);
    if (list === undefined) {
      flatten(child, name, fields);
      continue;
    }
    const items = list.item === undefined || child.children.length === 0 ? [child] : child.children;
    const read = items.map((item) => readInput(item, null));
    lists.set(name, [...(lists.get(name) ?? []), ...read]);
  }
  return inputOf(fields, lists);
}

function flatten(element: XmlElement, name: string, into: Map<string, string>): void {
  if (element.children.length === 0) into.set(name, element.text.trim());
  else for (const child of element.children) flatten(child, `${name}.${child.name.toUpperCase()}`, into);
}
