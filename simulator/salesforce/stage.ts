import { idAt } from './ids.js';
import { STAGES } from './objects/sales.js';
import { createBySystem } from './state/create.js';
import type { SystemValues } from './state/save.js';
import type { SalesforceOrg } from './state.js';

/** The profile of the users that programs sign in with. */
export const INTEGRATION_PROFILE = 'Salesforce Integration';

const ADMIN_ID = idAt('005', 1);

type Add = (type: string, values: SystemValues) => string;

/** What every org starts with: the stage that scenarios are told they find, and nothing else. */
export function setStage(org: SalesforceOrg): void {
  const add: Add = (type, values) => createBySystem(org, type, values, ADMIN_ID);
  org.world.as({ actor: ADMIN_ID, cause: { kind: 'seed', text: 'stage' } }, () =>
    org.world.atomic(() => {
      addOrganization(add);
      const users = addUsers(add, addProfiles(add));
      addPicklistRows(add);
      add('RecordType', { Name: 'Contract', DeveloperName: 'Contract', SobjectType: 'Opportunity', IsActive: true });
      addPriceBook(add);
      addIntacctConfiguration(add);
      addPermissionSets(add, users);
    }),
  );
}

function addOrganization(add: Add): void {
  add('Organization', {
    Name: 'Backlot',
    Country: 'US',
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'UTC',
    OrganizationType: 'Enterprise Edition',
    InstanceName: 'NA1',
    FiscalYearStartMonth: 1,
    DefaultAccountAccess: 'Edit',
  });
  add('CurrencyType', { IsoCode: 'USD', ConversionRate: 1, DecimalPlaces: 2, IsActive: true, IsCorporate: true });
}

/** Profiles by user type; the first of a type is the one that people choose. Source: Salesforce Help, "Standard Profiles". */
const PROFILES: readonly (readonly [name: string, userType: string, licence: string])[] = [
  ['System Administrator', 'Standard', 'Salesforce'],
  ['Standard User', 'Standard', 'Salesforce'],
  [INTEGRATION_PROFILE, 'Standard', 'Salesforce Integration'],
  ['Partner Community User', 'PowerPartner', 'Partner Community'],
  ['Customer Community User', 'CspLitePortal', 'Customer Community'],
  ['Customer Community Plus User', 'PowerCustomerSuccess', 'Customer Community Plus'],
  ['Customer Portal Manager', 'CustomerSuccess', 'High Volume Customer Portal'],
  ['Chatter Free User', 'CsnOnly', 'Chatter Free'],
];

const LICENCES = 100;

function addProfiles(add: Add): ReadonlyMap<string, string> {
  const licences = new Map<string, string>();
  for (const [, , name] of PROFILES) {
    if (licences.has(name)) continue;
    const key = name.toUpperCase().replaceAll(' ', '_');
    const values = { Name: name, MasterLabel: name, LicenseDefinitionKey: key, Status: 'Active', TotalLicenses: LICENCES, UsedLicenses: 0 };
    licences.set(name, add('UserLicense', values));
  }
  return new Map(
    PROFILES.map(([name, userType, licence]) => [
      name,
      add('Profile', { Name: name, UserType: userType, UserLicenseId: licences.get(licence) }),
    ]),
  );
}

const USERS: readonly (readonly [first: string, last: string, mailbox: string, profile: string])[] = [
  ['Admin', 'User', 'admin', 'System Administrator'],
  ['Account Engagement', 'Connector', 'connector', INTEGRATION_PROFILE],
  ['Intacct', 'Integration', 'intacct', INTEGRATION_PROFILE],
];

/** Ids by mailbox. */
function addUsers(add: Add, profiles: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [first, last, mailbox, profile] of USERS) {
    const id = add('User', {
      Username: `${mailbox}@backlot.test`,
      Email: `${mailbox}@backlot.test`,
      FirstName: first,
      LastName: last,
      Name: `${first} ${last}`,
      Alias: mailbox.slice(0, 8),
      CommunityNickname: mailbox,
      ProfileId: profiles.get(profile),
      ...USER_LOCALE,
    });
    ids.set(mailbox, id);
  }
  return ids;
}

/** All users are in UTC, locale en_US. */
export const USER_LOCALE = { TimeZoneSidKey: 'UTC', LocaleSidKey: 'en_US', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'en_US' } as const;

const LEAD_STATUSES = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'];

function addPicklistRows(add: Add): void {
  for (const [index, label] of LEAD_STATUSES.entries()) {
    const values = { IsDefault: index === 0, IsConverted: label === 'Closed - Converted' };
    add('LeadStatus', { MasterLabel: label, ApiName: label, SortOrder: index + 1, ...values });
  }
  for (const [index, stage] of STAGES.entries()) {
    add('OpportunityStage', {
      MasterLabel: stage.name,
      ApiName: stage.name,
      SortOrder: index + 1,
      IsActive: true,
      IsClosed: stage.isClosed,
      IsWon: stage.isWon,
      ForecastCategory: stage.category,
      ForecastCategoryName: stage.category,
      DefaultProbability: stage.probability,
    });
  }
}

function addPriceBook(add: Add): void {
  const book = add('Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
  const product = add('Product2', { Name: 'Item 1', ProductCode: 'ITEM1', IsActive: true, ia_crm__IntacctID__c: 'ITEM1' });
  add('PricebookEntry', { Pricebook2Id: book, Product2Id: product, UnitPrice: 100, IsActive: true });
}

/** Permission sets of the Intacct package. Source: Sage Intacct help, "Required Salesforce settings"; release notes on unmapped users. */
const PERMISSION_SETS = [
  { Name: 'Intacct_Connect', Label: 'Intacct Connect' },
  { Name: 'SyncRecordsForUnmappedUser', Label: 'Sync Records For Unmapped User' },
  // Assumed: name and label; the vendor speaks of object permission sets that mapped users are assigned.
  { Name: 'Intacct_Objects', Label: 'Intacct Objects' },
];

/** Who holds them from the start: the integration user, and the users that a new subscription maps. */
const HOLDERS: readonly (readonly [set: string, mailbox: string])[] = [
  ['Intacct_Connect', 'intacct'],
  ['Intacct_Objects', 'admin'],
  ['Intacct_Objects', 'connector'],
];

function addPermissionSets(add: Add, users: ReadonlyMap<string, string>): void {
  const sets = PERMISSION_SETS.map(
    (set) => [set.Name, add('PermissionSet', { ...set, NamespacePrefix: 'ia_crm', IsCustom: true })] as const,
  );
  const ids = new Map(sets);
  for (const [set, mailbox] of HOLDERS)
    add('PermissionSetAssignment', { PermissionSetId: ids.get(set), AssigneeId: users.get(mailbox), IsActive: true });
}

/** The mirror of the subscription page as it stands in a new company. */
function addIntacctConfiguration(add: Add): void {
  add('ia_crm__Intacct_Configuration__c', {
    Name: 'Intacct Configuration',
    ia_crm__Sync_Enabled__c: true,
    ia_crm__Subscription_Active__c: true,
    ia_crm__Subscription_Environment__c: 'production',
    ia_crm__Accounts_Default_Contacts_From_Salesforce__c: 'never',
    ia_crm__Order_Entry_Price_Source__c: 'salesforce',
    ia_crm__Contracts_Enabled__c: true,
    ia_crm__Reseller_Account_Types__c: 'Reseller',
  });
}
