import { z } from 'zod';
import type { Change } from '../../../simulator/kernel/change-log.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText } from '../../../simulator/yaml/written.js';
import { matcher, text } from '../language/pieces.js';
import { show } from '../language/show.js';
import { sameId } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';
import { refOf } from '../stage/sync-writes.js';
import { check, type Miss } from './check.js';
import { nameFor } from './records.js';

/** Nothing changed, by anybody. */
export const unchanged = check({
  name: 'unchanged',
  about: 'Nothing changed since a mark: all records of a type, or those that are named.',
  form: z
    .looseObject({ since: text.optional() })
    .catchall(matcher)
    .meta({ write: 'Write { intacct.CUSTOMER: all, since: before } or { jane: all }.' }),
  scan: (form, sight, place) => {
    sight.needMark(form.since, place.sub('since'));
    for (const key of Object.keys(form)) {
      if (key === 'since') continue;
      if (key.includes('.')) sight.type(key, place.sub(key));
      else sight.record(key, place.sub(key), undefined, true);
      for (const [index, each] of [form[key]].flat().entries()) {
        if (key.includes('.') && each !== 'all') sight.nameOrId(each, Array.isArray(form[key]) ? place.sub(key, index) : place.sub(key));
      }
    }
  },
  evaluate: (form, scene, place) => {
    const since = form.since === undefined ? scene.begin : scene.names.needMark(form.since, place.sub('since'));
    const changes = scene.stage.world.changes.since(since.changes);
    return Object.entries(form)
      .filter(([key]) => key !== 'since')
      .flatMap(([key, wanted]) => checkOne(key, wanted, changes, scene, place.sub(key)));
  },
});

function checkOne(key: string, wanted: unknown, changes: readonly Change[], scene: Scene, place: Place): readonly Miss[] {
  const isWanted = filterFor(key, wanted, scene, place);
  const found = changes.filter(isWanted);
  const first = found[0];
  if (first === undefined) return [];
  const fields = fieldsOf(first);
  const actual = `${nameFor(refOf(first), scene)}: ${first.operation}${fields === '' ? '' : ` (${fields})`} by ${first.cause.text}`;
  return [{ place, expected: `${key} ${show(wanted)} to be unchanged`, actual, about: [refOf(first)] }];
}

function filterFor(key: string, wanted: unknown, scene: Scene, place: Place): (change: Change) => boolean {
  if (!key.includes('.')) {
    const named = scene.names.record(key.replace(/^\$/, ''));
    if (named === null)
      throw place.keyProblem(
        `nothing is named "${key}"`,
        suggestion(
          key,
          [...scene.names.all()].map(([name]) => name),
        ),
      );
    return (change) => change.system === named.system && change.object === named.object && sameId(change.id, named.id);
  }
  const { system, info } = scene.type(key, place);
  const ofType = (change: Change): boolean => change.system === system && change.object === info.name;
  if (wanted === 'all' || wanted === null) return ofType;
  const ids = [wanted].flat().map((each) => {
    const written = String(asText(each));
    return scene.names.record(written.replace(/^\$/, ''))?.id ?? written;
  });
  return (change) => ofType(change) && ids.some((id) => sameId(change.id, id));
}

/** Names of the fields that a change gave other values. */
function fieldsOf({ before, after }: Change): string {
  if (before === null || after === null) return '';
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  return names.join(', ');
}
