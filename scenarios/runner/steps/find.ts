import { z } from 'zod';
import { isLike } from '../checks/records.js';
import { fields, name, newName, typeName } from '../language/pieces.js';
import { show } from '../language/show.js';
import { verb } from '../language/verb.js';
import { scanExpected } from '../lint/fields.js';
import { StepFailure } from '../stage/step-failure.js';
import { unitOfRow } from '../stage/units.js';

const form = z
  .record(
    typeName,
    z
      .strictObject({ as: newName, bu: name.optional(), where: fields.optional() })
      .meta({ write: 'Write { as: p, where: { email: jane@example.com } }.' }),
  )
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
  scan: (given, sight) => {
    for (const [written, { as, where = {} }] of Object.entries(given)) {
      const place = sight.place.sub(written);
      const type = sight.type(written, place);
      scanExpected(where, type, sight, place.sub('where'));
      sight.declare(as, { kind: 'record', system: type?.system ?? null, object: type?.info.name ?? null }, place.sub('as'));
    }
  },
  act: (given, scene) => {
    for (const [written, { as, bu, where = {} }] of Object.entries(given)) {
      const place = scene.place.sub(written);
      const type = scene.type(written, place);
      const wanted = bu === undefined ? undefined : scene.unit(bu, place.sub('bu'));
      const rows = type.people.list(type.info.name).filter((row) => wanted === undefined || unitOfRow(row, scene) === wanted);
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
