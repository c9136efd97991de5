import type { z } from 'zod';
import type { Place } from '../../../simulator/yaml/place.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { Sight } from '../lint/sight.js';
import type { Scene } from '../stage/scene.js';

/** One promise that does not hold now. */
export type Miss = {
  readonly place: Place;
  readonly expected: string;
  readonly actual: string;
  /** Records whose history explains it. */
  readonly about: readonly RecordRef[];
};

/** A word of `expect`, declared once: its form, what it means, and how it is looked at. No misses: it holds. */
export type Check<F = unknown> = {
  readonly name: string;
  readonly about: string;
  readonly form: z.ZodType<F>;
  /** Looks at the check before anything is played. */
  readonly scan?: (form: F, sight: Sight, place: Place) => void;
  readonly evaluate: (form: F, scene: Scene, place: Place) => readonly Miss[];
};

/** Declares a check; only the types are looked at. */
export function check<F>(declaration: Check<F>): Check<F> {
  return declaration;
}
