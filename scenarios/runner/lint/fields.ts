import type { FieldKind } from '../../../simulator/kernel/people.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText, isMap, isReference, plain } from '../../../simulator/yaml/written.js';
import { isMatcher, MATCHERS, regexComplaint } from '../checks/match.js';
import { show } from '../language/show.js';
import { parseInstant } from '../language/time.js';
import { FIELDS_OF_ALL, type Sight, type SightedType } from './sight.js';

/** Field values that a step writes. What the vendor is expected to refuse is left to the vendor. */
export function scanFields(raw: Readonly<Record<string, unknown>>, type: SightedType, sight: Sight, place: Place): void {
  for (const [name, value] of Object.entries(raw)) {
    const at = place.sub(name);
    sight.references(value, at);
    if (sight.isRefused || !sight.field(type, name, at)) continue;
    const exact = exactName(type, name);
    if (exact !== null) {
      sight.tell(at.keyProblem(`${type.system}.${type.info.name} has no field "${name}"`, `Did you mean "${exact}"?`));
      continue;
    }
    const kind = sight.kindOf(type, name);
    const complaint = valueComplaint(value, kind);
    if (complaint !== null) sight.tell(at.problem(`${show(value)} is ${complaint.not}`, complaint.hint));
    else if (kind === 'reference' && type.system === 'salesforce') scanReference(value, sight, at);
  }
}

/** How Account Engagement spells a field that stands here in other letters: to it, letter case counts. */
function exactName({ system, info }: SightedType, written: string): string | null {
  if (system !== 'engagement' || info.fields.some(({ name }) => name === written)) return null;
  return info.fields.find(({ name }) => name.toLowerCase() === written.toLowerCase())?.name ?? null;
}

/** A bare word in a reference field of Salesforce is a name or a user; an id has 15 or 18 characters. */
function scanReference(value: unknown, sight: Sight, place: Place): void {
  const text = asText(value);
  if (typeof text !== 'string' || text === '' || text.startsWith('$') || /^[A-Za-z0-9]{15,18}$/.test(text) || text.includes('@')) return;
  if (!sight.hasUser(text)) sight.named(text, place);
}

/** Values that a step expects, with matchers and references. */
export function scanExpected(expected: Readonly<Record<string, unknown>>, type: SightedType | null, sight: Sight, place: Place): void {
  for (const [name, value] of Object.entries(expected)) {
    const at = place.sub(name);
    if (type !== null && !FIELDS_OF_ALL.has(name.toLowerCase()) && !sight.field(type, name, at)) continue;
    scanMatcher(value, sight, at, type === null ? undefined : sight.kindOf(type, name));
  }
}

/** A value or a matcher: its references, its regular expressions, and misspelt matchers. */
export function scanMatcher(value: unknown, sight: Sight, place: Place, kind?: FieldKind): void {
  if (isMatcher(value)) {
    for (const [name, argument] of Object.entries(value)) scanArgument(name, argument, sight, place.sub(name), kind);
    return;
  }
  if (isMap(value) && kind !== undefined && SCALAR.has(kind)) {
    const [first = ''] = Object.keys(value).filter((key) => !MATCHERS.includes(key));
    const hint = /^(?:=+|eq|equals?|is|value)$/i.test(first) ? 'Write the value itself, without a matcher.' : suggestion(first, MATCHERS);
    sight.tell(place.sub(first).keyProblem(`there is no matcher "${first}"`, hint));
    return;
  }
  sight.references(value, place);
}

/** How many there must be: a number or a matcher; a word would never hold. */
export function scanCount(count: unknown, sight: Sight, place: Place): void {
  if (isMatcher(count)) {
    for (const [name, argument] of Object.entries(count)) {
      if (!COUNTED.has(name)) scanArgument(name, argument, sight, place.sub(name), 'number');
      else if (!Array.isArray(argument)) scanCount(argument, sight, place.sub(name));
      else for (const [index, each] of argument.entries()) scanCount(each, sight, place.sub(name, index));
    }
    return;
  }
  const text = asText(count);
  if (typeof text !== 'string' || isReference(text)) {
    scanMatcher(count, sight, place, 'number');
    return;
  }
  const hint = 'Write a number, or a matcher such as { atLeast: 1 }; 0 where there must be none.';
  if (text.trim() === '' || !Number.isFinite(Number(text))) sight.tell(place.problem(`${show(count)} is not a number`, hint));
  else if (!Number.isInteger(Number(text)) || Number(text) < 0)
    sight.tell(place.problem(`there are never ${show(count)} of anything`, hint));
}

/** Matchers whose arguments are numbers of things, too. */
const COUNTED: ReadonlySet<string> = new Set(['not', 'oneOf', 'atLeast', 'atMost']);

function scanArgument(name: string, argument: unknown, sight: Sight, place: Place, kind: FieldKind | undefined): void {
  if (name === 'matches') {
    const complaint = regexComplaint(String(asText(argument)));
    if (complaint !== null)
      sight.tell(place.problem(complaint, 'Write a JavaScript regular expression; put it in quotes if it has braces or commas.'));
    return;
  }
  if (name === 'oneOf') {
    if (!Array.isArray(argument)) sight.tell(place.problem('"oneOf" takes a list', 'Write { oneOf: [New, Working] }.'));
    else for (const [index, each] of argument.entries()) scanMatcher(each, sight, place.sub(index), kind);
    return;
  }
  if (name === 'after' || name === 'before') {
    const text = asText(argument);
    if (typeof text === 'string' && !text.startsWith('$') && parseInstant(text) === null)
      sight.tell(place.problem(`${show(argument)} is no instant`, 'Write an instant such as 2026-03-02T09:00:00Z.'));
  }
  if (name === 'not') scanMatcher(argument, sight, place, kind);
  else sight.references(argument, place);
}

const SCALAR: ReadonlySet<FieldKind> = new Set(['text', 'number', 'boolean', 'date', 'instant']);

function valueComplaint(value: unknown, kind: FieldKind | undefined): { not: string; hint: string } | null {
  if (value === null || kind === undefined) return null;
  const text = asText(value);
  if (SCALAR.has(kind) && isMap(value)) return { not: 'a map, where one value belongs', hint: 'Matchers belong into "expect".' };
  if (typeof text !== 'string' || text.startsWith('$') || text === '') return null;
  if (kind === 'number' && !Number.isFinite(Number(text))) return { not: 'not a number', hint: 'Write a number.' };
  if (kind === 'boolean' && !/^(?:true|false|t|f|yes|no|on|off|0|1)$/i.test(String(plain(text))))
    return { not: 'neither true nor false', hint: 'Write true or false.' };
  if (kind === 'date' || kind === 'instant') {
    const isImpossible = /^(?:\d{4}-\d|\d{2}\/\d{2}\/\d{4})/.test(text) ? parseInstant(text) === null : !/\d/.test(text);
    if (isImpossible) return { not: 'no date that there is', hint: kind === 'date' ? 'Write 2026-03-02.' : 'Write 2026-03-02T09:00:00Z.' };
  }
  return null;
}
