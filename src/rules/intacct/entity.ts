import { POLICIES } from './policies.js';

/** The entity where a record that never synced is created; blank is the top level. */
export type EntityChoice = { readonly entity: string; readonly rules: readonly string[] };

/**
 * Where an account that never synced goes.
 *
 * Source:  Sage Intacct help, "Sync Accounts": IA-44, IA-45, IA-60 to IA-65; reference A.2.2, all rows.
 * Inputs:  the account's Intacct Entity; the transaction's entity when a transaction or contract asks, else null.
 * Assumed: D-17, the transaction's entity wins over the account's own when *Sync account or contact first* is off.
 */
export function chooseEntity(accountEntity: string, transactionEntity: string | null, isSyncFirst: boolean): EntityChoice {
  if (transactionEntity === null) return { entity: accountEntity, rules: accountEntity === '' ? ['IA-61'] : ['IA-61', 'IA-62'] };
  if (isSyncFirst) return { entity: accountEntity, rules: accountEntity === '' ? ['IA-44', 'IA-62', 'IA-64'] : ['IA-44', 'IA-45'] };
  if (accountEntity === '') return { entity: transactionEntity, rules: ['IA-63'] };
  return { entity: POLICIES.transactionEntityWins ? transactionEntity : accountEntity, rules: ['IA-63', 'D-17'] };
}

/**
 * Where a contact that never synced goes: where its account's customer is; with none there, as the account itself would go.
 *
 * Source: IA-60 to IA-64: *Sync account or contact first* decides for both; D-33 for contacts that are synced by themselves.
 */
export function chooseContactEntity(
  customerEntity: string | null,
  accountEntity: string,
  transactionEntity: string | null,
  isSyncFirst: boolean,
): EntityChoice {
  if (customerEntity !== null) return { entity: customerEntity, rules: ['IA-60', 'IA-62', 'D-33'] };
  const { entity, rules } = chooseEntity(accountEntity, transactionEntity, isSyncFirst);
  return { entity, rules: ['IA-60', ...(transactionEntity === null ? ['D-33'] : rules)] };
}
