import type { Row } from '../../../simulator/kernel/table.js';
import type { Scene } from './scene.js';

/** The business unit of an Account Engagement row: its `bu` when it shows one, else the only unit there is. */
export function unitOfRow(row: Row, scene: Scene): string | undefined {
  const { people } = scene.stage.simulator.engagement;
  const shown = row['bu'];
  if (typeof shown === 'string') return people.unit(shown) ?? shown;
  return people.units()[0];
}
