import type { SalesforceClient } from '../clients/salesforce/client.js';
import type { Send } from '../model/session.js';
import type { SystemName } from '../model/wire.js';
import type { Settings } from '../settings/settings.js';
import type { Connections, CoreClock } from './core.js';

/** What a flow is made of. Clients belong to one flow, so that each signs in as its own user. */
export type FlowParts = {
  readonly connections: Connections;
  readonly settings: Settings;
  readonly clock: CoreClock;
  readonly send: Readonly<Record<SystemName, Send>>;
  readonly salesforce: SalesforceClient;
};
