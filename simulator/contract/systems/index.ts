import type { SystemName } from '../../kernel/wire.js';
import { engagement } from './engagement.js';
import { intacct } from './intacct.js';
import { salesforce } from './salesforce.js';
import type { System } from './system.js';

/** What the player knows of each vendor. */
export const SYSTEMS: Readonly<Record<SystemName, System>> = { salesforce, engagement, intacct };
