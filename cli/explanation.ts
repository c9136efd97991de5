import type { TraceEntry } from '../scenarios/runner/stage/trace.js';
import type { Rule } from '../src/rules/catalogue/index.js';

type DecisionEntry = TraceEntry & { readonly kind: 'decision' };
type ChangeEntry = TraceEntry & { readonly kind: 'change' };

/** How long a value may be in a line. */
const VALUE_CHARS_MAX = 60;

/**
 * What was decided in a trace, with the rules in words and the writes that followed; only about one record when it is named by its id
 * or by any value that it had. Null when nothing was decided about it.
 */
export function explanation(entries: readonly TraceEntry[], record: string | null, rules: readonly Rule[]): string | null {
  const wanted = record === null ? null : recordsOf(record, entries);
  const blocks: string[] = [];
  let count = 0;
  for (const entry of entries) {
    if (entry.kind === 'step') blocks.push(`${entry.at}  step  ${entry.text}\n`);
    else if (entry.kind === 'crash') blocks.push(`${entry.at}  crash  ${entry.text}\n`);
    else if (entry.kind === 'decision' && isAbout(entry, wanted)) {
      count += 1;
      blocks.push(decisionText(entry, rules));
    } else if (entry.kind === 'change' && (wanted === null || wanted.has(keyOf(entry)))) blocks.push(changeText(entry));
  }
  return record !== null && count === 0 ? null : blocks.join('');
}

/** The records that a word stands for: those with that id, and those that ever had it as a value. */
function recordsOf(word: string, entries: readonly TraceEntry[]): ReadonlySet<string> {
  const lower = word.toLowerCase();
  const found = new Set<string>();
  const isId = (id: string): boolean => id.toLowerCase() === lower || (word.length === ID_CHARS && id.startsWith(word));
  for (const entry of entries) {
    if (entry.kind === 'decision') for (const ref of entry.about) if (isId(ref.id)) found.add(keyOf(ref));
    if (entry.kind !== 'change') continue;
    const hasValue = Object.values(entry.fields)
      .flat()
      .some((value) => typeof value === 'string' && isId(value));
    if (isId(entry.id) || hasValue) found.add(keyOf(entry));
  }
  return found;
}

/** A short Salesforce id; the long one has three characters more. */
const ID_CHARS = 15;

function keyOf({ system, object, id }: { readonly system: string; readonly object: string; readonly id: string }): string {
  return `${system}.${object} ${id}`;
}

function isAbout({ about }: DecisionEntry, wanted: ReadonlySet<string> | null): boolean {
  return wanted === null || about.some((ref) => wanted.has(keyOf(ref)));
}

function decisionText({ at, flow, outcome, rules, reason, text, about }: DecisionEntry, known: readonly Rule[]): string {
  const lines = [`${at}  ${flow}  ${outcome.toUpperCase()}  ${text}  (${reason})`];
  const records = about.map(({ system, object, id, unit }) => `${system}.${object} ${id}${unit === undefined ? '' : ` in ${unit}`}`);
  if (records.length > 0) lines.push(`    about ${records.join(', ')}`);
  for (const id of rules) lines.push(`    ${id}  ${known.find((rule) => rule.id === id && rule.flow === flow)?.text ?? ''}`.trimEnd());
  return `${lines.join('\n')}\n`;
}

function changeText({ at, system, object, id, operation, actor, cause, fields }: ChangeEntry): string {
  const values = Object.entries(fields).map(([field, [before, after]]) => `${field}: ${shown(before)} -> ${shown(after)}`);
  const what = operation === 'update' && values.length > 0 ? `    ${values.join(', ')}\n` : '';
  return `${at}  ${system}.${object} ${id}  ${operation} by ${actor} (${cause})\n${what}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}
