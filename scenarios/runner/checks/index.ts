import { z } from 'zod';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { Sight } from '../lint/sight.js';
import type { Scene } from '../stage/scene.js';
import { calls } from './calls.js';
import type { Check, Miss } from './check.js';
import { decision } from './decision.js';
import { link } from './link.js';
import { checkNamed, scanNamed } from './named.js';
import { checkRecords, scanRecords } from './records.js';
import { settings } from './settings.js';
import { syncErrors } from './sync-errors.js';
import { unchanged } from './unchanged.js';
import { writes } from './writes.js';

/** Checks with a word of their own; everything else names a type or something that a step named. */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  [decision, writes, calls, link, unchanged, syncErrors, settings].map((each) => [each.name, each as Check]),
);

/** Checks that also take a list of themselves. */
const LISTED: ReadonlySet<string> = new Set(['decision', 'writes', 'calls', 'link', 'unchanged', 'sync-errors']);

/** The keys of `expect`: each check by its own form, any other key open. */
export const CHECK_SHAPE: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  [...CHECKS].map(([name, { form }]) => [
    name,
    (LISTED.has(name) ? z.union([z.array(form).min(1), form]).meta(form.meta() ?? {}) : form).optional(),
  ]),
);

/** Everything among these checks that does not hold now. */
export function evaluate(checks: Readonly<Record<string, unknown>>, scene: Scene, place: Place): readonly Miss[] {
  return Object.entries(checks).flatMap(([key, value]) => (value === undefined ? [] : evaluateOne(key, value, scene, place.sub(key))));
}

/** Looks at checks before anything is played. */
export function scanChecks(checks: Readonly<Record<string, unknown>>, sight: Sight): void {
  if (Object.values(checks).every((value) => value === undefined)) {
    sight.tell(
      sight.place.keyProblem('nothing is checked here', 'Write what must hold: { jane: { Title: CTO } }, { engagement.Prospect: 1 }.'),
    );
  }
  for (const [key, value] of Object.entries(checks)) if (value !== undefined) scanOne(key, value, sight, sight.place.sub(key));
}

const TIMES =
  'Write "eventually: { within: 30m, … }" to wait for something, and "never: { during: 7d, … }" to watch that it does not come.';

function scanOne(key: string, value: unknown, sight: Sight, place: Place): void {
  const known = CHECKS.get(key);
  if (known !== undefined) {
    if (!Array.isArray(value)) known.scan?.(value, sight, place);
    else for (const [index, each] of value.entries()) known.scan?.(each, sight, place.sub(index));
    return;
  }
  const [head = ''] = key.split('.');
  if (key !== head && sight.told.names.has(head)) {
    sight.tell(place.keyProblem(`"${key}" is no check`, `Write { ${head}: { ${key.slice(head.length + 1)}: … } }.`));
    return;
  }
  if (key === 'within' || key === 'during') {
    sight.tell(place.keyProblem(`"${key}" does not stand here`, TIMES));
    return;
  }
  if (key.includes('.')) {
    scanRecords(key, value, sight, place);
    return;
  }
  const name = key.startsWith('$') ? key.slice(1) : key;
  const sighted = sight.told.names.get(name);
  if (sighted !== undefined) scanNamed(name, sighted, value, sight, place);
  else {
    const choices = [...CHECKS.keys(), ...sight.told.names.keys(), ...sight.told.catalogue.typeNames()];
    sight.tell(place.keyProblem(`nothing is named "${key}"`, suggestion(key, choices)));
  }
}

function evaluateOne(key: string, value: unknown, scene: Scene, place: Place): readonly Miss[] {
  const known = CHECKS.get(key);
  if (known !== undefined) {
    if (!Array.isArray(value)) return known.evaluate(value, scene, place);
    return value.flatMap((each, index) => known.evaluate(each, scene, place.sub(index)));
  }
  if (key.includes('.')) return checkRecords(key, value, scene, place);
  const name = key.startsWith('$') ? key.slice(1) : key;
  if (scene.names.get(name) !== undefined) return checkNamed(name, value, scene, place);
  const choices = [...CHECKS.keys(), ...[...scene.names.all()].map(([each]) => each)];
  throw place.keyProblem(`nothing is named "${key}"`, suggestion(key, choices));
}
