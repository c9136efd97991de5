import type { z } from 'zod';
import type { Place } from '../../../simulator/yaml/place.js';
import type { Sight } from '../lint/sight.js';
import type { Scene } from '../stage/scene.js';

/**
 * A word of the language, declared once: from it come the parser, the JSON Schema, the sentence in reports and the act.
 * `act` throws what the vendor refused; what cannot be understood is a `FileProblem`.
 */
export type Verb<F = unknown> = {
  readonly name: string;
  /** The sentence for the language's page. */
  readonly about: string;
  readonly form: z.ZodType<F>;
  /** What a report says that the step does: `merges lace into love`. */
  readonly text: (form: F) => string;
  readonly act: (form: F, scene: Scene) => void | Promise<void>;
  /** Looks at the step before anything is played: what it names must have been told, what it makes is told on. */
  readonly scan?: (form: F, sight: Sight) => void;
  /** True when the step only looks, or moves nothing but the clock: it cannot be refused. */
  readonly isCheck?: boolean;
};

/** Declares a verb; only the types are looked at. */
export function verb<F>(declaration: Verb<F>): Verb<F> {
  return declaration;
}

/** One step of a story, its form fitted. */
export type Step = {
  readonly verb: Verb;
  readonly form: unknown;
  readonly by: string;
  readonly label: string | null;
  /** A code or a piece of text of the refusal; true for any; null when the step must not be refused. */
  readonly fails: true | string | null;
  /** The value of the verb. */
  readonly place: Place;
};
