import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import { addMember, listOf, membershipOf, removeMember } from '../state/lists.js';
import { criterionNumbered, markProfile } from '../state/profiles.js';
import { createProspect, editProspect } from '../state/prospects.js';
import type { Engagement } from '../state.js';
import { readFlag } from './criteria.js';
import { writtenName } from './prospect-fields.js';

/** What the parameters of a write ask for, in version 5's words. */
export type OlderInput = {
  readonly values: Readonly<Record<string, unknown>>;
  /** Lists to put the prospect on (true) or take it off (false). */
  readonly lists: ReadonlyMap<number, boolean>;
  readonly criteria: ReadonlyMap<string, 'match' | 'nomatch' | 'unknown'>;
  /** Parameters that name no field. */
  readonly ignored: readonly string[];
};

export type OlderWriter = { readonly engagement: Engagement; readonly unit: string; readonly by: number | null };

/**
 * Reads the parameters of a write.
 *
 * Source:  pardot/api-docs, "Prospects": fields by their names; `list_<id>`; `profile_criteria_<id>`; `<field>_0`, `<field>_1` for
 *          several values. Refuses: 18, 50, 55 and 125.
 * Assumed: a parameter that is no field that anybody writes is passed over, as the vendor does with names that it does not know;
 *          `ignored` has them, so that the call log can tell.
 */
export function readOlderInput({ engagement, unit }: OlderWriter, fields: readonly (readonly [string, unknown])[]): OlderInput {
  const values: Record<string, unknown> = {};
  const lists = new Map<number, boolean>();
  const criteria = new Map<string, 'match' | 'nomatch' | 'unknown'>();
  const ignored: string[] = [];
  for (const [name, value] of fields) {
    const list = /^list_(\d{1,15})$/.exec(name)?.[1];
    const criterion = /^profile_criteria_(\d{1,15})$/.exec(name)?.[1];
    if (list !== undefined) lists.set(knownList(engagement, unit, Number(list)), readFlag(String(value), 50));
    else if (criterion !== undefined) criteria.set(criterionName(engagement, unit, Number(criterion)), readMark(String(value)));
    else if (!addValue(engagement, unit, values, name, value)) ignored.push(name.slice(0, 80));
  }
  return { values, lists, criteria, ignored };
}

/** Makes a prospect as the input says. */
export function createOlder(writer: OlderWriter, input: OlderInput): Prospect {
  return settle(writer, createProspect(writer.engagement, writer.unit, input.values, { by: writer.by }), input);
}

/** Changes a prospect as the input says. */
export function editOlder(writer: OlderWriter, prospect: Prospect, input: OlderInput): Prospect {
  return settle(writer, editProspect(writer.engagement, prospect, input.values, { by: writer.by }), input);
}

function settle({ engagement, unit, by }: OlderWriter, prospect: Prospect, { lists, criteria }: OlderInput): Prospect {
  let settled = prospect;
  for (const [criterion, mark] of criteria) settled = markProfile(engagement, settled, criterion, mark, by);
  for (const [listId, isMember] of lists) {
    const membership = membershipOf(engagement, listId, prospect.id);
    if (isMember && membership === undefined) addMember(engagement, unit, { listId, prospectId: prospect.id }, by);
    if (!isMember && membership !== undefined) removeMember(engagement, membership, by);
  }
  return settled;
}

/** Adds a value under its version 5 name; false when no field takes it. */
function addValue(engagement: Engagement, unit: string, values: Record<string, unknown>, name: string, value: unknown): boolean {
  const field = writtenName(engagement, unit, name);
  if (field !== null) {
    values[field] = value;
    return true;
  }
  const several = writtenName(engagement, unit, name.replace(/(_\d{1,3}|\[\d*\])$/, ''));
  if (several === null || !several.endsWith('__c')) return false;
  values[several] = [...[values[several] ?? []].flat(), value].flat();
  return true;
}

function knownList(engagement: Engagement, unit: string, id: number): number {
  if (listOf(engagement, unit, id) === undefined) throw refusal(55, String(id));
  return id;
}

function criterionName(engagement: Engagement, unit: string, id: number): string {
  const criterion = criterionNumbered(engagement, unit, id);
  if (criterion === undefined) throw refusal(16, `profile_criteria_${id}`);
  return criterion.name;
}

function readMark(value: string): 'match' | 'nomatch' | 'unknown' {
  if (value !== 'match' && value !== 'nomatch' && value !== 'unknown') throw refusal(18, value.slice(0, 40));
  return value;
}
