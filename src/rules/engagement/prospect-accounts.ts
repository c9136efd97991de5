import type { Conclusion } from '../../model/decision.js';
import type { ProspectAccount, SalesAccount, SalesCommand } from '../../model/engagement-sales.js';
import { create, skip, unlink, update } from './conclusions.js';
import { ACCOUNT_ROWS, differing, streetValues, wantedValues } from './sales-fields.js';
import { assignedUserOf, type UserDirectory } from './users.js';

/** What the flow loaded for one account and one business unit. */
export type AccountFacts = {
  readonly unit: string;
  readonly account: SalesAccount;
  /** The unit's copy, archived ones too. */
  readonly known: ProspectAccount | null;
  /** Whether a contact of the account is tied to a prospect of the unit. */
  readonly hasSyncedContact: boolean;
  readonly directory: UserDirectory;
};

/**
 * Decides what an account of Salesforce owes to a business unit: a prospect account, read-only there. Nothing goes the other way.
 *
 * Source:  AE-1; reference A.1 ("account must hang on a Contact that syncs with a prospect"), A.7 ("Account updates sync on their own").
 * Assumed: D-17, the copy of an account that lost a merge is archived, and its prospects follow their contacts; a deleted account's, too.
 */
export function accountToProspectAccount(facts: AccountFacts): Conclusion<SalesCommand> {
  const { unit, account, known, hasSyncedContact, directory } = facts;
  const name = `Account ${account.id}`;
  if (account.isDeleted) return accountGone(unit, account, known);
  if (!hasSyncedContact) return skip(['AE-1'], 'no-synced-contact', `no contact of ${name} syncs with a prospect`);
  const wanted = {
    ...wantedValues(ACCOUNT_ROWS, account.fields),
    ...streetValues('billing', account.fields),
    ...streetValues('shipping', account.fields),
  };
  const owner = assignedUserOf(account, directory);
  const command = { kind: 'write-account', unit, salesforceId: account.id } as const;
  if (known === null) {
    const fields = differing(wanted, {});
    return create(['AE-1'], 'account-created', `${name} has a contact that syncs`, [{ ...command, fields, assignedToId: owner }]);
  }
  const fields = differing(wanted, known.fields);
  const change = {
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(owner === known.assignedToId ? {} : { assignedToId: owner }),
    ...(known.isDeleted ? { isDeleted: false } : {}),
  };
  if (Object.keys(change).length === 0) return skip(['AE-1'], 'in-step', `${name} and its prospect account are in step`);
  return update(['AE-1'], 'account-differs', `${name} and its prospect account differ`, [{ ...command, ...change }]);
}

function accountGone(unit: string, { id, masterId }: SalesAccount, known: ProspectAccount | null): Conclusion<SalesCommand> {
  const [rules, what] = masterId === null ? [['AE-1'], 'was deleted'] : [['AE-1', 'D-17'], `was merged into ${masterId}`];
  if (known === null || known.isDeleted) return skip(rules, 'account-gone-already', `Account ${id} ${what}; there is no prospect account`);
  const archive = { kind: 'write-account', unit, salesforceId: id, isDeleted: true } as const;
  return unlink(rules, 'account-gone', `Account ${id} ${what}; its prospect account is archived`, [archive]);
}
