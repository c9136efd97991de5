import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { Stage } from '../stage/stage.js';
import { StepFailure } from '../stage/step-failure.js';
import { refOf } from '../stage/sync-writes.js';
import { everyWriteExplained } from './every-write-explained.js';
import type { Invariant, Look } from './invariant.js';
import { noDuplicateCustomer } from './no-duplicate-customer.js';
import { noEcho } from './no-echo.js';
import { noExcludedFieldWrite } from './no-excluded-field-write.js';

/** What is watched in every story. Each can be waived by its name, with a reason. */
export const INVARIANTS: readonly Invariant[] = [noDuplicateCustomer, noEcho, noExcludedFieldWrite, everyWriteExplained];

/** The invariants of one played story; cheap when nothing happened. */
export class Watch {
  readonly #watched: readonly { readonly name: string; readonly promise: string; readonly look: Look }[];
  #seen = 0;
  #wasQuiet = false;

  constructor(
    private readonly stage: Stage,
    waived: Readonly<Record<string, string>>,
    place: Place,
  ) {
    const names = INVARIANTS.map((each) => each.name);
    for (const name of Object.keys(waived)) {
      if (!names.includes(name)) throw place.sub(name).keyProblem(`there is no invariant "${name}"`, suggestion(name, names));
    }
    this.#watched = INVARIANTS.filter((each) => !Object.hasOwn(waived, each.name)).map(({ name, promise, watch }) => ({
      name,
      promise,
      look: watch(),
    }));
  }

  /** Throws what was broken since the last look, told at the step that was being played. */
  look(place: Place): void {
    const { changes } = this.stage.world;
    const { isQuiet } = this.stage.passes;
    if (changes.next === this.#seen && isQuiet === this.#wasQuiet) return;
    const fresh = changes.since(this.#seen);
    this.#seen = changes.next;
    this.#wasQuiet = isQuiet;
    for (const { name, promise, look } of this.#watched) {
      const found = look(fresh, this.stage);
      if (found === null) continue;
      const about = found.change === null ? [] : [refOf(found.change)];
      throw new StepFailure(`invariant ${name} (${promise}) ${found.expected}`, found.actual, about, place.key);
    }
  }
}
