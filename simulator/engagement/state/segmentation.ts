import type { Prospect, SegmentationRule } from '../records.js';
import type { Engagement } from '../state.js';
import { runActions } from './actions.js';
import { matchesCriteria } from './criteria.js';

type Wanted = Pick<SegmentationRule, 'unit' | 'match' | 'criteria'>;

/**
 * Makes a segmentation rule, which looks at everybody at once and never again.
 * Source: salesforceben.com, "Which automation": a segmentation rule runs once. Assumed: prospects in order of their ids.
 */
export function runSegmentation(engagement: Engagement, rule: SegmentationRule): SegmentationRule {
  const cause = { kind: 'automation', text: `segmentation rule "${rule.name}"` } as const;
  const met = whoMeets(engagement, rule);
  engagement.world.as({ actor: 'automation', cause }, () => {
    for (const prospect of met) runActions(engagement, prospect, rule.actions, 'automationRule');
  });
  return engagement.tables.segmentationRules.put({ ...rule, matchedCount: met.length });
}

/** The prospects that meet criteria now: what *Preview* of a rule shows. */
export function whoMeets(engagement: Engagement, { unit, match, criteria }: Wanted): Prospect[] {
  return engagement.tables.prospects.filter(
    (prospect) => prospect.unit === unit && !prospect.isDeleted && matchesCriteria(engagement, prospect, match, criteria),
  );
}
