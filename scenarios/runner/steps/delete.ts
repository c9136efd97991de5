import type { Place } from '../../../simulator/yaml/place.js';
import type { SystemName } from '../../../src/model/wire.js';
import { names } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';

const NO_BIN = 'Intacct has no recycle bin';

/** A person deletes records: to the recycle bin in Salesforce and Account Engagement, for good in Intacct. */
export const deleteRecords = verb({
  name: 'delete',
  about: 'In Salesforce and Account Engagement to the recycle bin; in Intacct for good.',
  form: names,
  text: (form) => `deletes ${list(form).join(', ')}`,
  scan: (form, sight) => scanNames(form, sight),
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
  scan: (form, sight) => {
    for (const [name, place] of places(form, sight)) {
      if (sight.record(name, place)?.system === 'intacct') sight.tell(place.problem(NO_BIN, 'Create the record again.'));
    }
  },
  act: (form, scene) => {
    for (const [name, place] of places(form, scene)) {
      const { system, object, id } = scene.record(name, place);
      if (system === 'intacct') throw place.problem(NO_BIN, 'Create the record again.');
      scene.act(() => scene.stage.people(system).undelete(object, id, scene.actor(system)));
    }
  },
});

/** One name or several, as a list. */
export function list(form: string | readonly string[]): readonly string[] {
  return typeof form === 'string' ? [form] : form;
}

/** One name or several, each with its place; `below` is where the form stands within the step. */
export function places(
  form: string | readonly string[],
  step: { readonly place: Place },
  ...below: (string | number)[]
): [string, Place][] {
  const at = step.place.sub(...below);
  return typeof form === 'string' ? [[form, at]] : form.map((name, index) => [name, at.sub(index)]);
}

/** Names of records that must have been told, of these types if any are given. */
export function scanNames(
  form: string | readonly string[],
  sight: Sight,
  wanted?: { system: SystemName; objects?: readonly string[] },
  ...below: (string | number)[]
): void {
  for (const [name, place] of places(form, sight, ...below)) sight.record(name, place, wanted);
}
