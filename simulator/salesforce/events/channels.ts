import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { canBeCaptured } from './capture.js';
import { changeEventName, type StreamEvent } from './stream-event.js';

/** What a subscription hears. */
export type Channel = {
  readonly name: string;
  readonly test: (event: StreamEvent) => boolean;
  /** The type of its events; null where they are of several types, or have no schema. */
  readonly type: SObjectType | null;
  readonly kind: 'data' | 'event' | 'topic';
};

/** The channel of a name, `/data/AccountChangeEvent`; null when there is none. Source: Change Data Capture guide, "Subscription Channels". */
export function channelOf(org: SalesforceOrg, name: string): Channel | null {
  const [, kind, rest] = /^\/(data|event|topic)\/([^/]+)$/.exec(name) ?? [];
  if (kind === 'data') return changeChannel(org, name, rest!);
  if (kind === 'event') return eventChannel(org, name, rest!);
  return kind === 'topic' ? topicChannel(org, name, rest!) : null;
}

function changeChannel(org: SalesforceOrg, name: string, rest: string): Channel | null {
  if (rest === 'ChangeEvents') return { name, kind: 'data', type: null, test: (event) => event.kind === 'change' };
  if (!rest.endsWith('ChangeEvent')) return null;
  const type = capturedTypeOf(org, rest);
  if (type === null) return null;
  return { name, kind: 'data', type, test: (event) => event.kind === 'change' && event.type.name === type.name };
}

/** The object behind `AccountChangeEvent` or `Invoice__ChangeEvent`. */
export function capturedTypeOf(org: SalesforceOrg, eventName: string): SObjectType | null {
  const typeName = eventName.replace(/ChangeEvent$/, '').replace(/__$/, '__c');
  const type = org.schema.type(typeName);
  return type !== undefined && canBeCaptured(type) && changeEventName(type.name) === eventName ? type : null;
}

function eventChannel(org: SalesforceOrg, name: string, rest: string): Channel | null {
  const type = org.schema.type(rest);
  if (type === undefined || type.name !== rest || !rest.endsWith('__e')) return null;
  return { name, kind: 'event', type, test: (event) => event.kind === 'platform' && event.type.name === type.name };
}

function topicChannel(org: SalesforceOrg, name: string, rest: string): Channel | null {
  const topics = org.schema.type('PushTopic')!;
  const exists = org.findBy(topics, topics.field('Name')!, rest).some((row) => row['Name'] === rest && row['IsDeleted'] !== true);
  return exists ? { name, kind: 'topic', type: null, test: (event) => event.kind === 'topic' && event.topic === rest } : null;
}
