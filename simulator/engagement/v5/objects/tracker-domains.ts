import { keptObject } from '../kept.js';
import { type ObjectDefinition, REQUIRED, readable, reference, writable } from '../object.js';

/**
 * Source:  Account Engagement API v5, "Tracker Domain": read only; administrators set them up.
 * Assumed: every business unit starts with the vendor's own domain as its primary one; a domain is valid as soon as it is there.
 */
export const TRACKER_DOMAINS: ObjectDefinition = keptObject({
  type: 'TrackerDomain',
  collection: 'tracker-domains',
  table: (tables) => tables.kept.TrackerDomain,
  fields: [
    writable('domain', 'text', REQUIRED),
    writable('isPrimary', 'boolean'),
    reference('defaultCampaignId', 'campaigns'),
    writable('httpsStatus', 'text', { standard: 'Enabled' }),
    writable('sslStatus', 'text', { standard: 'Enabled' }),
    readable('sslStatusDetails', 'text', () => null),
    readable('validationStatus', 'text', () => 'Validated'),
    readable('validatedAt', 'instant', (row) => row.createdAt),
    readable('vanityUrlStatus', 'text', () => 'Enabled'),
    readable('trackingCode', 'text', (row) => `<script src="//${row['domain']}/pd.js"></script>`),
  ],
  filters: ['domain', 'isPrimary'],
  orders: ['domain'],
  isByPeopleOnly: true,
});
