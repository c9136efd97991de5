import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { FileProblem } from '../../../simulator/yaml/problem.js';

/** How many rules each catalogue has: AE-1 to AE-20 and IA-1 to IA-65. */
const LAST: Readonly<Record<string, number>> = { AE: 20, IA: 65 };
const RULE = /^(AE|IA)-([1-9]\d*)$/;
/** Decisions that fill the gaps of the catalogues; they may stand among rules. */
const DECISION = /^D-[1-9]\d*$/;
/** Sections of the references, which gather what their pages say: A.1 to A.16, tables among them. */
const SECTION = /^A\.(?:[1-9]|1[0-6])(?:\.[1-9])?$/;

/** What is wrong with the id of a rule, or null. */
export function ruleProblem(id: string, place: Place): FileProblem | null {
  if (DECISION.test(id) || SECTION.test(id)) return null;
  const [, catalogue = '', number = ''] = RULE.exec(id) ?? [];
  const last = LAST[catalogue];
  if (last !== undefined && Number(number) <= last) return null;
  if (last !== undefined) return place.problem(`there is no rule ${id}`, `The catalogue ends with ${catalogue}-${last}.`);
  const [, letters = '', digits = ''] = /^([A-Za-z]+)[-_ ]?0*(\d+)$/.exec(id) ?? [];
  const meant = Object.keys(LAST).find((each) => each === letters.toUpperCase());
  if (meant !== undefined) return place.problem(`"${id}" is no rule`, `Did you mean "${meant}-${digits}"?`);
  return place.problem(`"${id}" is no rule`, suggestion(id, []) || 'Write the id of a rule such as AE-13 or IA-8.');
}
