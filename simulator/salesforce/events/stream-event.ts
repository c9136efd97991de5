import type { Row } from '../../kernel/table.js';
import type { Field, SObjectType } from '../schema.js';

/** Source: Change Data Capture guide, "Change Event Header Fields". */
export type ChangeType = WholeChange | `GAP_${WholeChange}` | 'GAP_OVERFLOW';
/** What became of a record, when an event can tell all of it. */
export type WholeChange = 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';

type Placed = {
  /** Where the event stands in every stream: grows, with gaps. */
  readonly replayId: number;
  /** Milliseconds. */
  readonly at: number;
};

/** What one transaction did to one record, or to several in the same way. */
export type ChangeEvent = Placed & {
  readonly kind: 'change';
  readonly type: SObjectType;
  readonly changeType: ChangeType;
  readonly recordIds: readonly string[];
  /** Stored values: of a new record all that it has; of a changed one what changed, null for what was emptied; of a gap nothing. */
  readonly values: ReadonlyMap<Field, unknown>;
  readonly commitUser: string;
  /** `com/salesforce/api/rest/62.0;client=…`; empty for what people did in pages. */
  readonly changeOrigin: string;
  /** Names the transaction. */
  readonly transactionKey: string;
  /** From 1 within the transaction. */
  readonly sequenceNumber: number;
};

/** A platform event that somebody published. */
export type PlatformEvent = Placed & { readonly kind: 'platform'; readonly type: SObjectType; readonly row: Row };

/** A record that a PushTopic's query matched. */
export type TopicEvent = Placed & {
  readonly kind: 'topic';
  readonly topic: string;
  readonly happened: 'created' | 'updated' | 'deleted' | 'undeleted';
  readonly sobject: Readonly<Record<string, unknown>>;
};

export type StreamEvent = ChangeEvent | PlatformEvent | TopicEvent;

/** The name of the event type of an object: `AccountChangeEvent`, `Invoice__ChangeEvent`. */
export function changeEventName(typeName: string): string {
  return `${typeName.replace(/__c$/, '__')}ChangeEvent`;
}
