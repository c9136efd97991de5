import { rowError } from '../../errors.js';
import type { Behaviour } from './behaviour.js';

/** Source: Object Reference, "Task". */
export const TASK: Behaviour = {
  beforeSave(org, draft) {
    if (draft.isChanged('Status')) draft.set('CompletedDateTime', draft.get('Status') === 'Completed' ? org.now() : null);
  },
  check(_org, draft) {
    const who = draft.get('WhoId');
    if (typeof who === 'string' && who.startsWith('00Q') && draft.get('WhatId') !== null) {
      throw rowError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: a task of a lead cannot be related to another record', ['WhatId']);
    }
  },
};
