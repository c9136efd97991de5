import { below, isWithin } from '../path.js';
import { typeOf } from './expect.js';

/** A place in which two replies are not alike, whatever a probe says of it. */
export type Unlike = {
  readonly path: string;
  readonly kind: 'shape' | 'value';
  readonly text: string;
  readonly standIn: unknown;
  readonly target: unknown;
};

export type LikenessOptions = {
  /** The run's prefix: texts that have it came from the probe, so that they must come back alike. */
  readonly run: string;
  /** Paths below which replies may differ. */
  readonly differs: readonly string[];
  /** The target's reply is what a cassette kept of it: keys that it lacks say nothing. */
  readonly isPartial: boolean;
};

/**
 * Where two replies differ in what no two runs may change: keys, types, forms of ids and instants, lengths and orders of lists, booleans,
 * and texts that the probe itself wrote. Ids, instants, numbers and other texts are the system's own. What is null on one side says nothing
 * of the other's value, but it is there: clients tell null from nothing.
 */
export function unlikenesses(standIn: unknown, target: unknown, path: string, options: LikenessOptions): readonly Unlike[] {
  if (options.differs.some((each) => isWithin(path, each))) return [];
  const types = [typeOf(standIn), typeOf(target)];
  if (types.includes('null') && !types.includes('nothing')) return [];
  if (types[0] !== types[1]) {
    const text = types.includes('nothing') ? 'is missing' : 'another type';
    return [{ path, kind: 'shape', text, standIn, target }];
  }
  if (types[0] === 'map') return mapUnlikenesses(standIn as object, target as object, path, options);
  if (types[0] === 'list') return listUnlikenesses(standIn as readonly unknown[], target as readonly unknown[], path, options);
  return scalarUnlikenesses(standIn, target, path, options);
}

function mapUnlikenesses(standIn: object, target: object, path: string, options: LikenessOptions): readonly Unlike[] {
  const keys = new Set(options.isPartial ? Object.keys(target) : [...Object.keys(standIn), ...Object.keys(target)]);
  const own = (map: object, key: string): unknown => (Object.hasOwn(map, key) ? (map as Record<string, unknown>)[key] : undefined);
  return [...keys].flatMap((key) => unlikenesses(own(standIn, key), own(target, key), below(path, key), options));
}

function listUnlikenesses(
  standIn: readonly unknown[],
  target: readonly unknown[],
  path: string,
  options: LikenessOptions,
): readonly Unlike[] {
  if (standIn.length !== target.length) {
    return [{ path, kind: 'value', text: `${standIn.length} items against ${target.length}`, standIn, target }];
  }
  const unlike = standIn.flatMap((each, index) => unlikenesses(each, target[index], below(path, index), options));
  if (unlike.length === 0 || !isRearranged(standIn, target, options)) return unlike;
  return [{ path, kind: 'value', text: 'in another order', standIn, target }];
}

function isRearranged(standIn: readonly unknown[], target: readonly unknown[], options: LikenessOptions): boolean {
  const left = [...target];
  return standIn.every((each) => {
    const index = left.findIndex((candidate) => unlikenesses(each, candidate, '', options).length === 0);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function scalarUnlikenesses(standIn: unknown, target: unknown, path: string, { run }: LikenessOptions): readonly Unlike[] {
  if (Object.is(standIn, target)) return [];
  if (typeof standIn === 'boolean') return [{ path, kind: 'value', text: 'another value', standIn, target }];
  if (typeof standIn !== 'string' || typeof target !== 'string') return [];
  const forms = [formOf(standIn), formOf(target)];
  if (forms[0] !== forms[1] && standIn !== '' && target !== '') return [{ path, kind: 'shape', text: 'another form', standIn, target }];
  const isOurs = standIn.includes(run) || target.includes(run);
  return isOurs && forms[0] === 'text' && withoutTicket(standIn) !== withoutTicket(target)
    ? [{ path, kind: 'value', text: 'another value', standIn, target }]
    : [];
}

const FORMS: readonly (readonly [string, RegExp])[] = [
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['American date', /^\d\d\/\d\d\/\d{4}$/],
  ['American instant', /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/],
  ['instant with milliseconds and offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/],
  ['instant with offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/],
  ['instant with milliseconds', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['instant', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  // Record ids of Salesforce: a key prefix, an instance, zeros and a number.
  ['id of 18 characters', /^[0-9a-zA-Z]{3}[0-9a-zA-Z]{2}0[0-9a-zA-Z]{9}[A-Z0-5]{3}$/],
  ['id of 15 characters', /^[0-9a-zA-Z]{3}[0-9a-zA-Z]{2}0[0-9a-zA-Z]{9}$/],
];

/** What a text looks like; most are just texts. */
function formOf(text: string): string {
  return FORMS.find(([, form]) => form.test(text))?.[0] ?? 'text';
}

/** Intacct ends its refusals with the number of a ticket, another for each. */
function withoutTicket(text: string): string {
  return text.replace(/\[Support ID: [^\]]*\]/, '');
}
