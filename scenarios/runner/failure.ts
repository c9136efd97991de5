import type { Change } from '../../simulator/kernel/change-log.js';
import { FileProblem } from '../../simulator/yaml/problem.js';
import { caretLines, type Spot, spotText } from '../../simulator/yaml/spot.js';
import type { RecordRef } from '../../src/model/record.js';
import { decisionText } from './checks/decision.js';
import { instantText } from './language/time.js';
import type { ScenarioFailure } from './result.js';
import { isSame } from './stage/names.js';
import type { Stage } from './stage/stage.js';
import { StepFailure } from './stage/step-failure.js';
import { refOf } from './stage/sync-writes.js';

const RECORDS_SHOWN_MAX = 3;
const DECISIONS_SHOWN_MAX = 4;

/** What is known where a story broke off. */
export type Broken = {
  readonly error: unknown;
  readonly stage: Stage | null;
  readonly step: string | null;
  /** How the story is played again; null for steps that belong to none. */
  readonly replay: { readonly file: string; readonly line: number; readonly isExample: boolean; readonly seed: number } | null;
};

/** Tells why a story broke off, with what an author needs to find out more. */
export function failureOf(broken: Broken): ScenarioFailure {
  const { error, stage, step } = broken;
  const spot = spotOf(error);
  const about = error instanceof StepFailure && stage !== null ? error.about.slice(0, RECORDS_SHOWN_MAX) : [];
  const facts = {
    spot,
    step,
    expected: error instanceof StepFailure ? error.expected : null,
    actual: actualOf(error),
    changes: stage === null ? [] : about.flatMap((ref) => lastChange(ref, stage)),
    decisions: stage === null ? [] : decisionsAbout(about, stage),
    hint: error instanceof FileProblem && error.hint !== '' ? error.hint : null,
    replay: replayText(broken.replay, spot),
  };
  return { ...facts, report: report(facts) };
}

/** The problems of a file that was never played: the first as data, all of them in the report. */
export function problemsFailure(problems: readonly FileProblem[]): ScenarioFailure {
  const [first, ...rest] = problems.map(problemFailure);
  return { ...first!, report: [first!, ...rest].map((each) => each.report).join('\n\n') };
}

function problemFailure(problem: FileProblem): ScenarioFailure {
  const hint = problem.hint === '' ? null : problem.hint;
  const facts = { spot: problem.spot, step: null, expected: null, actual: problem.text, changes: [], decisions: [], hint, replay: null };
  return { ...facts, report: report(facts) };
}

function spotOf(error: unknown): Spot | null {
  return error instanceof StepFailure || error instanceof FileProblem ? error.spot : null;
}

function actualOf(error: unknown): string {
  if (error instanceof StepFailure) return error.actual;
  if (error instanceof FileProblem) return error.text;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A row of examples is replayed by its own line; else the line of the check finds the scenario. */
function replayText(replay: Broken['replay'], spot: Spot | null): string | null {
  if (replay === null) return null;
  const { file, line, isExample, seed } = replay;
  return `backlot run ${file}:${isExample || spot === null || spot.file !== file ? line : spot.line} --seed ${seed}`;
}

function lastChange(ref: RecordRef, stage: Stage): string[] {
  const change = stage.world.changes.since().findLast((each) => isSame(refOf(each), ref));
  if (change === undefined) return [];
  const name = stage.names.nameOf(ref);
  const label = `${name === null ? '' : `${name}, `}${ref.system}.${ref.object} ${ref.id}`;
  const rules = change.cause.isSync === true ? rulesBehind(change, ref, stage) : '';
  return [`${label}: ${change.operation}${fieldsOf(change)} at ${instantText(change.at)} by ${change.cause.text}${rules}`];
}

function fieldsOf({ before, after }: Change): string {
  if (before === null || after === null) return '';
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  return names.length === 0 ? '' : ` of ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}`;
}

function rulesBehind(change: Change, ref: RecordRef, stage: Stage): string {
  const behind = stage.host.core.decisions().findLast((each) => each.at <= change.at && each.about.some((about) => isSame(about, ref)));
  return behind === undefined ? '' : ` (sync, ${behind.rules.join(', ')})`;
}

function decisionsAbout(about: readonly RecordRef[], stage: Stage): string[] {
  return stage.host.core
    .decisions()
    .filter((each) => about.length === 0 || each.about.some((ref) => about.some((wanted) => isSame(ref, wanted))))
    .slice(-DECISIONS_SHOWN_MAX)
    .map((each) => `${instantText(each.at)} ${each.flow}: ${decisionText(each)}`);
}

function report(facts: Omit<ScenarioFailure, 'report'>): string {
  const { spot, step, expected, actual, changes, decisions, hint, replay } = facts;
  const lines: string[] = [];
  if (spot !== null) lines.push(spotText(spot), caretLines(spot));
  if (step !== null) lines.push(`at        ${step}`);
  if (expected !== null) lines.push(`expected  ${expected}`, `actual    ${actual}`);
  else lines.push(actual);
  for (const change of changes) lines.push(`changed   ${change}`);
  for (const decision of decisions) lines.push(`decided   ${decision}`);
  if (hint !== null) lines.push(`hint      ${hint}`);
  if (replay !== null) lines.push(`replay    ${replay}`);
  return lines.join('\n');
}
