import { z } from 'zod';

/** Parts that a run can have. */
const SHARDS_MAX = 100_000;

/** The rightmost column that a caret is drawn at. */
const COLUMN_MAX = 100_000;

const TEXTS = z.array(z.string());
const MAP = z.record(z.string(), z.unknown());
const AT = { at: z.string() };

const ENTRY = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('step'), ...AT, number: z.number(), text: z.string(), phase: z.enum(['given', 'steps']) }),
  z.looseObject({
    kind: z.literal('call'),
    ...AT,
    system: z.string(),
    method: z.string(),
    path: z.string(),
    query: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    status: z.number(),
    reply: z.string(),
  }),
  z.looseObject({
    kind: z.literal('change'),
    ...AT,
    system: z.string(),
    object: z.string(),
    id: z.string(),
    operation: z.string(),
    actor: z.string(),
    cause: z.string(),
    fields: z.record(z.string(), z.array(z.unknown())),
  }),
  z.looseObject({
    kind: z.literal('decision'),
    ...AT,
    flow: z.string(),
    outcome: z.string(),
    rules: TEXTS,
    reason: z.string(),
    text: z.string(),
    about: z.array(MAP),
    facts: MAP,
  }),
  z.looseObject({ kind: z.literal('crash'), ...AT, text: z.string() }),
  z.looseObject({ kind: z.literal('idle'), ...AT, until: z.string(), polls: z.number() }),
]);

const FAILURE = z.looseObject({
  spot: z.looseObject({ file: z.string(), line: z.number(), column: z.int().min(1).max(COLUMN_MAX), text: z.string() }).nullable(),
  step: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string(),
  changes: TEXTS,
  decisions: TEXTS,
  hint: z.string().nullable(),
  replay: z.string().nullable(),
  report: z.string(),
});

const SCENARIO = z.looseObject({
  file: z.string(),
  line: z.number(),
  title: z.string(),
  about: z.string().nullable(),
  tags: TEXTS,
  rules: TEXTS,
  example: MAP.nullable(),
  seed: z.number(),
  outcome: z.enum(['passed', 'failed', 'invalid', 'broken']),
  ms: z.number(),
  failure: FAILURE.nullable(),
  names: z.array(MAP),
  steps: z.array(MAP),
  trace: z.array(ENTRY),
});

const SHARD = z.object({ index: z.int().min(1), total: z.int().min(1).max(SHARDS_MAX) });

/** What reports read of a blob. What else stands in it is left as it is. */
export const BLOB = z.object({
  backlotBlob: z.literal(1),
  shard: SHARD.refine(({ index, total }) => index <= total).nullable(),
  entries: z.array(z.looseObject({ order: z.int().min(0), scenario: SCENARIO })),
});
