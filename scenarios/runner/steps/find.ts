import { z } from 'zod';
import { isLike } from '../checks/records.js';
import { fields, newName, typeName } from '../language/pieces.js';
import { show } from '../language/show.js';
import { verb } from '../language/verb.js';
import { StepFailure } from '../stage/step-failure.js';
import { unitOfRow } from '../stage/units.js';

const form = z
  .record(typeName, z.strictObject({ as: newName, where: fields.optional() }))
  .meta({ write: 'Write { engagement.Prospect: { as: p, where: { email: jane@example.com } } }.' });

/** Names a record that exists, such as one that the sync made. Exactly one must match. */
export const find = verb({
  name: 'find',
  about: 'Names an existing record; exactly one must match.',
  form,
  text: (given) =>
    `finds ${Object.entries(given)
      .map(([type, { as, where }]) => `${type} ${as}${where === undefined ? '' : ` where ${show(where)}`}`)
      .join(', ')}`,
  isCheck: true,
  act: (given, scene) => {
    for (const [written, { as, where = {} }] of Object.entries(given)) {
      const place = scene.place.sub(written);
      const type = scene.type(written, place);
      const rows = type.people.list(type.info.name);
      const found = rows.filter((row) => isLike(row, where, type, scene, place.sub('where')));
      const [row] = found;
      if (row === undefined || found.length > 1) {
        const expected = `exactly one live ${written} where ${show(where)}`;
        throw new StepFailure(expected, `${found.length} of ${rows.length} match`, [], place.value);
      }
      const unit = type.system === 'engagement' ? unitOfRow(row, scene) : undefined;
      const ref = {
        system: type.system,
        object: type.info.name,
        id: type.people.idOf(type.info.name, row),
        ...(unit === undefined ? {} : { unit }),
      };
      scene.names.declare(as, { kind: 'record', ref }, place.sub('as'));
    }
  },
});
