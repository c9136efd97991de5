import { z } from 'zod';
import type { Place } from '../../../simulator/yaml/place.js';
import { count, flag, text } from './pieces.js';
import { parseInstant } from './time.js';
import type { Step } from './verb.js';

/** A scenario, ready to be played: one file, or one row of its examples. */
export type Story = {
  readonly file: string;
  /** The line at which it is replayed: of its row of examples, or of its title. */
  readonly line: number;
  /** Lines that `FILE:LINE` may name for it. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly title: string;
  /** What the file promises, whatever the row of examples. */
  readonly promise: string;
  readonly about: string | null;
  readonly tags: readonly string[];
  readonly rules: readonly string[];
  readonly rulesPlace: Place;
  /** Milliseconds since the epoch. */
  readonly start: number | null;
  readonly seed: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsPlace: Place;
  /** Names of invariants that are off, with the reason. */
  readonly waive: Readonly<Record<string, string>>;
  readonly waivePlace: Place;
  readonly given: readonly Step[];
  readonly steps: readonly Step[];
  /** The row of `examples` that it plays. */
  readonly example: Readonly<Record<string, unknown>> | null;
};

const stepList = z
  .array(z.unknown())
  .meta({ write: 'Write a list of steps: lines that begin with "- ", such as - advance: 4d.' })
  .nullish();

/** The keys of a scenario file. Steps are read one by one, after the examples were filled in. */
export const storyForm = z.strictObject({
  backlot: z.preprocess((value) => value, z.literal(1)).meta({ write: 'Write `backlot: 1`: this is version 1 of the language.' }),
  scenario: text.meta({ write: 'Write `scenario: …`, one sentence that says what is promised.' }),
  about: text.nullish(),
  tags: z.array(text).nullish(),
  rules: z.array(text).nullish(),
  clock: z
    .string()
    .refine((value) => parseInstant(value) !== null, { error: 'is not an instant' })
    .meta({ write: 'Write an instant such as 2026-03-02T09:00:00Z.' })
    .nullish(),
  seed: count.nullish(),
  settings: z
    .record(z.string(), z.unknown())
    .meta({ write: 'Write each key with its page: { engagement.autoCreateProspects: true }.' })
    .nullish(),
  use: z.array(text).nullish(),
  examples: z
    .array(z.record(z.string(), z.unknown()).meta({ write: 'Write a row as a map: { match: true, prospects: 1 }.' }))
    .min(1)
    .meta({ write: 'Write a list of rows: - { match: true, prospects: 1 }.' })
    .nullish(),
  waive: z
    .record(z.string(), z.union([text, flag]).meta({ write: 'Write why it is off.' }))
    .meta({ write: 'Write the invariant and why it is off: { no-duplicate-customer: two are wanted here }.' })
    .nullish(),
  given: stepList,
  steps: stepList,
});

/** The keys of a fixture: a piece of stage that several scenarios share. It may have a title, and tells no story. */
export const fixtureForm = z.strictObject({
  backlot: z.literal(1).optional(),
  scenario: text.nullish(),
  about: text.nullish(),
  given: stepList,
});
