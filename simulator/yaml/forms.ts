import type { z } from 'zod';
import type { Path } from './document.js';
import { suggestion } from './nearest.js';
import { Written } from './written.js';

/** What a value does not fit, where below it, and what to write. `isKey` says that the place meant is a key. */
export type Misfit = { readonly path: Path; readonly text: string; readonly hint: string; readonly isKey?: boolean };

type Def = {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  keyType?: Schema;
  valueType?: Schema;
  innerType?: Schema;
  out?: Schema;
  options?: Schema[];
};
type Schema = z.core.$ZodType & { _zod: { def: Def }; meta?: () => { write?: string } | undefined };

/** Fits a value to a form: the value as the form reads it, or everything that does not fit, in our words. */
export function fitForm<T>(form: z.ZodType<T>, value: unknown): { readonly data: T } | { readonly misfits: readonly Misfit[] } {
  const result = form.safeParse(value);
  if (result.success) return { data: result.data };
  return { misfits: withoutEchoes(result.error.issues.flatMap((issue) => explain(issue, [], form as unknown as Schema, value))) };
}

/** A misspelt key is one mistake: that its right spelling is missing goes without saying. */
function withoutEchoes(misfits: readonly Misfit[]): readonly Misfit[] {
  const meant = new Set(misfits.flatMap(({ isKey, hint }) => (isKey === true ? (/^Did you mean "(.+)"\?$/.exec(hint)?.[1] ?? []) : [])));
  const rest = misfits.filter(({ text }) => !meant.has(/^"(.+)" is missing$/.exec(text)?.[1] ?? ''));
  return rest.length === 0 ? misfits : rest;
}

