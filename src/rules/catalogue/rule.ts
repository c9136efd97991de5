import type { Flow } from '../../model/record.js';

/** A rule of a catalogue, as people read it. Decisions name rules by their ids. */
export type Rule = {
  /** `AE-13`, `IA-46`; decisions of the project that fill a gap of the sources are `D-7`, each catalogue counting for itself. */
  readonly id: string;
  readonly flow: Flow;
  /** The rule in a sentence. */
  readonly text: string;
  /** Where it comes from. */
  readonly source: string;
  /** The settings that switch or shape it, by their full keys. */
  readonly settings: readonly string[];
};
