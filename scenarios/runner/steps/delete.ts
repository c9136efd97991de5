import { names } from '../language/pieces.js';
import type { Place } from '../language/place.js';
import { verb } from '../language/verb.js';
import type { Scene } from '../stage/scene.js';

/** A person deletes records: to the recycle bin in Salesforce and Account Engagement, for good in Intacct. */
export const deleteRecords = verb({
  name: 'delete',
  about: 'In Salesforce and Account Engagement to the recycle bin; in Intacct for good.',
  form: names,
  text: (form) => `deletes ${list(form).join(', ')}`,
  act: (form, scene) => {
    for (const [name, place] of places(form, scene)) {
      const { system, object, id } = scene.record(name, place);
      scene.act(() => scene.stage.people(system).delete(object, id, scene.actor(system)));
    }
  },
});

/** A person takes records back out of the recycle bin. */
export const undelete = verb({
  name: 'undelete',
  about: 'Back out of the recycle bin of Salesforce or Account Engagement.',
  form: names,
  text: (form) => `undeletes ${list(form).join(', ')}`,
  act: (form, scene) => {
    for (const [name, place] of places(form, scene)) {
      const { system, object, id } = scene.record(name, place);
      if (system === 'intacct') throw place.problem('Intacct has no recycle bin', 'Create the record again.');
      scene.act(() => scene.stage.people(system).undelete(object, id, scene.actor(system)));
    }
  },
});

/** One name or several, as a list. */
export function list(form: string | readonly string[]): readonly string[] {
  return typeof form === 'string' ? [form] : form;
}

/** One name or several, each with its place; `below` is where the form stands within the step. */
export function places(form: string | readonly string[], scene: Scene, ...below: (string | number)[]): [string, Place][] {
  const at = scene.place.sub(...below);
  return typeof form === 'string' ? [[form, at]] : form.map((name, index) => [name, at.sub(index)]);
}
