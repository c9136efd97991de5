import { z } from 'zod';
import { nearest } from '../../../simulator/yaml/nearest.js';
import { asText } from '../../../simulator/yaml/written.js';
import { pick } from '../checks/pick.js';
import { fields, name, names } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';
import { fieldValue } from '../stage/fields.js';
import { fieldOf } from '../stage/scene.js';
import { list, places, scanNames } from './delete.js';

const MERGEABLE = { system: 'salesforce' as const, objects: ['Account', 'Contact', 'Lead'] };

/** Salesforce merges up to three records at a time, and none into itself. Source: SOAP API, "merge()". */
function scanLosers(into: string, from: string | readonly string[], sight: Sight): void {
  for (const [index, [each, place]] of places(from, sight, 'from').entries()) {
    if (each === into) sight.tell(place.problem(`"${each}" cannot be merged into itself`, 'Name the records that are to go into it.'));
    if (index === 2) sight.tell(place.problem('a merge takes two losers at most', 'Merge again, in a step of its own.'));
  }
}

/** A person merges accounts, contacts or leads in Salesforce. People act on state; only software uses the API. */
export const merge = verb({
  name: 'merge',
  about: 'Salesforce merge of accounts, contacts or leads; `keep` takes field values from losers.',
  form: z.strictObject({ into: name, from: names, keep: fields.optional() }),
  text: ({ into, from, keep }) =>
    `merges ${list(from).join(' and ')} into ${into}${
      keep === undefined
        ? ''
        : `, keeping ${Object.entries(keep)
            .map(([field, of]) => `${field} of ${String(asText(of))}`)
            .join(', ')}`
    }`,
  scan: ({ into, from, keep = {} }, sight) => {
    const master = sight.record(into, sight.place.sub('into'), MERGEABLE);
    const wanted = master === null ? MERGEABLE : { system: 'salesforce' as const, objects: [master.info.name] };
    scanNames(from, sight, wanted, 'from');
    if (!sight.isRefused) scanLosers(into, from, sight);
    for (const [field, value] of Object.entries(keep)) {
      const place = sight.place.sub('keep', field);
      if (master !== null && !sight.isRefused) sight.field(master, field, place);
      const isLoser = typeof value === 'string' && !list(from).includes(value) && value !== into;
      if (isLoser && /^[a-z_]\w*$/.test(value) && nearest(value, list(from)) !== null) sight.named(value, place);
      else sight.references(value, place);
    }
  },
  act: ({ into, from, keep = {} }, scene) => {
    const master = scene.recordOf(into, 'salesforce', MERGEABLE.objects, scene.place.sub('into'));
    const losers = places(from, scene, 'from').map(([each, place]) => scene.recordOf(each, 'salesforce', [master.object], place));
    const type = scene.type(`salesforce.${master.object}`, scene.place);
    const kept = Object.fromEntries(
      Object.entries(keep).map(([field, value]) => {
        const place = scene.place.sub('keep', field);
        const of = typeof value === 'string' ? scene.names.record(value) : null;
        const info = fieldOf(type.info, field);
        return [info?.name ?? field, of === null ? fieldValue(value, info, type, scene, place) : (pick(scene.read(of), field) ?? null)];
      }),
    );
    const { people } = scene.stage.simulator.salesforce;
    scene.act(() =>
      people.merge(
        { type: master.object, master: master.id, losers: losers.map((loser) => loser.id), keep: kept },
        scene.actor('salesforce'),
      ),
    );
  },
});
