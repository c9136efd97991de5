import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import { DEFAULT_PROFILE, markProfile } from '../state/grading.js';
import { addMember, listOf, membershipOf, removeMember } from '../state/lists.js';
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
};

export type OlderWriter = { readonly engagement: Engagement; readonly unit: string; readonly by: number | null };

/**
 * Reads the parameters of a write.
 *
 * Source:  pardot/api-docs, "Prospects": fields by their names; `list_<id>`; `profile_criteria_<id>`; `<field>_0`, `<field>_1` for
 *          several values. Refuses: 18, 50, 55, 125, and 51 for what is no field that anybody writes (assumed).
 */
export function readOlderInput({ engagement, unit }: OlderWriter, fields: readonly (readonly [string, unknown])[]): OlderInput {
  const values: Record<string, unknown> = {};
  const lists = new Map<number, boolean>();
  const criteria = new Map<string, 'match' | 'nomatch' | 'unknown'>();
  for (const [name, value] of fields) {
    const list = /^list_(\d{1,15})$/.exec(name)?.[1];
    const criterion = /^profile_criteria_(\d{1,3})$/.exec(name)?.[1];
    if (list !== undefined) lists.set(knownList(engagement, unit, Number(list)), readFlag(String(value), 50));
    else if (criterion !== undefined) criteria.set(criterionNumbered(Number(criterion)), readMark(String(value)));
    else addValue(engagement, unit, values, name, value);
  }
  return { values, lists, criteria };
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

function addValue(engagement: Engagement, unit: string, values: Record<string, unknown>, name: string, value: unknown): void {
  const field = writtenName(engagement, unit, name);
  if (field !== null) {
    values[field] = value;
    return;
  }
  const several = writtenName(engagement, unit, name.replace(/(_\d{1,3}|\[\])$/, ''));
  if (several === null || !several.endsWith('__c')) throw refusal(51, name.slice(0, 40));
  values[several] = [...[values[several] ?? []].flat(), value].flat();
}

function knownList(engagement: Engagement, unit: string, id: number): number {
  if (listOf(engagement, unit, id) === undefined) throw refusal(55, String(id));
  return id;
}

function criterionNumbered(number: number): string {
  const name = [...DEFAULT_PROFILE.keys()][number - 1];
  if (name === undefined) throw refusal(16, `profile_criteria_${number}`);
  return name;
}

function readMark(value: string): 'match' | 'nomatch' | 'unknown' {
  if (value !== 'match' && value !== 'nomatch' && value !== 'unknown') throw refusal(18, value.slice(0, 40));
  return value;
}
