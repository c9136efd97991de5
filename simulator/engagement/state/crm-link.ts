import { refusal } from '../errors.js';
import type { Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { writeProspect } from './write-prospect.js';

/** *Disable CRM syncing*, or the action *Do not sync with CRM*. Source: help.pardot.com 2128554. */
export function ignoreCrm(engagement: Engagement, prospect: Prospect, by: number | null): Prospect {
  return writeProspect(engagement, prospect, { crmState: 'ignored' }, { by, triggersSync: prospect.crmState !== 'ignored' });
}

/** *Re-enable CRM syncing*. Assumed: a link that was there before is there again. */
export function heedCrm(engagement: Engagement, prospect: Prospect, by: number | null): Prospect {
  if (prospect.crmState !== 'ignored') return prospect;
  const crmState = prospect.salesforceId === null ? 'none' : 'linked';
  return writeProspect(engagement, prospect, { crmState }, { by, triggersSync: true });
}

/**
 * The action *Allow deleted CRM lead or contact to recreate*: the next sync matches by email or creates a lead.
 * Source: help.pardot.com 2128554 and 2128039.
 */
export function allowRecreate(engagement: Engagement, prospect: Prospect, by: number | null): Prospect {
  if (prospect.crmState !== 'deleted') return prospect;
  const cleared = { salesforceId: null, salesforceLeadId: null, salesforceContactId: null, salesforceUrl: null, salesforceAccountId: null };
  return writeProspect(engagement, prospect, { ...cleared, crmState: 'none', recreateAllowed: true }, { by, triggersSync: true });
}

/**
 * *Sync with CRM* on a prospect: asks the connector to take it now, also while it is paused.
 * Source: help 000383109 for the refusals of deleted and ignored links. Assumed: the code, 121.
 */
export function syncNow(engagement: Engagement, prospect: Prospect, by: number | null): Prospect {
  if (prospect.isDeleted) throw refusal(219);
  if (prospect.crmState === 'deleted') {
    throw refusal(
      121,
      `Deleted from CRM: This prospect (${prospect.id}) has previously been deleted in your CRM and will not be resynced.`,
    );
  }
  if (prospect.crmState === 'ignored') throw refusal(121, 'CRM syncing is disabled for this prospect.');
  return writeProspect(engagement, prospect, { manualSyncAt: engagement.now() }, { by, triggersSync: true });
}
