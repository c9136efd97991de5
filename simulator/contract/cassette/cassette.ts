import { z } from 'zod';
import { BacklotError } from '../../kernel/errors.js';

/** What of a request and its reply is kept. Nothing that somebody did not name in a probe is in it. */
const exchange = z.strictObject({
  probe: z.string(),
  /** `given 1`, `steps 2`: which request of the probe. */
  step: z.string(),
  /** The request as the probe's file has it, placeholders and all. */
  request: z.string(),
  query: z.record(z.string(), z.string()),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  /** Plain data, as probes see it; null where there was none. */
  body: z.unknown(),
  /** Paths in the body where something else stands than the target said. */
  masked: z.array(z.string()),
});

const cassette = z.strictObject({
  cassette: z.literal(1),
  system: z.enum(['salesforce', 'engagement', 'intacct']),
  /** The API version that was asked. */
  version: z.string(),
  target: z.string(),
  recordedAt: z.iso.datetime(),
  /** The prefix of the run's records. */
  run: z.string(),
  exchanges: z.array(exchange),
});

export type Cassette = Readonly<z.infer<typeof cassette>>;
export type RecordedExchange = Readonly<z.infer<typeof exchange>>;

/** A file that is no cassette. */
export class CassetteError extends BacklotError {
  readonly code = 'NO_CASSETTE';
  constructor(file: string, reason: string) {
    super(`${file} is no cassette: ${reason}`, 'Cassettes are made by `backlot contract record`; do not edit them.');
  }
}

/** Reads a cassette. Throws `CassetteError`. */
export function readCassette(file: string, text: string): Cassette {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new CassetteError(file, (error as Error).message);
  }
  const checked = cassette.safeParse(read);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new CassetteError(file, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

/** A cassette as its file has it. */
export function cassetteText(tape: Cassette): string {
  return `${JSON.stringify(tape, null, 2)}\n`;
}
