import { isMap } from '../../../simulator/yaml/written.js';

const SEGMENT = /^([^[]*)(?:\[(?:(\d+)|([^=\]]+)=([^\]]*))\])?$/;

/**
 * The value at a dotted path of a record or a reply: `DISPLAYCONTACT.PRINTAS`, `body.fields[name=Type].label`, `body.records[0].Id`.
 * A key that has the dots in it wins; letter case does not count when no key has the exact case.
 */
export function pick(from: unknown, path: string): unknown {
  if (!isMap(from)) return Array.isArray(from) ? pickFromList(from, path) : undefined;
  if (Object.hasOwn(from, path)) return from[path];
  for (let dot = path.length; dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const head = path.slice(0, dot);
    const rest = path.slice(dot + 1);
    const value = pickSegment(from, head);
    if (value !== undefined) return rest === '' ? value : pick(value, rest);
  }
  return undefined;
}

/** A number as the first segment takes the element of a list. */
function pickFromList(list: readonly unknown[], path: string): unknown {
  const [head = '', ...rest] = path.split('.');
  const value = /^\d+$/.test(head) ? list[Number(head)] : undefined;
  return rest.length === 0 || value === undefined ? value : pick(value, rest.join('.'));
}

function pickSegment(from: Record<string, unknown>, segment: string): unknown {
  const [, name = '', index, key, wanted] = SEGMENT.exec(segment) ?? [null, segment];
  const value = ownKey(from, name);
  if (index === undefined && key === undefined) return value;
  if (!Array.isArray(value)) return undefined;
  return index !== undefined ? value[Number(index)] : value.find((each) => String(pick(each, key!)) === wanted);
}

function ownKey(from: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(from, name)) return from[name];
  const lowered = name.toLowerCase();
  const found = Object.keys(from).find((key) => key.toLowerCase() === lowered);
  return found === undefined ? undefined : from[found];
}
