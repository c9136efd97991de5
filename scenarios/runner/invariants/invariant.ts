import type { Change } from '../../../simulator/kernel/change-log.js';
import type { Stage } from '../stage/stage.js';

/** What a broken invariant says. */
export type Breach = { readonly expected: string; readonly actual: string; readonly change: Change | null };

/** Looks at what happened since the last look, and at the stage as it is. */
export type Look = (changes: readonly Change[], stage: Stage) => Breach | null;

/** Something that holds in every story, whatever it tells, unless the file waives it. */
export type Invariant = {
  readonly name: string;
  /** What it promises, as one sentence. */
  readonly promise: string;
  /** Begins to watch one story. */
  readonly watch: () => Look;
};
