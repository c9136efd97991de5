import type { Kept, LifecycleStage } from '../../records.js';
import { defineObject, type ObjectDefinition, readable } from '../object.js';

/** Source: Account Engagement API v5, "Lifecycle Stage": read only; people define the lifecycle. */
export const LIFECYCLE_STAGES: ObjectDefinition = defineObject<LifecycleStage>({
  type: 'LifecycleStage',
  collection: 'lifecycle-stages',
  table: (tables) => tables.lifecycleStages,
  fields: [readable('name', 'text'), readable('position', 'int'), readable('isLocked', 'boolean'), readable('matchType', 'text')],
  filters: ['name', 'position', 'isLocked', 'matchType'],
  orders: ['name', 'position'],
});

const STAGE = 'lifecycle-stages';

/** Source: Account Engagement API v5, "Lifecycle History": one record for each step of a prospect. */
export const LIFECYCLE_HISTORIES: ObjectDefinition = defineObject<Kept>({
  type: 'LifecycleHistory',
  collection: 'lifecycle-histories',
  table: (tables) => tables.kept.LifecycleHistory,
  fields: [
    readable('prospectId', 'id'),
    readable('previousStageId', 'id'),
    readable('nextStageId', 'id'),
    readable('secondsElapsed', 'int'),
  ],
  relations: {
    prospect: { object: 'prospects', key: 'prospectId' },
    previousStage: { object: STAGE, key: 'previousStageId' },
    nextStage: { object: STAGE, key: 'nextStageId' },
  },
  filters: ['prospectId', 'previousStageId', 'nextStageId'],
});
