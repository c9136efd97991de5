import type { GatewayClient } from '../../clients/intacct/client.js';
import type { SalesforceClient } from '../../clients/salesforce/client.js';
import { byIdentity } from '../../model/by-identity.js';
import { type IntacctSettings, intacctSettings } from '../../rules/intacct/settings.js';
import type { SettingsEvent } from '../../settings/settings.js';
import type { FlowContext } from '../flow.js';
import type { DefinitionDirectory } from './definition-directory.js';
import type { FieldDirectory } from './field-directory.js';
import type { OrgKind } from './org-kind.js';
import type { OwnUser } from './own-user.js';
import type { UserDirectory } from './users.js';

/** What the pieces of the Intacct flow share. */
export type IntacctParts = {
  readonly salesforce: SalesforceClient;
  readonly intacct: GatewayClient;
  readonly users: UserDirectory;
  readonly ownUser: OwnUser;
  readonly orgKind: OrgKind;
  readonly fields: FieldDirectory;
  readonly definitions: DefinitionDirectory;
};

const settingsOf = byIdentity(intacctSettings);

/** Settings in force now. */
export function settingsNow(context: FlowContext): IntacctSettings {
  return settingsOf(context.settings.intacct(context.now()));
}

/** Settings at an instant; `event` tells which moment of it. */
export function settingsAt(context: FlowContext, instant: number, event?: SettingsEvent): IntacctSettings {
  return settingsOf(context.settings.intacct(instant, event));
}
