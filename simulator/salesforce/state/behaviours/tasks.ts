import { rowError } from '../../errors.js';
import type { SalesforceOrg } from '../../state.js';
import type { Behaviour } from './behaviour.js';

/** The account that a task is about: the one it is related to, or that of its record or of its contact. Source: Object Reference, "Task", `AccountId`. */
function accountOf(org: SalesforceOrg, what: unknown, who: unknown): unknown {
  if (typeof what === 'string' && what.startsWith('001')) return what;
  return org.lookup(what)?.['AccountId'] ?? org.lookup(who)?.['AccountId'] ?? null;
}

/** Source: Object Reference, "Task". */
export const TASK: Behaviour = {
  beforeSave(org, draft) {
    if (draft.isChanged('Status')) draft.set('CompletedDateTime', draft.get('Status') === 'Completed' ? org.now() : null);
    if (draft.isChanged('WhoId') || draft.isChanged('WhatId'))
      draft.set('AccountId', accountOf(org, draft.get('WhatId'), draft.get('WhoId')));
  },
  check(_org, draft) {
    const who = draft.get('WhoId');
    if (typeof who === 'string' && who.startsWith('00Q') && draft.get('WhatId') !== null) {
      throw rowError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: a task of a lead cannot be related to another record', ['WhatId']);
    }
  },
};
