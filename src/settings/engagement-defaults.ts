import type { SettingValues } from './settings.js';

/**
 * The connector settings that the core reads, with the values they have until somebody saves others.
 *
 * Source:  help "Salesforce Connector Settings"; reference engagement A.13. `paused` is on where a connector is new.
 * Assumed: D-9 and D-12 as the reference decides them; a unit allows several prospects per email unless it says otherwise.
 */
export const ENGAGEMENT_SETTING_DEFAULTS: SettingValues = {
  allowMultipleProspectsPerEmail: true,
  autoCreateProspects: false,
  defaultCampaignId: null,
  autoChangeEmail: true,
  autoDeleteMerge: false,
  matchByEmailWhenNoCrmId: true,
  excludePartnerAndPortalUsers: false,
  stopSyncingPackageFields: false,
  nullOverwriteFromSalesforce: false,
  createRecordAs: 'Lead',
  autoMatchUsers: false,
  userSync: null,
  connectedCampaigns: false,
  memberSync: false,
  marketingDataSharing: null,
  syncEmailsWithCrm: null,
  syncOpportunities: true,
  reverseSync: false,
  paused: true,
};
