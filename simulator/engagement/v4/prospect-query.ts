import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import { hasOwner, liveUser } from '../state/assignment.js';
import { GRADES } from '../state/grading.js';
import { membershipOf } from '../state/lists.js';
import { type Engagement, liveInUnit } from '../state.js';
import type { Stored } from '../v5/object.js';
import { PROSPECTS } from '../v5/objects/prospects.js';
import type { Content, OlderCall } from './call.js';
import {
  COMMON_CRITERIA,
  type Criteria,
  cutPage,
  flag,
  instantCriteria,
  numberCriteria,
  readCut,
  readDeleted,
  readTests,
  type Test,
} from './criteria.js';
import { readNumber } from './params.js';
import { prospectTree } from './prospect-tree.js';
import { readTime } from './times.js';

const prospect = (row: Stored): Prospect => row as unknown as Prospect;

/** Source: pardot/api-docs, "Prospects: Supported Search Criteria"; comparisons are strict. */
const CRITERIA: Criteria = {
  ...COMMON_CRITERIA,
  ...instantCriteria('last_activity', 'lastActivityAt'),
  ...numberCriteria('score', 'score', 29),
  ...gradeCriteria(),
  score_equal_to: (value) => {
    if (!/^-?\d{1,9}$/.test(value)) throw refusal(29);
    return (row) => row['score'] === Number(value);
  },
  last_activity_never: flag(50, (row) => row['lastActivityAt'] === null),
  assigned: flag(26, (row) => hasOwner(prospect(row))),
  assigned_to_user: (value, engagement, unit) => {
    const email = value.trim().toLowerCase();
    const user = /^\d+$/.test(email)
      ? liveUser(engagement, unit, Number(email))
      : engagement.tables.users.filter((each) => each.unit === unit && !each.isDeleted && each.email.toLowerCase() === email)[0];
    if (user === undefined) throw refusal(11, value.slice(0, 80));
    return (row) => row['assignedToId'] === user.id;
  },
  is_starred: flag(25, (row) => row['isStarred'] === true),
  is_reviewed: flag(50, (row) => row['isReviewed'] === true),
  // Assumed: a new prospect is one that nobody has reviewed yet.
  new: flag(28, (row) => row['isReviewed'] !== true),
  list_id: (value, engagement, unit) => {
    const list = readNumber(value, 55);
    if (liveInUnit(engagement.tables.lists, unit, list) === undefined) throw refusal(55, value);
    return (row) => membershipOf(engagement, list, row.id) !== undefined;
  },
  campaign_id: (value) => {
    const campaign = readNumber(value, 38);
    return (row) => row['campaignId'] === campaign;
  },
};

const SORTED = new Map([
  ['id', 'id'],
  ['created_at', 'createdAt'],
  ['updated_at', 'updatedAt'],
  ['last_activity_at', 'lastActivityAt'],
]);

/** `prospect/do/query`. Source: pardot/api-docs, "Prospects". */
export function queryProspects(call: OlderCall): Content {
  const { state, unit, asked } = call;
  const tests = readTests(state, unit.key, CRITERIA, asked);
  const cut = readCut(asked, SORTED);
  const deleted = readDeleted(asked);
  const sees = seenProspects(call);
  const found = candidates(state, unit.key, call).filter(
    (row) => sees(row) && (deleted === 'all' || row.isDeleted === (deleted === 'true')) && tests.every((test: Test) => test(row)),
  );
  const shape = shapeOf(call);
  const page = cutPage(found, cut).map((row) => prospectTree(state, prospect(row), shape));
  return { result: resultTree(call, 'prospect', found.length, page) };
}

/** Whom a caller sees. Source: Account Engagement API, "Prospect": the ability *View prospects not assigned to self*. */
export function seenProspects({ state, unit, by }: OlderCall): (row: Pick<Prospect, 'id'>) => boolean {
  const seen = PROSPECTS.seenBy?.(state, unit.key, by) ?? null;
  return (row) => seen === null || seen(row as Stored);
}

/**
 * The result of a query.
 * Source: pardot/api-docs, "Querying": one hit is an object, none leaves the key out; `output=bulk` has no total.
 */
export function resultTree<T>(call: OlderCall, name: string, total: number, rows: readonly T[]): { [name: string]: never } {
  const found = rows.length === 0 ? {} : { [name]: rows.length === 1 ? rows[0] : rows };
  return { ...(call.output === 'bulk' ? {} : { total_results: total }), ...found } as { [name: string]: never };
}

/** How much of a prospect a call wants to see. */
export function shapeOf(call: OlderCall): Parameters<typeof prospectTree>[2] {
  const fields = call.asked.all.get('fields');
  const isLimited = ['true', '1'].includes(call.asked.all.get('limit_related_records')?.toLowerCase() ?? '');
  return {
    output: call.output,
    version: call.version,
    fields: fields === undefined ? null : new Set(fields.split(',').map((name) => name.trim())),
    // Assumed: five of each, when the caller limits related records.
    relatedMax: isLimited ? 5 : Number.POSITIVE_INFINITY,
  };
}

/** Prospects of the unit in order of their ids; those written since an instant through the index. */
function candidates(state: Engagement, unit: string, { asked }: OlderCall): Stored[] {
  const after = asked.all.get('updated_after');
  const { prospects } = state.tables;
  if (after === undefined) return prospects.filter((row) => row.unit === unit) as unknown as Stored[];
  const rows = prospects.stamped(readTime(after, state.now())).filter((row) => row.unit === unit);
  return rows.sort((a, b) => a.id - b.id) as unknown as Stored[];
}

function gradeCriteria(): Criteria {
  const compared = (isWanted: (held: number, wanted: number) => boolean) => (value: string) => {
    const wanted = GRADES.indexOf(value.trim().toUpperCase() as (typeof GRADES)[number]);
    if (wanted < 0) throw refusal(32, value.slice(0, 10));
    return (row: Stored) => row['grade'] !== null && isWanted(GRADES.indexOf(prospect(row).grade as (typeof GRADES)[number]), wanted);
  };
  return {
    grade_equal_to: compared((held, wanted) => held === wanted),
    grade_greater_than: compared((held, wanted) => held > wanted),
    grade_less_than: compared((held, wanted) => held < wanted),
  };
}
