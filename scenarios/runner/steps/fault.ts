import { z } from 'zod';
import { type FaultAction, type FaultTarget, parseFaultTarget } from '../../../simulator/kernel/faults.js';
import { editDistance, nearest } from '../../../simulator/yaml/nearest.js';
import { count, duration, flag, newName, text } from '../language/pieces.js';
import { parseDuration } from '../language/time.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';

const FUNCTIONS = [
  'create',
  'update',
  'delete',
  'read',
  'readByName',
  'readByQuery',
  'readMore',
  'query',
  'lookup',
  'inspect',
  'getAPISession',
];
const WORDS = ['lose-response', 'refuse', 'expire-session', 'duplicate'] as const;

const TARGET =
  'Write a system ("intacct"), a method and a path ("salesforce POST /composite/sobjects"), or for Intacct a function and object ("intacct update CUSTOMER").';
const target = text
  .refine((value) => typeof parseFaultTarget(value) !== 'string', { error: 'is not something that calls can be told by' })
  .meta({ write: TARGET });

const action = z
  .union([
    z.enum(WORDS),
    z.strictObject({
      status: count
        .refine((status) => status >= 400 && status <= 599, { error: 'is not a status of a failure' })
        .meta({ write: 'Write a status from 400 to 599.' }),
    }),
    z.strictObject({ error: text }),
    z.strictObject({ delay: duration }),
  ])
  .meta({ write: `Write one of ${WORDS.join(', ')}, { status: 503 }, { error: UNABLE_TO_LOCK_ROW } or { delay: 5s }.` });

/** Arms a fault on matching calls of the sync core. */
export const fault = verb({
  name: 'fault',
  about: 'Arms a fault on matching calls of the sync core; one that never fires fails the scenario unless it is optional.',
  form: z.strictObject({
    on: z.union([target, z.array(target).min(1)]).meta({ write: TARGET }),
    do: action,
    times: z
      .union([count.refine((n) => n > 0, { error: 'is not 1 or more' }), z.literal('always')])
      .meta({ write: 'Write a number from 1, or always.' })
      .optional(),
    as: newName.optional(),
    optional: flag.optional(),
  }),
  text: (form) => `arms a fault on ${[form.on].flat().join(' or ')}: ${actionText(form.do)}${timesText(form.times)}`,
  isCheck: true,
  scan: ({ as, on }, sight) => {
    if (as !== undefined) sight.declare(as, { kind: 'fault' }, sight.place.sub('as'));
    for (const each of [on].flat()) scanSubject(parseFaultTarget(each) as FaultTarget, sight);
  },
  act: (form, scene) => {
    const { faults } = scene.stage.world;
    const plan = {
      on: [form.on].flat().map((each) => parseFaultTarget(each) as FaultTarget),
      action: actionOf(form.do),
      times: form.times === 'always' ? Number.POSITIVE_INFINITY : (form.times ?? 1),
      from: 'sync',
    } as const;
    const { id } = faults.arm(plan);
    const isOptional = form.optional === true;
    scene.stage.plannedFaults.push({ id, isOptional, place: scene.place, text: [form.on].flat().join(' or ') });
    if (form.as !== undefined) scene.names.declare(form.as, { kind: 'fault', fault: id, isOptional }, scene.place.sub('as'));
  },
});

/** An Intacct function and object that look misspelt would never meet a call. */
function scanSubject(on: FaultTarget, sight: Sight): void {
  if (!('subject' in on) || on.subject === undefined) return;
  const [named = '', object] = on.subject.split(' ');
  const place = sight.place.sub('on');
  const close = nearest(named, FUNCTIONS);
  if (!FUNCTIONS.includes(named) && close !== null)
    sight.tell(place.problem(`"${named}" is no function of Intacct`, `Did you mean "${close}"?`));
  const objects = sight.told.catalogue.typeNames('intacct').map((each) => each.slice('intacct.'.length));
  const type = object === undefined || objects.includes(object.toUpperCase()) ? null : nearest(object, objects);
  if (object !== undefined && type !== null && editDistance(object.toUpperCase(), type) <= 2)
    sight.tell(place.problem(`Intacct has no object "${object}"`, `Did you mean "${type}"?`));
}

type Action = z.infer<typeof action>;

function actionOf(form: Action): FaultAction {
  if (typeof form === 'string') return { kind: form };
  if ('status' in form) return { kind: 'status', status: form.status };
  if ('error' in form) return { kind: 'error', code: form.error };
  return { kind: 'delay', ms: parseDuration(form.delay)! };
}

function actionText(form: Action): string {
  if (typeof form === 'string') return form;
  return Object.entries(form)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

function timesText(times: number | 'always' | undefined): string {
  if (times === 'always') return ', always';
  return times === undefined || times === 1 ? '' : `, ${times} times`;
}
