import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import type { Profile, ProfileCriterion, ProfileMark, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readValue } from '../values.js';
import { DEFAULT_PROFILE, gradeOf } from './grading.js';
import { writeProspect } from './write-prospect.js';

/** The profile of prospects that have no other: the oldest of the unit. Source: help.pardot.com 2128179: "Default". */
export function defaultProfile(engagement: Engagement, unit: string): Profile {
  for (const profile of engagement.tables.profiles.rows()) if (profile.unit === unit && !profile.isDeleted) return profile;
  throw refusal(39);
}

export function profileOfProspect(engagement: Engagement, prospect: Prospect): Profile {
  return liveInUnit(engagement.tables.profiles, prospect.unit, prospect.profileId) ?? defaultProfile(engagement, prospect.unit);
}

/** The live profile of a unit. Refuses: 39. */
export function profileOf(engagement: Engagement, unit: string, id: unknown): Profile {
  const profile = liveInUnit(engagement.tables.profiles, unit, Number(id));
  if (profile === undefined) throw refusal(39, valueText(id).slice(0, 40));
  return profile;
}

/** Whether some profile of a unit has a criterion. */
export function isCriterion(engagement: Engagement, unit: string, name: string): boolean {
  return profilesOf(engagement, unit).some(({ criteria }) => criteria.some((each) => each.name === name));
}

/** The criterion of a unit with a number. */
export function criterionNumbered(engagement: Engagement, unit: string, id: number): ProfileCriterion | undefined {
  return profilesOf(engagement, unit)
    .flatMap(({ criteria }) => criteria)
    .find((each) => each.id === id);
}

/**
 * Judges one criterion of the prospect's profile; the grade follows.
 * Refuses: code 154 for a criterion that no profile has. Assumed: what was judged under another profile is kept, and counts again under it.
 */
export function markProfile(engagement: Engagement, prospect: Prospect, criterion: string, mark: ProfileMark, by: number | null): Prospect {
  if (!isCriterion(engagement, prospect.unit, criterion)) throw refusal(154, `profile criterion ${criterion}`);
  return graded(engagement, prospect, { profileMarks: { ...prospect.profileMarks, [criterion]: mark } }, by);
}

/** Gives a prospect another profile; its grade is that of the new one's criteria. */
export function setProfile(engagement: Engagement, prospect: Prospect, id: number, by: number | null): Prospect {
  return graded(engagement, prospect, { profileId: profileOf(engagement, prospect.unit, id).id }, by);
}

/** Makes a profile. Without criteria it has those of the default. */
export function makeProfile(engagement: Engagement, unit: string, raw: Readonly<Record<string, unknown>>, by: number | null): Profile {
  const values = readProfile(engagement, raw);
  const criteria = values.criteria ?? [...DEFAULT_PROFILE].map(([name, thirds]) => numbered(engagement, name, thirds));
  return engagement.tables.profiles.put({ ...engagement.audit('Profile', unit, by), name: 'Default', ...values, criteria });
}

/** Changes a profile; whoever has it is graded anew. */
export function editProfile(engagement: Engagement, profile: Profile, raw: Readonly<Record<string, unknown>>, by: number | null): Profile {
  const known = new Map(profile.criteria.map((each) => [each.name, each.id]));
  const { criteria, ...values } = readProfile(engagement, raw);
  const kept = criteria?.map((each) => ({ ...each, id: known.get(each.name) ?? each.id }));
  const stamps = { updatedAt: engagement.second(), updatedById: by };
  const saved = engagement.tables.profiles.put({ ...profile, ...values, ...(kept === undefined ? {} : { criteria: kept }), ...stamps });
  for (const prospect of engagement.tables.prospects.rows()) {
    if (prospect.unit === profile.unit && !prospect.isDeleted && profileOfProspect(engagement, prospect).id === profile.id) {
      graded(engagement, prospect, {}, by);
    }
  }
  return saved;
}

function graded(engagement: Engagement, prospect: Prospect, patch: Partial<Prospect>, by: number | null): Prospect {
  const { criteria } = profileOfProspect(engagement, { ...prospect, ...patch });
  const worth = new Map(criteria.map(({ name, thirds }) => [name, thirds]));
  const grade = gradeOf(patch.profileMarks ?? prospect.profileMarks, worth);
  return writeProspect(engagement, prospect, { ...patch, grade }, { by, triggersSync: grade !== prospect.grade });
}

function profilesOf(engagement: Engagement, unit: string): Profile[] {
  return engagement.tables.profiles.filter((profile) => profile.unit === unit && !profile.isDeleted);
}

/** `{ name, criteria: { Industry: 2/3 of a letter as 2 } }`: thirds of a letter, one to three. Source: help.pardot.com 2128179. */
function readProfile(engagement: Engagement, raw: Readonly<Record<string, unknown>>): Partial<Profile> {
  const { name, criteria, ...rest } = raw;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  const title = readValue('text', 'name', name) as string | null;
  return {
    ...(title === null ? {} : { name: title }),
    ...(criteria === undefined ? {} : { criteria: readCriteria(engagement, criteria) }),
  };
}

function readCriteria(engagement: Engagement, raw: unknown): readonly ProfileCriterion[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw refusal(154, 'criteria are a map of names to thirds of a letter');
  return Object.entries(raw).map(([name, thirds]) => {
    if (thirds !== 1 && thirds !== 2 && thirds !== 3) throw refusal(154, `${name}: 1, 2 or 3 thirds of a letter`);
    return numbered(engagement, name, thirds);
  });
}

function numbered(engagement: Engagement, name: string, thirds: number): ProfileCriterion {
  return { id: engagement.nextId('ProfileCriterion'), name, thirds };
}
