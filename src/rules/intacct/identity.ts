import { POLICIES } from './policies.js';

/** What both sides say of who is who, before a sync. The same rows hold for customers and for contacts. */
export type IdentityFacts = {
  readonly what: 'Customer' | 'Contact' | 'Contract';
  /** `Intacct ID` in Salesforce; blank is none. */
  readonly intacctId: string;
  /** The Intacct record that the Intacct side ties to this record. */
  readonly linkedTo: string | null;
  /** The other Salesforce record that the Intacct side ties to `intacctId`. */
  readonly holder: { readonly id: string; readonly mergedInto: string | null } | null;
  /** Whether Intacct has a record of that id: `intacctId`, or `linkedTo` when that is blank. */
  readonly exists: boolean;
  readonly hasSequence: boolean;
  /** The id was obtained and is still to be written to Salesforce: a blank field says nothing then. */
  readonly isWriteBackOwed: boolean;
};

/** What a sync of the record means. */
export type Identity =
  | { readonly kind: 'create' /** Blank takes the next of the sequence. */; readonly id: string; readonly rules: readonly string[] }
  | { readonly kind: 'update' | 'adopt'; readonly id: string; readonly rules: readonly string[] }
  | { readonly kind: 'refuse'; readonly reason: string; readonly text: string; readonly rules: readonly string[] };

/**
 * Resolves the id of a customer (or contact) that an account (or contact) stands for.
 *
 * Source:  Sage Intacct help, "Sync Accounts": IA-8 to IA-10, IA-38; reference A.4, all rows, A.9 for merged accounts.
 * Refuses: `id-missing` without sequence and own id; `id-in-use`; `link-broken` after a merge; `link-mismatch`; `record-missing`.
 * Assumed: D-20 adopts an unlinked record; D-21 an id edited by hand is an error until the link is reset.
 */
export function resolveIdentity(facts: IdentityFacts): Identity {
  const { intacctId, linkedTo } = facts;
  if (intacctId === '' && linkedTo !== null && facts.isWriteBackOwed) return linked(facts, linkedTo);
  if (intacctId === '') return withoutId(facts);
  if (linkedTo === null) return withOwnId(facts);
  if (linkedTo === intacctId) return linked(facts, linkedTo);
  return mismatch(facts, linkedTo);
}

function linked({ exists }: IdentityFacts, id: string): Identity {
  if (exists) return { kind: 'update', id, rules: ['IA-1'] };
  return { kind: 'refuse', reason: 'record-missing', text: `'${id}' does not exist in Sage Intacct any more`, rules: ['IA-1'] };
}

function withoutId({ what, linkedTo, hasSequence }: IdentityFacts): Identity {
  if (!hasSequence) return { kind: 'refuse', reason: 'id-missing', text: `BL01001973 ${what} ID is missing`, rules: ['IA-8', 'IA-9'] };
  const isDuplicate = linkedTo !== null;
  return { kind: 'create', id: '', rules: isDuplicate ? ['IA-8', 'IA-37', 'IA-38', 'IA-39', 'D-8'] : ['IA-8'] };
}

function withOwnId(facts: IdentityFacts): Identity {
  const { intacctId, holder, exists } = facts;
  if (holder !== null) return taken(facts, holder);
  if (!exists) return { kind: 'create', id: intacctId, rules: ['IA-10'] };
  if (POLICIES.adoptUnlinkedCustomer) return { kind: 'adopt', id: intacctId, rules: ['IA-1', 'IA-10', 'D-20'] };
  return { kind: 'refuse', reason: 'id-in-use', text: alreadyExists(facts), rules: ['IA-10', 'D-20'] };
}

function taken(facts: IdentityFacts, holder: { readonly id: string; readonly mergedInto: string | null }): Identity {
  if (holder.mergedInto === null) return { kind: 'refuse', reason: 'id-in-use', text: alreadyExists(facts), rules: ['IA-1', 'IA-10'] };
  const text = `the link of '${facts.intacctId}' still names ${holder.id}, which was merged: reset the link`;
  return { kind: 'refuse', reason: 'link-broken', text, rules: ['IA-17', 'D-21'] };
}

function mismatch({ intacctId, holder }: IdentityFacts, linkedTo: string): Identity {
  const isMerge = holder !== null && holder.mergedInto !== null;
  const text = `Intacct ID is '${intacctId}', but Sage Intacct holds '${linkedTo}' for this record: reset the link`;
  return { kind: 'refuse', reason: isMerge ? 'link-broken' : 'link-mismatch', text, rules: isMerge ? ['IA-17', 'D-21'] : ['IA-1', 'D-21'] };
}

/** Source: fixtures: BL34000061, two blanks in the vendor's text. */
function alreadyExists({ what, intacctId }: IdentityFacts): string {
  return `BL34000061 Another ${what} with the given value(s) ${intacctId}  already exists`;
}
