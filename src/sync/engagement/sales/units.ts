import type { DataSharing } from '../../../rules/engagement/data-sharing.js';
import type { FlowContext } from '../../flow.js';
import { settingsNow } from '../deciding.js';

/** The business units whose page says that opportunities sync. */
export function unitsWithOpportunities(context: FlowContext): readonly string[] {
  return context.settings.units().filter((unit) => settingsNow(context, unit).syncOpportunities);
}

/** What each unit shares. */
export function sharingOf(context: FlowContext): readonly DataSharing[] {
  return context.settings.units().map((unit) => settingsNow(context, unit).dataSharing);
}
