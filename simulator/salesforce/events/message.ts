import { pathOf, placeOf } from './compound.js';
import { schemaIdOf } from './event-schema.js';
import { eventValue } from './json-values.js';
import type { ChangeEvent, PlatformEvent, StreamEvent } from './stream-event.js';

/** The `data` of a message, as subscribers over CometD get it. Source: Streaming API guide, "Message Structure". */
export function messageData(event: StreamEvent): Readonly<Record<string, unknown>> {
  switch (event.kind) {
    case 'change':
      return { schema: schemaIdOf(event.type), payload: changePayload(event), event: { replayId: event.replayId } };
    case 'platform':
      return {
        schema: schemaIdOf(event.type),
        payload: platformPayload(event),
        event: { EventUuid: event.row['EventUuid'], replayId: event.replayId, EventApiName: event.type.name },
      };
    case 'topic': {
      const { happened, replayId, at, sobject } = event;
      return { event: { createdDate: new Date(at).toISOString(), replayId, type: happened }, sobject };
    }
  }
}

/** Source: Change Data Capture guide, "Change Event Header Fields". */
function changePayload(event: ChangeEvent): Readonly<Record<string, unknown>> {
  const payload: Record<string, unknown> = {};
  for (const [field, value] of event.values) {
    const { top, part } = placeOf(field);
    const shown = eventValue(field.type, value);
    if (part === null) payload[top] = shown;
    else payload[top] = { ...(payload[top] as object | undefined), [part]: shown };
  }
  const { sequenceNumber, changeType, changeOrigin, transactionKey, recordIds } = event;
  const ChangeEventHeader = {
    commitNumber: commitNumberOf(event),
    commitUser: event.commitUser,
    sequenceNumber,
    entityName: event.type.name,
    changeType,
    changedFields: changedFieldsOf(event).map(pathOf),
    changeOrigin,
    transactionKey,
    commitTimestamp: event.at,
    recordIds,
  };
  return { ...payload, ChangeEventHeader };
}

/** The fields that an update changed; none for other changes. */
export function changedFieldsOf({ changeType, values }: ChangeEvent) {
  return changeType === 'UPDATE' ? [...values.keys()] : [];
}

/** Commit numbers grow with every transaction. */
export function commitNumberOf({ replayId }: ChangeEvent): number {
  return COMMIT_BASE + replayId;
}

const COMMIT_BASE = 10_708_862_594_919;

function platformPayload({ type, row }: PlatformEvent): Readonly<Record<string, unknown>> {
  const custom = type.fields.filter(({ isCustom }) => isCustom).map((field) => [field.name, eventValue(field.type, row[field.name])]);
  const CreatedDate = eventValue('datetime', row['CreatedDate']);
  return { CreatedDate, CreatedById: row['CreatedById'], ...Object.fromEntries(custom) };
}
