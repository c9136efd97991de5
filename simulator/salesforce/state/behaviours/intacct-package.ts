import { insufficientAccess, rowError } from '../../errors.js';
import { queueRequest } from '../../people/requests.js';
import { INTEGRATION_PROFILE } from '../../stage.js';
import { MASS_SYNC, recordsOf } from '../mass-sync.js';
import { nextNumber } from '../numbers.js';
import type { Behaviour } from './behaviour.js';

/** The mirror of what is managed in Intacct: only the integration users write it. Source: rule IA-50. */
export const INTACCT_CONFIGURATION: Behaviour = {
  check(org, draft) {
    const profile = org.lookup(org.lookup(draft.by)?.['ProfileId']);
    if (profile?.['Name'] !== INTEGRATION_PROFILE) throw insufficientAccess();
  },
};

/** Entries of the error log are numbered. */
export const INTACCT_ERROR_LOG: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('Name', nextNumber(org, 'ia_crm__Intacct_Error_Log__c', 1));
  },
};

/**
 * The page *Intacct mass synchronization*: a save counts what the filters find, and a confirmed one asks for the sync of each.
 *
 * Source:  Sage Intacct help, "Intacct mass sync": the confirmation shows the count.
 * Assumed: what was confirmed is done and cannot be changed.
 */
export const INTACCT_MASS_SYNC: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('Name', nextNumber(org, 'ia_crm__Mass_Sync__c', 1));
    if (draft.before === null || draft.before[MASS_SYNC.isConfirmed] !== true) draft.set(MASS_SYNC.found, null);
  },
  check(org, draft) {
    if (draft.before !== null && draft.before[MASS_SYNC.isConfirmed] === true)
      throw rowError('FIELD_INTEGRITY_EXCEPTION', 'This mass synchronization was confirmed and cannot be changed.', [
        MASS_SYNC.isConfirmed,
      ]);
    draft.set(MASS_SYNC.found, recordsOf(org, draft).length);
  },
  afterSave(org, draft) {
    if (draft.get(MASS_SYNC.isConfirmed) !== true) return;
    for (const record of recordsOf(org, draft)) queueRequest(org, { kind: 'sync-to-intacct', record, via: 'mass' }, draft.by);
  },
};
