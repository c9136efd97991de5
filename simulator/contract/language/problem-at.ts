import type { Misfit } from '../../yaml/forms.js';
import type { Place } from '../../yaml/place.js';
import type { FileProblem } from '../../yaml/problem.js';

/** What does not fit a form, with its place in the file. */
export function problemAt(place: Place, { path, text, hint, isKey }: Misfit): FileProblem {
  const where = place.sub(...path);
  return isKey === true ? where.keyProblem(text, hint) : where.problem(text, hint);
}
