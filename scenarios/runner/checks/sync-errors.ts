import { z } from 'zod';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { asText, isMap } from '../../../simulator/yaml/written.js';
import type { Flow, RecordRef } from '../../../src/model/record.js';
import { matcher } from '../language/pieces.js';
import { show } from '../language/show.js';
import { scanCount, scanMatcher } from '../lint/fields.js';
import { FLOWS } from '../stage/core-host.js';
import { isSame } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';
import { check } from './check.js';
import { isMatcher, MATCHERS, matches } from './match.js';
import { nameFor } from './records.js';

const where = z.strictObject({ record: matcher.optional(), text: matcher.optional(), flow: matcher.optional() });
const form = z
  .union([z.strictObject({ count: matcher.optional(), where: where.optional() }), matcher])
  .meta({ write: 'Write { count: 1, where: { record: jane, text: { contains: REQUIRED_FIELD_MISSING } } }.' });

type Filter = z.infer<typeof where>;

/** Errors that people can see in the vendor's own place. */
export const syncErrors = check({
  name: 'sync-errors',
  about: 'Sync errors that are shown to people now.',
  form,
  scan: (given, sight, place) => {
    if (!isMap(given)) return scanCount(given, sight, place);
    const beside = Object.keys(given).find((key) => !['count', 'where', ...MATCHERS].includes(key));
    if (beside !== undefined) {
      sight.tell(place.sub(beside).keyProblem(`unknown key "${beside}"`, `Conditions stand under "where": { where: { ${beside}: … } }.`));
    }
    if ('count' in given) scanCount(given['count'], sight, place.sub('count'));
    const filter = isMap(given['where']) ? given['where'] : {};
    const at = place.sub('where');
    const known = Object.keys(where.shape);
    const extra = Object.keys(filter).find((key) => !known.includes(key));
    if (extra !== undefined) sight.tell(at.sub(extra).keyProblem(`unknown key "${extra}"`, suggestion(extra, known)));
    if (typeof filter['record'] === 'string') sight.nameOrId(filter['record'], at.sub('record'));
    const { flow } = filter;
    if (typeof flow === 'string' && !flow.startsWith('$') && !FLOWS.some((each) => each === flow)) {
      sight.tell(at.sub('flow').problem(`"${flow}" is no flow`, suggestion(flow, FLOWS)));
    }
    if (filter['text'] !== undefined) scanMatcher(filter['text'], sight, at.sub('text'), 'text');
  },
  evaluate: (given, scene, place) => {
    const read = z.strictObject({ count: matcher.optional(), where: where.optional() }).safeParse(given);
    if (!read.success && !isCount(given))
      throw place.problem(`${show(given)} does not fit here`, 'Write { count: 1, where: { record: jane } }.');
    const filter: Filter = read.success ? (read.data.where ?? {}) : {};
    const count = read.success ? (read.data.count ?? { atLeast: 1 }) : given;
    const all = shownErrors(scene);
    const found = all.filter((error) => isWanted(error, filter, scene, place.sub('where')));
    if (matches(count, found.length, scene.matching(place, 'number'))) return [];
    const condition = Object.keys(filter).length === 0 ? '' : ` where ${show(filter)}`;
    const shown = all.map((error) => `${nameFor(error.record, scene)}: ${error.text}`).join('; ');
    const about = all.map((error) => error.record);
    return [
      {
        place,
        expected: `${show(count)} sync errors${condition}`,
        actual: `${found.length}${shown === '' ? '' : ` (all: ${shown})`}`,
        about,
      },
    ];
  },
});

type Shown = { readonly flow: Flow; readonly record: RecordRef; readonly text: string };

/** Where the Intacct package shows what went wrong with a record. */
const ERRORS_FIELD = 'ia_crm__Intacct_Sync_Errors__c';

/** What people see: the connector's Sync Errors page of every business unit, and the package's field on records of Salesforce. */
export function shownErrors(scene: Scene): readonly Shown[] {
  const { salesforce, engagement } = scene.stage.simulator;
  const onPage = engagement.people.list('SyncError').map(({ prospectId, text }) => ({
    flow: 'engagement' as const,
    record: { system: 'engagement' as const, object: 'Prospect', id: String(prospectId) },
    text: String(text),
  }));
  const withField = salesforce.people.types().filter(({ fields }) => fields.some(({ name }) => name === ERRORS_FIELD));
  const inFields = withField.flatMap(({ name }) =>
    salesforce.people.list(name).flatMap((row) => {
      const text = row[ERRORS_FIELD];
      if (typeof text !== 'string' || text === '') return [];
      return [{ flow: 'intacct' as const, record: { system: 'salesforce' as const, object: name, id: String(row['Id']) }, text }];
    }),
  );
  return [...onPage, ...inFields];
}

function isCount(given: unknown): boolean {
  return given === null || typeof given === 'number' || typeof given === 'string' || isMatcher(given);
}

function isWanted(error: Shown, filter: Filter, scene: Scene, place: Place): boolean {
  const context = scene.matching(place);
  if (filter.text !== undefined && !matches(filter.text, error.text, context)) return false;
  if (filter.flow !== undefined && !matches(filter.flow, error.flow, context)) return false;
  if (filter.record === undefined) return true;
  const name = asText(filter.record);
  const ref = typeof name === 'string' ? scene.names.record(name.replace(/^\$/, '')) : null;
  if (ref === null) return matches(filter.record, error.record.id, context);
  if (isSame(ref, error.record)) return true;
  // People see the error on either side of a link.
  return scene.stage.host.core
    .links()
    .some(
      (link) =>
        (isSame(link.salesforce, ref) && isSame(link.other, error.record)) ||
        (isSame(link.other, ref) && isSame(link.salesforce, error.record)),
    );
}
