import { z } from 'zod';
import { asText, isMap } from '../../yaml/written.js';

/** A key of the language; written so because promises have one of that name. */
export const THEN = 'then';

const hinted = (write: string) => ({ write, description: write });

const text = z.preprocess(asText, z.string()).meta(hinted('Write a text.'));

const map = z.custom<Record<string, unknown>>(isMap, { error: 'is not a map' }).meta(hinted('Write a map of names and values.'));

const name = z
  .preprocess(asText, z.string().regex(/^[A-Za-z_][\w-]*$/, 'is not a name'))
  .meta(hinted('Write a name of letters, digits, - and _ that begins with a letter.'));

/** What must hold of a reply. */
const expectForm = z.strictObject({
  status: z.int().min(100).max(599).meta(hinted('Write an HTTP status: 201. Without it, any that accepts.')).nullish(),
  headers: map.meta(hinted('Write headers by their names, each with a value or a matcher.')).nullish(),
  body: z
    .unknown()
    .optional()
    .meta(hinted('What the body must have: values, maps of what must be there, lists, or matchers such as { $is: id }.')),
  result: z.unknown().optional().meta(hinted('Of a gateway function: what its result must have.')),
  error: z
    .union([text, z.array(text)])
    .meta(hinted('Write the vendor’s error code, or a list of them.'))
    .nullish(),
});

/** One request, and what must hold of its reply. */
export const stepForm = z.strictObject({
  send: text.meta(hinted('Write METHOD and path: GET /services/data/v{version}/limits.')).optional(),
  function: z
    .union([text, z.array(text).min(1)])
    .meta(hinted('Write one gateway function as XML, or a list of them: <read><object>CUSTOMER</object>…</read>.'))
    .optional(),
  as: name.optional(),
  query: map.meta(hinted('Write parameters by their names; values are encoded.')).nullish(),
  headers: map.meta(hinted('Write headers by their names.')).nullish(),
  json: z.unknown().optional().meta(hinted('A body that goes out as JSON.')),
  form: map.meta(hinted('Write the fields of a form; they go out URL-encoded.')).optional(),
  xml: text.meta(hinted('Write the body as XML.')).optional(),
  text: text.meta(hinted('Write the body as text.')).optional(),
  session: z.literal('none').meta(hinted('Write `session: none` to send it without one.')).optional(),
  expect: expectForm.nullish(),
  until: z.unknown().optional().meta(hinted('What the body has to be like before it goes on: the request is sent again until it is.')),
  differs: z.array(text).meta(hinted('Write paths of the reply in which orgs differ rightly: [body.fields].')).nullish(),
});

const steps = z.array(z.unknown()).meta(hinted('Write a list of requests: lines that begin with "- send: …".'));

/** The keys of a probe. Its requests are read one by one. */
export const probeForm = z.strictObject({
  probe: text.meta(hinted('Write `probe: …`, one sentence that says what the vendor does.')),
  system: z.enum(['salesforce', 'engagement', 'intacct']).meta(hinted('Write salesforce, engagement or intacct.')),
  about: text.meta(hinted('Write why you rely on it.')).nullish(),
  relies: z
    .strictObject({ rules: z.array(text).nullish(), scenarios: z.array(text).nullish(), routes: z.array(text).nullish() })
    .meta(hinted('Write what rests on it: { rules: [IA-8], scenarios: […], routes: […] }.'))
    .nullish(),
  allow: name.meta(hinted('Write the name that --allow must give, since it is destructive or cannot be undone.')).optional(),
  surface: z.literal('backlot').meta(hinted('Write `surface: backlot` for a surface that only stand-ins have.')).optional(),
  needs: steps.nullish(),
  given: steps.nullish(),
  steps: steps.min(1),
  [THEN]: steps.nullish(),
  cleanup: steps.nullish(),
});

export type StepForm = z.infer<typeof stepForm>;
export type ProbeForm = z.infer<typeof probeForm>;
