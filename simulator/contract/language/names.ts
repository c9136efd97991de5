import { suggestion } from '../../yaml/nearest.js';
import type { Place } from '../../yaml/place.js';
import type { FileProblem } from '../../yaml/problem.js';
import { KNOWN_NAMES, placeholdersIn } from './placeholders.js';

/** The names that replies have so far, while a probe is read from top to bottom. */
export class Names {
  readonly #given = new Set<string>(KNOWN_NAMES);

  /** Takes a new name. Gives what is wrong with it. */
  add(name: string, place: Place): readonly FileProblem[] {
    if (this.#given.has(name)) return [place.problem(`"${name}" is taken already`, 'Give each reply a name of its own.')];
    this.#given.add(name);
    return [];
  }

  /** Complains about placeholders, anywhere in a value, that name nothing. */
  check(value: unknown, place: Place): readonly FileProblem[] {
    if (typeof value === 'string') {
      return placeholdersIn(value)
        .filter(({ name }) => !this.#given.has(name))
        .map(({ name, path }) => place.problem(`{${name}${path}} names no earlier reply`, this.#hint(name)));
    }
    if (Array.isArray(value)) return value.flatMap((each, index) => this.check(each, place.sub(index)));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => this.check(each, place.sub(key)));
  }

  #hint(name: string): string {
    return suggestion(name, this.#given) || 'Give the reply its name with `as`; {{name}} is the text {name}.';
  }
}
