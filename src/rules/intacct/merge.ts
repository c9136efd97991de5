import type { SyncedRecord } from '../../model/intacct.js';
import { type IntacctConclusion, link, refuse, skip } from './conclusions.js';
import { showFailure, writeBackReset } from './write-back.js';

/**
 * *Reset link*: the Intacct side ties the id that the account names to this account. Nothing is pushed.
 *
 * Source:  Sage Intacct help, "Merge accounts"; reference A.9, row 6.
 * Inputs:  the account's Intacct ID; whether that customer exists.
 * Refuses: `id-missing` when the account names none; `record-missing` when Intacct has no such customer.
 */
export function resetLink(owner: SyncedRecord, intacctId: string, exists: boolean): IntacctConclusion {
  const refused = (reason: string, text: string): IntacctConclusion => refuse(['IA-17'], reason, text, showFailure(owner, '', text));
  if (intacctId === '') return refused('id-missing', 'reset link: put the id of the customer into Intacct ID first');
  if (!exists) return refused('record-missing', `reset link: '${intacctId}' does not exist in Sage Intacct`);
  return link(['IA-17', 'D-21'], 'link-reset', `${intacctId} is tied to ${owner.id} again`, [writeBackReset(owner, intacctId)]);
}

/**
 * What happens to the customer of an account that went away: nothing.
 *
 * Source:  reference A.9, row 3: the losing customer is neither merged, deleted nor inactivated. D-27: a delete does nothing in Intacct.
 */
export function accountGone(accountId: string, mergedInto: string | null, customerId: string): IntacctConclusion {
  if (mergedInto === null)
    return skip(['D-27'], 'deleted-in-salesforce', `${accountId} was deleted: customer ${customerId} stays as it is`);
  const text = `${accountId} was merged into ${mergedInto}: customer ${customerId} stays as it is, an orphan`;
  return skip(['IA-17'], 'orphan-customer', text);
}
