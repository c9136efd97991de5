import { nextNumber } from '../numbers.js';
import type { Behaviour } from './behaviour.js';

const STATUS_CODES: Readonly<Record<string, string>> = { Draft: 'Draft', 'In Approval Process': 'InApproval', Activated: 'Activated' };

/**
 * Source:  Object Reference, "Contract": the status category follows the status; activation is stamped.
 * Assumed: a contract may be created activated, which the user interface would do in two steps.
 */
export const CONTRACT: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before === null) draft.set('ContractNumber', nextNumber(org, 'Contract', 101));
    if (!draft.isChanged('Status')) return;
    const code = STATUS_CODES[String(draft.get('Status'))] ?? 'Draft';
    draft.set('StatusCode', code);
    if (code !== 'Activated') return;
    draft.set('ActivatedById', draft.by);
    draft.set('ActivatedDate', org.now());
  },
};
