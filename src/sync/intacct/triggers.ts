import type { RecordRef } from '../../model/record.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import type { Trigger } from '../flow.js';
import { keyOf } from './memory.js';

/** Accounts before contacts (IA-35), both before what is made from them; saves in Intacct last. */
export const RANKS: Readonly<Record<string, number>> = {
  Subscription: 0,
  Account: 1,
  Contact: 2,
  Contract: 3,
  Opportunity: 3,
  CUSTOMER: 4,
  CONTACT: 5,
  SODOCUMENT: 6,
  CONTRACT: 6,
  Configuration: 7,
  ErrorLog: 8,
};

/** What a trigger of this flow says beside its instant and user. `save`: the kind follows from the record as it is read. */
export type TriggerData = {
  readonly kind:
    | TriggerKind
    | 'save'
    | 'rename'
    | 'reset-link'
    | 'create-transaction'
    | 'gone'
    | 'settings'
    | 'cancelled'
    | 'deleted'
    | 'expired';
  /** The instant without the fraction that keeps the order of rows. */
  readonly at: number;
  /** The write that the settings are looked up for. */
  readonly event: { readonly record: RecordRef; readonly what: 'created' | 'changed' };
  readonly payload?: string;
  readonly mergedInto?: string | null;
  /** The ancestors of the account had their turn. */
  readonly isAfterParents?: boolean;
  /** The account and contacts of the deal had their turn. */
  readonly isPrepared?: boolean;
  /** The entity of the transaction or contract that asks for its account. */
  readonly entity?: string;
};

/** Rows of one instant keep their order by a fraction of a millisecond. */
const ORDER_STEP_MS = 0.001;

export function trigger(record: RecordRef, slot: string, by: string | null, data: TriggerData, order = 0): Trigger {
  return { key: keyOf(record.object, record.id), slot, at: data.at + order * ORDER_STEP_MS, by, rank: RANKS[record.object] ?? 9, data };
}

export function dataOf({ data }: Trigger): TriggerData {
  return data as TriggerData;
}
