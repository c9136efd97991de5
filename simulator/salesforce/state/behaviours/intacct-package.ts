import { insufficientAccess } from '../../errors.js';
import { INTEGRATION_PROFILE } from '../../stage.js';
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
