import { z } from 'zod';
import { count, flag, nothing } from '../language/pieces.js';
import { verb } from '../language/verb.js';

const NEXT_WRITE = 'next-write';
const when = z.enum(['before', 'after']);
const at = z
  .union([
    z.literal(NEXT_WRITE),
    z.literal('now'),
    z.strictObject({
      write: count.refine((n) => n > 0, { error: 'is not 1 or more' }).meta({ write: 'Write a whole number, 1 or more.' }),
      when: when.optional(),
    }),
  ])
  .meta({ write: 'Write next-write, or { write: 2, when: before }.' });

/** Kills the sync core; it starts again from its journal. */
export const crash = verb({
  name: 'crash',
  about: 'The sync core is killed (now, or at a write from now on) and starts again from its journal.',
  form: z
    .union([nothing, z.strictObject({ at: at.optional(), when: when.optional(), optional: flag.optional() })])
    .meta({ write: 'Write "crash:", { at: next-write } or { at: { write: 2, when: before } }.' }),
  text: (form) => {
    const place = form?.at;
    if (place === undefined || place === 'now') return 'kills the sync core';
    if (place === NEXT_WRITE) return `kills the sync core ${form?.when ?? 'after'} its next write`;
    return `kills the sync core ${place.when ?? form?.when ?? 'after'} write ${place.write} from now`;
  },
  isCheck: true,
  act: (form, scene) => {
    const { host } = scene.stage;
    const place = form?.at;
    if (place === undefined || place === 'now') return host.kill('the sync core was killed');
    const write = place === NEXT_WRITE ? 1 : place.write;
    const side = (place === NEXT_WRITE ? undefined : place.when) ?? form?.when ?? 'after';
    scene.stage.crashes.push({ plan: host.planCrash({ write, when: side }), isOptional: form?.optional === true, place: scene.place });
  },
});
