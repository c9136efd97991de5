import { placeholdersIn } from '../language/placeholders.js';
import { PARTS, type Probe, type ProbeStep } from '../types.js';

/** Words are what lies between these; a Salesforce API name is one word. */
export const WORD = /[\p{L}\p{N}_]+/gu;

/** What a probe's file says itself: it is nobody's secret, so that it may stay in what is kept. */
export type Vocabulary = {
  /** Whole texts, placeholders of the run filled in. */
  readonly texts: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
};

/** Parameters that are kept, as the probe's file has them; the others are dropped, names and all. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['q', 'fields', 'limit', 'orderBy', 'after', 'allOrNone', 'externalIdFieldName', 'grant_type', 'format'],
]);

/** What of a step's query may be kept. */
export function keptQuery({ query }: ProbeStep): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).flatMap(([name, each]) => (PARAMETERS.has(name) ? [[name, String(each)]] : [])));
}

/** Words that belong to nobody. */
const COMMON = ['http', 'https'];

export function vocabularyOf(probe: Probe, run: string): Vocabulary {
  const texts = new Set<string>();
  const words = new Set<string>([run, ...COMMON]);
  const numbers = new Set<number>();
  const hear = (value: unknown): void => {
    if (typeof value === 'number') numbers.add(value);
    else if (typeof value === 'string') hearText(value);
    else if (Array.isArray(value)) for (const each of value) hear(each);
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) [key, each].forEach(hear);
  };
  const hearText = (template: string): void => {
    const text = template.replaceAll('{run}', run);
    // What other placeholders stand for is not the probe's own.
    if (placeholdersIn(text).length === 0) texts.add(text);
    for (const [word] of text.replace(/\{[^{}]*\}/g, ' ').matchAll(WORD)) words.add(word);
    // Values in elements and attributes of functions.
    for (const [, inside] of text.matchAll(/>([^<>{}]+)</g)) texts.add(inside!.trim());
  };
  for (const part of PARTS) {
    for (const step of probe[part]) [step.path, keptQuery(step), step.body, step.expect].forEach(hear);
  }
  return { texts, words, numbers };
}
