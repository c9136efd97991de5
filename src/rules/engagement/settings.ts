import { type DataSharing, dataSharing } from './data-sharing.js';
import { type UserSync, userSync } from './user-sync.js';

/**
 * The connector settings that rules read, typed once. Keys and defaults are those of the settings page.
 *
 * Source: help "Salesforce Connector Settings"; reference A.13.
 */
export type ConnectorSettings = {
  readonly autoChangeEmail: boolean;
  readonly autoDeleteMerge: boolean;
  readonly matchByEmailWhenNoCrmId: boolean;
  readonly excludePartnerAndPortalUsers: boolean;
  readonly stopSyncingPackageFields: boolean;
  readonly nullOverwriteFromSalesforce: boolean;
  readonly createRecordAs: 'Lead' | 'Contact';
  readonly reverseSync: boolean;
  readonly paused: boolean;
  readonly syncOpportunities: boolean;
  readonly autoMatchUsers: boolean;
  readonly userSync: UserSync | null;
  readonly connectedCampaigns: boolean;
  readonly memberSync: boolean;
  /** Which records the connector may see. */
  readonly dataSharing: DataSharing;
  /** *Allow Multiple Prospects with the Same Email Address*: a feature of the unit, not a box on the page. */
  readonly allowMultipleProspectsPerEmail: boolean;
  /** Decides conflicts per prospect field; fields without an entry follow the default mapping. */
  readonly fieldBehavior: Readonly<Record<string, FieldBehavior>>;
};

/** `engagement`: use Account Engagement's value; `salesforce`: use Salesforce's value; `mostRecent`: the newer record's. */
export type FieldBehavior = 'engagement' | 'salesforce' | 'mostRecent';

/** Reads the rules' settings out of the page's values. `unit` carries what is a feature of the unit. */
export function connectorSettings(
  values: Readonly<Record<string, unknown>>,
  unit: { readonly allowMultipleProspectsPerEmail: boolean },
): ConnectorSettings {
  const isOn = (key: string): boolean => values[key] === true;
  const isAmpsea = unit.allowMultipleProspectsPerEmail;
  const behavior = Object.entries(values).filter(([key]) => key.startsWith('fieldBehavior.'));
  return {
    // Source: A.13 rows 3 and 5: hidden and on where several prospects may share an email.
    autoChangeEmail: isAmpsea || isOn('autoChangeEmail'),
    autoDeleteMerge: isAmpsea || (isOn('autoDeleteMerge') && isOn('autoChangeEmail')),
    // D-9: the box is inert elsewhere, unless the unit is strict; email is unique in such a unit and always matches.
    matchByEmailWhenNoCrmId: (!isAmpsea && !isOn('strictSetting')) || isOn('matchByEmailWhenNoCrmId'),
    excludePartnerAndPortalUsers: isOn('excludePartnerAndPortalUsers'),
    stopSyncingPackageFields: isOn('stopSyncingPackageFields'),
    nullOverwriteFromSalesforce: isOn('nullOverwriteFromSalesforce'),
    createRecordAs: values['createRecordAs'] === 'Contact' ? 'Contact' : 'Lead',
    reverseSync: isOn('reverseSync'),
    paused: isOn('paused'),
    syncOpportunities: values['syncOpportunities'] !== false,
    autoMatchUsers: isOn('autoMatchUsers'),
    userSync: userSync(values['userSync']),
    connectedCampaigns: isOn('connectedCampaigns'),
    memberSync: isOn('connectedCampaigns') && isOn('memberSync'),
    dataSharing: dataSharing(values['marketingDataSharing']),
    allowMultipleProspectsPerEmail: isAmpsea,
    fieldBehavior: Object.fromEntries(behavior.map(([key, value]) => [key.slice('fieldBehavior.'.length), value as FieldBehavior])),
  };
}