function explain(issue: z.core.$ZodIssue, above: Path, form: Schema, value: unknown): Misfit[] {
  const path = [...above, ...(issue.path as Path)];
  const schema = schemaAt(form, issue.path as Path);
  const actual = valueAt(value, issue.path as Path);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(objectOf(schema, actual)?.shape ?? {});
    const hint = (key: string): string =>
      suggestion(key, known, known.includes('where') ? `Conditions stand under "where": { where: { ${key}: … } }.` : undefined);
    return issue.keys.map((key) => ({ path: [...path, key], text: `unknown key "${key}"`, hint: hint(key), isKey: true }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    const message = issue.issues[0]?.message ?? '';
    const hint = hintOf(schemaOfKeys(form, issue.path as Path));
    return [{ path, text: `"${key}" ${/^is /.test(message) ? message : 'cannot be a key here'}`, hint, isKey: true }];
  }
  if (actual === undefined && issue.path.length > 0) {
    const key = String(issue.path.at(-1));
    return [{ path: path.slice(0, -1), text: `"${key}" is missing`, hint: hintOf(schema) }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = bestBranch(issue.errors, actual, schema?._zod.def.options ?? []);
    if (best !== null)
      return best.flatMap((each) => explain(each, path, schema ?? form, actual)).map((each) => ofUnion(each, schema, actual));
  }
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    if (actual === null) return [{ path, text: 'a word is missing', hint: hintOf(schema) || `Write one of ${choices.join(', ')}.` }];
    const hint = choices.length === 1 ? hintOf(schema) : suggestion(String(actual), choices);
    const wanted = choices.length === 1 ? choices[0] : 'one of the choices';
    return [{ path, text: `${shown(actual)} is not ${wanted}`, hint: hint === '' ? `Write ${choices.join(', ')}.` : hint }];
  }
  return [{ path, text: misfitText(issue, actual), hint: hintOf(schema) }];
}

/** What a union says of itself tells of all its branches; of a scalar, one branch would tell of itself alone. */
function ofUnion(misfit: Misfit, schema: Schema | null, actual: unknown): Misfit {
  const key = misfit.isKey === true ? String(misfit.path.at(-1)) : null;
  if (
    key !== null &&
    misfit.text === `unknown key "${key}"` &&
    schema?._zod.def.options?.some((each) => key in (objectOf(each, {})?.shape ?? {}))
  )
    return {
      ...misfit,
      text: `"${key}" cannot stand beside "${Object.keys(actual as object).find((each) => each !== key)}"`,
      hint: hintOf(schema),
    };
  const hint = isScalar(actual) && !misfit.hint.startsWith('Did you mean') ? hintOf(schema) : '';
  return hint === '' ? misfit : { ...misfit, hint };
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof Written;
}

/** The branch of a union that was meant: the one that fits deepest; for a map, one that takes maps. */
function bestBranch(
  all: readonly (readonly z.core.$ZodIssue[])[],
  actual: unknown,
  options: readonly Schema[],
): readonly z.core.$ZodIssue[] | null {
  const alike = all.filter((_, index) => Array.isArray(actual) === isList(options[index] ?? null));
  const branches = alike.length > 0 ? alike : all;
  if (isScalar(actual)) {
    const choices = branches.flatMap((branch) => branch.filter((issue) => issue.code === 'invalid_value' && issue.path.length === 0));
    return choices.length === 1 ? choices : null;
  }
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.max(...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
  const deep = branches.filter((branch) => depth(branch) > 0);
  return deep.length === 0 ? null : deep.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

function misfitText(issue: z.core.$ZodIssue, actual: unknown): string {
  if (issue.code === 'invalid_type') {
    const noun = article(issue.expected);
    return actual === null ? `${noun} is missing` : `${shown(actual)} is not ${noun}`;
  }
  if (issue.code === 'too_small') return `${shown(actual)} is too ${issue.origin === 'array' ? 'short' : 'small'}`;
  if (issue.code === 'too_big') return `${shown(actual)} is too ${issue.origin === 'array' ? 'long' : 'large'}`;
  if (issue.code === 'invalid_union') return `${shown(actual)} does not fit here`;
  return `${shown(actual)} ${/^(?:is|has|does) /.test(issue.message) ? issue.message : 'does not fit here'}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'empty',
};

function article(expected: string): string {
  return KINDS[expected] ?? expected;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Written) return value.text;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  const line = value.split('\n')[0] ?? '';
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}${line === value || line.length > 60 ? '' : ' …'}"`;
}

function hintOf(schema: Schema | null): string {
  for (let at = schema; at !== null; at = inner(at)) {
    const write = at.meta?.()?.write;
    if (write !== undefined) return write;
    const { type, shape } = at._zod.def;
    if (type === 'array') return 'Write a list: [one, another], or lines that begin with "- ".';
    if (type === 'record') return 'Write a map: { key: value }.';
    if (type === 'object' && shape !== undefined) return `Write a map with ${Object.keys(shape).join(', ')}.`;
  }
  return '';
}

/** The schema that governs a path; null where the form leaves everything open. */
function schemaAt(form: Schema, path: Path): Schema | null {
  let at: Schema | null = form;
  for (const step of path) {
    while (at !== null && inner(at) !== null) at = inner(at);
    if (at === null) return null;
    const { shape, element, valueType, options }: Def = at._zod.def;
    if (options !== undefined) at = options.map((option) => schemaAt(option, [step])).find((found) => found !== null) ?? null;
    else at = shape?.[String(step)] ?? element ?? valueType ?? null;
  }
  return at;
}

function isList(schema: Schema | null): boolean {
  for (let at = schema; at !== null; at = inner(at)) if (at._zod.def.type === 'array') return true;
  return false;
}

/** The form of the keys of the record that has a key at this path. */
function schemaOfKeys(form: Schema, path: Path): Schema | null {
  let at = schemaAt(form, path.slice(0, -1));
  while (at !== null && inner(at) !== null) at = inner(at);
  const records = at?._zod.def.options ?? (at === null ? [] : [at]);
  return records.map((each) => each._zod.def.keyType ?? null).find((each) => each !== null) ?? null;
}

/** The object form meant by a map, looking through wrappers and unions. */
function objectOf(schema: Schema | null, actual: unknown): Def | null {
  if (schema === null) return null;
  const { type, options } = schema._zod.def;
  if (type === 'object') return schema._zod.def;
  if (options !== undefined) {
    const objects = options.map((option) => objectOf(option, actual)).filter((each) => each !== null);
    const keys = Object.keys((actual ?? {}) as object);
    const overlap = (def: Def): number => keys.filter((key) => key in (def.shape ?? {})).length;
    return objects.sort((a, b) => overlap(b) - overlap(a))[0] ?? null;
  }
  const next = inner(schema);
  return next === null ? null : objectOf(next, actual);
}

function inner(schema: Schema): Schema | null {
  return schema._zod.def.innerType ?? schema._zod.def.out ?? null;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) at = (at as Record<string | number, unknown> | null | undefined)?.[step];
  return at;
}
