import type { Spot } from '../../../simulator/yaml/spot.js';
import type { RecordRef } from '../../../src/model/record.js';

/** A promise of the story that does not hold: a check, a step that was refused, or one that was not though it should. */
export class StepFailure extends Error {
  constructor(
    readonly expected: string,
    readonly actual: string,
    /** Records whose history explains it. */
    readonly about: readonly RecordRef[],
    readonly spot: Spot | null,
  ) {
    super(`expected ${expected}, got ${actual}`);
    this.name = 'StepFailure';
  }
}
