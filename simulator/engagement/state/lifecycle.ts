import type { Kept, LifecycleStage, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { matchesCriteria } from './criteria.js';
import { writeProspect } from './write-prospect.js';

/** Looks at the lifecycle of every prospect that changed, once automation rules have looked. */
export function judgeLifecyclesOnTouch(engagement: Engagement): void {
  const before = engagement.onTouched;
  engagement.onTouched = (prospects) => {
    before?.(prospects);
    if (engagement.tables.lifecycleStages.size > 0) for (const id of prospects) judgeLifecycle(engagement, id);
  };
}

/** Saves a stage; everybody is judged anew. */
export function saveStage(engagement: Engagement, stage: LifecycleStage): LifecycleStage {
  engagement.tables.lifecycleStages.put(stage, stage.isDeleted ? { operation: 'delete' } : {});
  for (const prospect of engagement.tables.prospects.rows()) {
    if (prospect.unit === stage.unit && !prospect.isDeleted) engagement.touch(prospect.id);
  }
  return stage;
}

/**
 * Moves a prospect to the stage that it has reached, and notes the step.
 *
 * Source:  Account Engagement API v5, "Lifecycle Stage" and "Lifecycle History": position, match type, lock, seconds since the last step.
 * Assumed: the stage reached is the last one, by position, whose criteria are met; nobody leaves a locked stage for an earlier one, and
 *          who meets no criteria stays where it is.
 */
function judgeLifecycle(engagement: Engagement, id: number): void {
  const prospect = engagement.tables.prospects.get(String(id));
  if (prospect === undefined || prospect.isDeleted) return;
  const stages = stagesOf(engagement, prospect.unit);
  const reached = stages.findLast((stage) => matchesCriteria(engagement, prospect, stage.matchType, stage.criteria));
  const current = stages.find((stage) => stage.id === prospect.lifecycleStageId);
  if (reached === undefined || reached === current) return;
  if (current?.isLocked === true && reached.position < current.position) return;
  noteStep(engagement, prospect, reached);
  writeProspect(engagement, prospect, { lifecycleStageId: reached.id }, { by: null, triggersSync: false });
}

/** The live stages of a unit in order. A stage without criteria is one that nobody reaches by itself. */
function stagesOf(engagement: Engagement, unit: string): LifecycleStage[] {
  const { lifecycleStages } = engagement.tables;
  const stages = lifecycleStages.filter((stage) => stage.unit === unit && !stage.isDeleted && stage.criteria.length > 0);
  return stages.sort((a, b) => a.position - b.position || a.id - b.id);
}

function noteStep(engagement: Engagement, prospect: Prospect, next: LifecycleStage): void {
  const { LifecycleHistory } = engagement.tables.kept;
  const last: Kept | undefined = LifecycleHistory.find('prospectId', String(prospect.id)).at(-1);
  const since = last?.createdAt ?? prospect.createdAt;
  LifecycleHistory.put({
    ...engagement.audit('LifecycleHistory', prospect.unit, null),
    prospectId: prospect.id,
    previousStageId: prospect.lifecycleStageId,
    nextStageId: next.id,
    secondsElapsed: Math.floor((engagement.second() - since) / 1_000),
  });
}
