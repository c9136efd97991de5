import { refusal } from '../errors.js';
import type { ProfileMark, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { writeProspect } from './write-prospect.js';

/** Grades from the lowest to the highest; one third of a letter apart. Source: help.pardot.com 2128179. */
export const GRADES = ['F', 'D-', 'D', 'D+', 'C-', 'C', 'C+', 'B-', 'B', 'B+', 'A-', 'A', 'A+'] as const;

/** Thirds of a letter that each criterion of the default profile is worth. Source: help.pardot.com 2128179. */
export const DEFAULT_PROFILE: ReadonlyMap<string, number> = new Map([
  ['Company Size', 2],
  ['Industry', 2],
  ['Location', 2],
  ['Job Title', 2],
  ['Department', 2],
]);

/**
 * The grade that judged criteria make, starting from D; null until one has been judged.
 * Source: help.pardot.com 2128179: a match raises, no match lowers, unknown does nothing; both ends hold. Everybody starts at D, which is
 *         neither shown nor synced before the first criterion is judged: also the grade D of a prospect that the sync makes.
 */
export function gradeOf(marks: Readonly<Record<string, ProfileMark>>): string | null {
  if (Object.keys(marks).length === 0) return null;
  let step = GRADES.indexOf('D');
  for (const [criterion, mark] of Object.entries(marks)) {
    const thirds = DEFAULT_PROFILE.get(criterion) ?? 0;
    if (mark === 'match') step += thirds;
    if (mark === 'nomatch') step -= thirds;
  }
  return GRADES[Math.min(Math.max(step, 0), GRADES.length - 1)]!;
}

/** Judges one criterion of the prospect's profile. Refuses: code 154 for a criterion that the profile does not have. */
export function markProfile(engagement: Engagement, prospect: Prospect, criterion: string, mark: ProfileMark, by: number | null): Prospect {
  if (!DEFAULT_PROFILE.has(criterion)) throw refusal(154, `profile criterion ${criterion}`);
  const profileMarks = { ...prospect.profileMarks, [criterion]: mark };
  const grade = gradeOf(profileMarks);
  return writeProspect(engagement, prospect, { profileMarks, grade }, { by, triggersSync: grade !== prospect.grade });
}
