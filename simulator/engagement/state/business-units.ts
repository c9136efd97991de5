import type { BusinessUnit, Campaign, User } from '../records.js';
import type { Engagement } from '../state.js';
import { salesforceId } from './ids.js';
import { makeProfile } from './profiles.js';

/**
 * Makes a business unit with what it starts with: its administrator, one campaign, a folder, and the vendor's tracker domain.
 * Source: scenario language, section 2 (the stage); help, "Folders": what nobody filed is *Uncategorized*. Ids: `0Uv` and 15 characters.
 */
export function createBusinessUnit(engagement: Engagement, name: string, allowMultipleProspectsPerEmail: boolean): BusinessUnit {
  const number = engagement.nextId('BusinessUnit');
  const key = salesforceId(`0Uv${String(number).padStart(12, '0')}`)!;
  const at = engagement.second();
  const stamp = { unit: key, createdAt: at, updatedAt: at, createdById: null, updatedById: null, isDeleted: false };
  const unit: BusinessUnit = { id: number, key, name, allowMultipleProspectsPerEmail, ...stamp };
  engagement.tables.units.put(unit);
  const administrator = createAdministrator(engagement, key);
  const campaign: Campaign = {
    ...engagement.audit('Campaign', key, administrator.id),
    name: 'Website Tracking',
    cost: null,
    folderId: null,
    parentCampaignId: null,
    salesforceId: null,
  };
  engagement.tables.campaigns.put(campaign);
  makeProfile(engagement, key, {}, administrator.id);
  engagement.tables.kept.Folder.put({ ...engagement.audit('Folder', key, administrator.id), ...FIRST_FOLDER });
  engagement.tables.kept.TrackerDomain.put({ ...engagement.audit('TrackerDomain', key, administrator.id), ...FIRST_DOMAIN });
  return engagement.tables.units.put({ ...unit, createdById: administrator.id, updatedById: administrator.id });
}

const FIRST_FOLDER = { name: 'Uncategorized', parentFolderId: null, usePermissions: false } as const;

const FIRST_DOMAIN = {
  domain: 'go.pardot.com',
  isPrimary: true,
  defaultCampaignId: null,
  httpsStatus: 'Enabled',
  sslStatus: 'Enabled',
} as const;

/** The user whose Salesforce user is the org's administrator, so that the administrator's token opens the unit. */
function createAdministrator(engagement: Engagement, unit: string): User {
  const orgUser = engagement.salesforce.users().find(({ username }) => username.split('@')[0] === 'admin');
  const email = orgUser?.email ?? 'admin@backlot.test';
  const user: User = {
    ...engagement.audit('User', unit, null),
    email,
    username: email,
    firstName: 'Admin',
    lastName: 'User',
    jobTitle: null,
    roleName: 'Administrator',
    salesforceId: orgUser?.id ?? null,
  };
  return engagement.tables.users.put(user);
}
