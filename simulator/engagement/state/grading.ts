import type { ProfileMark } from '../records.js';

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
export function gradeOf(
  marks: Readonly<Record<string, ProfileMark>>,
  profile: ReadonlyMap<string, number> = DEFAULT_PROFILE,
): string | null {
  const judged = Object.entries(marks).filter(([criterion]) => profile.has(criterion));
  if (judged.length === 0) return null;
  let step = GRADES.indexOf('D');
  for (const [criterion, mark] of judged) {
    const thirds = profile.get(criterion) ?? 0;
    if (mark === 'match') step += thirds;
    if (mark === 'nomatch') step -= thirds;
  }
  return GRADES[Math.min(Math.max(step, 0), GRADES.length - 1)]!;
}
