import type { Chance } from './chance.js';

/** Texts that programs trip over. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  '%00',
  '%',
  '%zz',
  '%F0%9F',
  '\u0000',
  '\ud800',
  '\u202e\u200b',
  '💥'.repeat(50),
  'a'.repeat(300),
  'x'.repeat(70_000),
  "'; DROP TABLE Account; --",
  "\\'",
  '<script>&amp;</script>',
  ']]>',
  '$&$1',
  '(?:a+)+$',
  `${'a'.repeat(40)}!`,
  '9999-99-99',
  '2026-02-30T25:61:61Z',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '99999999999999999999999',
  '001000000000000AAA',
  '{0}',
  '$'.concat('{x}'),
  '\r\nSet-Cookie: a=b',
];

/** A value of any kind but the right one. */
export function junkValue(chance: Chance, depth = 0): unknown {
  const kind = chance.below(depth > 3 ? 6 : 9);
  if (kind < 3) return chance.pick(TEXTS);
  if (kind === 3) return chance.pick([0, -1, 1.5, 1e21, -0, 2 ** 53, 1e308, 5e-324]);
  if (kind === 4) return chance.pick([true, false, null]);
  if (kind === 5) return chance.pick([[], {}, [null], [[]], { '': '' }]);
  if (kind === 6) return Array.from({ length: chance.below(4) }, () => junkValue(chance, depth + 1));
  const made: Record<string, unknown> = {};
  for (let index = chance.below(4); index > 0; index -= 1) made[junkText(chance)] = junkValue(chance, depth + 1);
  return made;
}

export function junkText(chance: Chance): string {
  return chance.pick(TEXTS);
}

/** A copy of a value with something in it exchanged, taken out or added. */
export function mutated(chance: Chance, value: unknown): unknown {
  if (chance.is(0.15) || value === null || typeof value !== 'object') return junkValue(chance);
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.is(0.1)) return [...value, junkValue(chance)];
    if (chance.is(0.05)) return Array.from({ length: 300 }, () => value[0]);
    const at = chance.below(value.length);
    return value.map((each, index) => (index === at ? mutated(chance, each) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.is(0.15)) entries.push([junkText(chance), junkValue(chance)]);
  const at = chance.below(entries.length);
  if (chance.is(0.15)) entries.splice(at, 1);
  else entries[at] = [entries[at]![0], mutated(chance, entries[at]![1])];
  // Not by assignment: "__proto__" is to be a key like any other.
  return Object.fromEntries(entries);
}

/** A text damaged: cut, doubled, a piece exchanged, a character broken. */
export function damaged(chance: Chance, text: string): string {
  const at = chance.below(text.length + 1);
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + junkText(chance) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at + 1 + chance.below(8));
    case 4:
      return text + text;
    case 5:
      return text.replace(/[a-z]+/i, junkText(chance));
    default:
      return (
        text.slice(0, at) + chance.pick(['"', "'", '<', '>', '&', '{', '}', '[', ']', '(', ')', ',', '\\', '\n', '%']) + text.slice(at)
      );
  }
}

/** Bodies of no shape at all. */
export function junkBody(chance: Chance): string | Uint8Array {
  switch (chance.below(9)) {
    case 0:
      return '['.repeat(20_000);
    case 1:
      return '{"a":'.repeat(5_000);
    case 2:
      return `${'<a>'.repeat(5_000)}`;
    case 3:
      return '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>';
    case 4:
      return new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xf0, 0x28]);
    case 5:
      return JSON.stringify(junkValue(chance));
    case 6:
      return `a=${encodeURIComponent('ü')}&a=%zz&=&&b`;
    case 7:
      return 'Name,Name\r\n"unclosed\r\n1,2,3';
    default:
      return junkText(chance);
  }
}
