import { z } from 'zod';
import type { Place } from '../../../simulator/yaml/place.js';
import type { FileProblem } from '../../../simulator/yaml/problem.js';
import { isMap } from '../../../simulator/yaml/written.js';
import type { Link, RecordRef } from '../../../src/model/record.js';
import { matcher, name } from '../language/pieces.js';
import { show } from '../language/show.js';
import { isSame, sameId } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';
import { check, type Miss } from './check.js';
import { isMatcher, matches } from './match.js';

const SIDE = /^(?:(salesforce|intacct)|engagement(?:@([\w-]+))?)$/;

/** Which records the sync holds to be the same. */
export const link = check({
  name: 'link',
  about: 'The record that the sync holds to be the same on the other side: its id, its name, `none`, or one for each system.',
  form: z.record(name, matcher).meta({ write: 'Write { acme: C00001 }, { jane: none } or { jane: { engagement: p, intacct: c } }.' }),
  scan: (form, sight, place) => {
    for (const [each, wanted] of Object.entries(form)) {
      const at = place.sub(each);
      sight.record(each, at, undefined, true);
      sight.references(wanted, at);
      if (!isMap(wanted) || isMatcher(wanted)) continue;
      for (const side of Object.keys(wanted)) {
        const [match, , unit] = SIDE.exec(side) ?? [];
        if (match === undefined) sight.tell(notASide(side, at.sub(side)));
        else if (unit !== undefined) sight.unit(unit, at.sub(side));
      }
    }
  },
  evaluate: (form, scene, place) => Object.entries(form).flatMap(([each, wanted]) => checkOne(each, wanted, scene, place.sub(each))),
});

function checkOne(written: string, wanted: unknown, scene: Scene, place: Place): readonly Miss[] {
  const ref = scene.record(written, place);
  const others = othersOf(ref, scene.stage.host.core.links());
  if (!isMap(wanted) || isMatcher(wanted)) return miss(written, ref, '', wanted, others, scene, place);
  return Object.entries(wanted).flatMap(([side, value]) => {
    const at = place.sub(side);
    const [, system = 'engagement', unitName] = SIDE.exec(side) ?? [null, ''];
    if (system === '') throw notASide(side, at);
    const unit = system === 'engagement' ? scene.unit(unitName ?? 'main', at) : undefined;
    const found = others.filter(
      (other) => other.system === system && (unit === undefined || other.unit === undefined || other.unit === unit),
    );
    return miss(written, ref, ` in ${side}`, value, found, scene, at);
  });
}

function notASide(side: string, place: Place): FileProblem {
  return place.keyProblem(`"${side}" is no side of a link`, 'Write engagement, engagement@emea, intacct or salesforce.');
}

function miss(
  written: string,
  ref: RecordRef,
  side: string,
  wanted: unknown,
  others: readonly RecordRef[],
  scene: Scene,
  place: Place,
): Miss[] {
  const isNone = wanted === 'none' || wanted === null;
  const holds = isNone ? others.length === 0 : isLinked(wanted, others, scene, place);
  if (holds) return [];
  const actual = others.length === 0 ? 'no link' : others.map((other) => `${other.system}.${other.object} ${other.id}`).join(', ');
  return [
    {
      place,
      expected: isNone ? `${written} to have no link${side}` : `${written} to be linked to ${show(wanted)}${side}`,
      actual,
      about: [ref],
    },
  ];
}

function isLinked(wanted: unknown, others: readonly RecordRef[], scene: Scene, place: Place): boolean {
  if (typeof wanted === 'string') {
    const named = scene.names.record(wanted.replace(/^\$/, ''));
    if (named !== null) return others.some((other) => isSame(other, named) || sameId(other.id, named.id));
  }
  if (isMatcher(wanted) && 'not' in wanted) return !isLinked(wanted['not'], others, scene, place);
  return others.some((other) => matches(wanted, other.id, scene.matching(place, 'reference')));
}

/** The records on the other side of every link of a record. */
export function othersOf(ref: RecordRef, links: readonly Link[]): readonly RecordRef[] {
  return links.flatMap(({ salesforce, other }) => (isSame(salesforce, ref) ? [other] : isSame(other, ref) ? [salesforce] : []));
}
