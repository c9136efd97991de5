import { z } from 'zod';
import { fields, name } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import { scanFields } from '../lint/fields.js';
import { fieldsFor } from '../stage/fields.js';

/** A person edits records. */
export const update = verb({
  name: 'update',
  about: 'A person edits the record; several names are allowed.',
  form: z.record(name, fields).meta({ write: 'Write { jane: { Title: CTO } }.' }),
  text: (form) =>
    `edits ${Object.entries(form)
      .map(([each, values]) => `${each} (${Object.keys(values).join(', ')})`)
      .join(', ')}`,
  scan: (form, sight) => {
    for (const [each, values] of Object.entries(form)) {
      const type = sight.record(each, sight.place.sub(each), undefined, true);
      if (type !== null) scanFields(values, type, sight, sight.place.sub(each));
    }
  },
  act: (form, scene) => {
    for (const [each, values] of Object.entries(form)) {
      const place = scene.place.sub(each);
      const ref = scene.record(each, place);
      const type = scene.type(`${ref.system}.${ref.object}`, place);
      const given = fieldsFor(values, type, scene, place);
      scene.act(() => type.people.update(ref.object, ref.id, given, scene.actor(ref.system)));
    }
  },
});
