import { createSimulator } from '../../../../simulator/index.js';

const { people } = createSimulator().engagement;

/** Every key of a business unit's settings page, as scenarios write it. */
export const ENGAGEMENT_SETTING_KEYS: ReadonlySet<string> = new Set(
  people.settings(people.units()[0]!).definitions.map(({ key }) => `engagement.${key}`),
);
