import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { Criterion } from '../schema.js';

/** When a rule looks at a record. Source: Metadata API guide, "Workflow", `triggerType`. */
export const TRIGGER_TYPES = ['onCreateOnly', 'onAllChanges', 'onCreateOrTriggeringUpdate'] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** A workflow rule: which records, when, and the outbound messages that it sends. Its condition is a formula or criteria; neither is always. */
export type WorkflowRule = Row & {
  readonly Id: string;
  readonly object: string;
  readonly fullName: string;
  readonly active: boolean;
  readonly triggerType: TriggerType;
  readonly formula: string | null;
  readonly criteria: readonly Criterion[];
  /** Names of outbound messages of the same object. */
  readonly actions: readonly string[];
};

/** An outbound message: what of a record goes where. Its id is the `ActionId` of notifications. */
export type MessageDefinition = Row & {
  readonly Id: string;
  readonly object: string;
  readonly fullName: string;
  readonly endpointUrl: string;
  readonly fields: readonly string[];
  readonly includeSessionId: boolean;
  /** The id of the user whose session is sent along. */
  readonly integrationUser: string;
  readonly apiVersion: string;
};

/** The workflow definitions of an org, by object. */
export class WorkflowDefinitions {
  readonly rules: Table<WorkflowRule>;
  readonly messages: Table<MessageDefinition>;

  constructor(world: World) {
    this.rules = open<WorkflowRule>(world, 'WorkflowRule');
    this.messages = open<MessageDefinition>(world, 'WorkflowOutboundMessage');
  }

  message(object: string, fullName: string): MessageDefinition | undefined {
    return this.messages.find('object', object).find((each) => each.fullName === fullName);
  }
}

function open<R extends Row & { readonly Id: string; readonly object: string }>(world: World, name: string): Table<R> {
  return world.table<R>('salesforce', { name, key: (row) => row.Id, indexes: { object: (row) => row.object } });
}
