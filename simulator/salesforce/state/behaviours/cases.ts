import { nextNumber } from '../numbers.js';
import type { Behaviour } from './behaviour.js';

/** Source: Object Reference, "Case". */
export const CASE: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('CaseNumber', nextNumber(org, 'Case', 1_001));
    if (draft.isChanged('Status')) draft.set('ClosedDate', draft.get('Status') === 'Closed' ? org.now() : null);
    const contactId = draft.get('ContactId');
    if (typeof contactId === 'string' && !draft.isGiven('AccountId'))
      draft.setDefault('AccountId', org.lookup(contactId)?.['AccountId'] ?? null);
  },
};
