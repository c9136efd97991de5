import type { Fields, ImportOutcome, ImportRequest, People } from '../kernel/people.js';

/** What only people do in Salesforce, beyond creating and editing records. */
export interface SalesforcePeople extends People {
  /** Merges up to two losers into the master. `keep` holds field values for the master, as picked in the merge page. */
  merge(
    request: { readonly type: string; readonly master: string; readonly losers: readonly string[]; readonly keep: Fields },
    by: string,
  ): void;
  /** Converts a lead; ids that are left out are made new. `opportunity: null` makes none. */
  convert(
    request: {
      readonly lead: string;
      readonly account?: string;
      readonly contact?: string;
      readonly opportunity?: string | null;
      readonly owner?: string;
    },
    by: string,
  ): { readonly accountId: string; readonly contactId: string; readonly opportunityId: string | null };
  import(request: ImportRequest, by: string): ImportOutcome;
  /**
   * A press of a package's button, or a Flow or Apex call: queued for the sync core as a `backlot__Request__c` row.
   * Refused only where the page itself would refuse (an unsupported object, a contract that is not activated).
   */
  request(request: SyncRequest, by: string): void;
  /** What a user may do with one record: `none`, `read` or `edit`. */
  share(request: { readonly record: string; readonly user: string; readonly access: 'none' | 'read' | 'edit' }, by: string): void;
}

export type SyncRequestKind = 'sync-to-intacct' | 'send-to-engagement' | 'create-transaction' | 'reset-link';

export type SyncRequest = {
  readonly kind: SyncRequestKind;
  /** Id of the record it was pressed on. */
  readonly record: string;
  readonly via?: 'button' | 'flow' | 'apex' | 'mass';
  /** For create-transaction: `{ type, entity, as }`; plain data. */
  readonly payload?: Fields;
};
