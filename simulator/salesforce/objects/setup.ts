import type { Row } from '../../kernel/table.js';
import type { Field } from '../schema.js';
import { address, field } from './fields.js';
import { type ObjectOptions, READ_ONLY, sObject } from './object.js';

const SETUP: ObjectOptions = { hasRecycleBin: false, isSearchable: false, isLayoutable: false };

/** Source: Object Reference, "User"; `UserType` follows the profile. */
export const USER = sObject(
  'User',
  '005',
  [
    field('Username', 'string(80)', 'cui', { isUnique: true }),
    field('LastName', 'string(80)', 'cu', { compound: 'Name' }),
    field('FirstName', 'string(40)', 'cun', { compound: 'Name' }),
    field('Name', 'string(121)', 'N', { label: 'Full Name' }),
    field('CompanyName', 'string(80)', 'cun'),
    field('Division', 'string(80)', 'cun'),
    field('Department', 'string(80)', 'cun'),
    field('Title', 'string(80)', 'cun'),
    ...address(''),
    field('Email', 'email(128)', 'cui'),
    field('Phone', 'phone(40)', 'cun'),
    field('Fax', 'phone(40)', 'cun'),
    field('MobilePhone', 'phone(40)', 'cun', { label: 'Mobile' }),
    field('Extension', 'phone(40)', 'cun'),
    field('Alias', 'string(8)', 'cu'),
    field('CommunityNickname', 'string(40)', 'cud', { label: 'Nickname', isUnique: true }),
    field('IsActive', 'boolean', 'cud', { label: 'Active', defaultValue: true }),
    field('TimeZoneSidKey', 'picklist(40)', 'cur', {
      label: 'Time Zone',
      picklist: 'UTC;GMT;Europe/London;Europe/Copenhagen;America/Los_Angeles;America/New_York',
    }),
    field('UserRoleId', 'ref UserRole', 'cun', { label: 'Role ID', children: 'Users' }),
    field('LocaleSidKey', 'picklist(40)', 'cur', { label: 'Locale', picklist: 'en_US;en_GB;da_DK;de_DE;fr_FR' }),
    field('DelegatedApproverId', 'ref User', 'cun', { label: 'Delegated Approver ID', onDelete: 'none' }),
    field('DigestFrequency', 'picklist(40)', 'cudr', { label: 'Chatter Email Highlights Frequency', picklist: '*D;W;N' }),
    field('SmallPhotoUrl', 'url(1024)', 'n', { derive: () => '/profilephoto/005/T' }),
    field('FullPhotoUrl', 'url(1024)', 'n', { derive: () => '/profilephoto/005/F' }),
    ...['MarketingUser', 'OfflineUser', 'KnowledgeUser', 'SFContentUser', 'InteractionUser', 'SupportUser'].map((name) =>
      field(`UserPermissions${name}`, 'boolean', 'cud'),
    ),
    ...['ActivityRemindersPopup', 'EventRemindersCheckboxDefault', 'TaskRemindersCheckboxDefault', 'ReminderSoundOff'].map((name) =>
      field(`UserPreferences${name}`, 'boolean', 'cud'),
    ),
    field('ReceivesInfoEmails', 'boolean', 'cud', { label: 'Info Emails' }),
    field('ReceivesAdminInfoEmails', 'boolean', 'cud', { label: 'Admin Info Emails' }),
    field('EmailEncodingKey', 'picklist(40)', 'cur', { label: 'Email Encoding', picklist: 'UTF-8;ISO-8859-1' }),
    field('ProfileId', 'ref Profile', 'cu', { label: 'Profile ID', children: 'Users', onDelete: 'restrict' }),
    field('UserType', 'picklist(40)', 'nr', {
      picklist: 'Standard;PowerPartner;PowerCustomerSuccess;CustomerSuccess;Guest;CspLitePortal;CsnOnly;SelfService;AutomatedProcess',
      derive: (row, lookup) => lookup(row['ProfileId'])?.['UserType'] ?? null,
    }),
    field('LanguageLocaleKey', 'picklist(40)', 'cur', { label: 'Language', picklist: 'en_US;da;de;fr' }),
    field('EmployeeNumber', 'string(20)', 'cun'),
    field('ManagerId', 'ref User', 'cun', { label: 'Manager ID', children: 'ManagedUsers' }),
    field('LastLoginDate', 'datetime', 'n', { label: 'Last Login' }),
    field('ContactId', 'ref Contact', 'cun', { label: 'Contact ID', children: 'Users' }),
    field('AccountId', 'ref Account', 'n', {
      label: 'Account ID',
      children: 'Users',
      derive: (row, lookup) => lookup(row['ContactId'])?.['AccountId'] ?? null,
    }),
    field('IsPortalEnabled', 'boolean', 'd', { label: 'Portal Enabled', derive: (row) => (row['ContactId'] ?? null) !== null }),
    field('FederationIdentifier', 'string(512)', 'cun', { label: 'SAML Federation ID' }),
  ],
  { ...SETUP, isDeletable: false, isSearchable: true },
);

export const USER_ROLE = sObject(
  'UserRole',
  '00E',
  [
    field('Name', 'string(80)', 'cuN'),
    field('DeveloperName', 'string(80)', 'cun'),
    field('ParentRoleId', 'ref UserRole', 'cun', { label: 'Parent Role ID' }),
  ],
  { ...SETUP, label: 'Role' },
);

export const USER_LICENSE = sObject(
  'UserLicense',
  '100',
  [
    field('LicenseDefinitionKey', 'string(40)', 'd'),
    field('Name', 'string(40)', 'dN'),
    field('MasterLabel', 'string(40)', 'd'),
    field('Status', 'picklist(40)', 'dr', { picklist: 'Active;Disabled' }),
    field('TotalLicenses', 'int(9)', 'd'),
    field('UsedLicenses', 'int(9)', 'd'),
  ],
  { ...SETUP, ...READ_ONLY },
);

const PERMISSIONS: readonly Field[] = [
  ...['ApiEnabled', 'RunReports', 'ViewHelpLink'].map((name) => permission(name, isInternal)),
  ...['ViewAllData', 'ModifyAllData', 'ViewSetup', 'ManageUsers', 'AuthorApex', 'CustomizeApplication', 'DataExport'].map((name) =>
    permission(name, seesAll),
  ),
];

function permission(name: string, isGranted: (profile: Row) => boolean): Field {
  return field(`Permissions${name}`, 'boolean', 'd', { label: name.replace(/([a-z])([A-Z])/g, '$1 $2'), derive: isGranted });
}

function isInternal(profile: Row): boolean {
  return profile['UserType'] === 'Standard';
}

/**
 * Whether a profile sees and changes all data and the setup.
 *
 * Assumed: every internal profile but Standard User, because permission sets are not modelled.
 */
export function seesAll(profile: Row): boolean {
  return isInternal(profile) && profile['Name'] !== 'Standard User';
}

export const PROFILE = sObject(
  'Profile',
  '00e',
  [
    field('Name', 'string(255)', 'dN'),
    field('UserLicenseId', 'ref UserLicense', 'd', { label: 'User License ID' }),
    field('UserType', 'picklist(40)', 'nr', {
      picklist: 'Standard;PowerPartner;PowerCustomerSuccess;CustomerSuccess;Guest;CspLitePortal;CsnOnly;SelfService;AutomatedProcess',
    }),
    field('Description', 'string(255)', 'n'),
    ...PERMISSIONS,
  ],
  { ...SETUP, ...READ_ONLY },
);

/** Queues and public groups. Source: Object Reference, "Group". */
export const GROUP = sObject(
  'Group',
  '00G',
  [
    field('Name', 'string(40)', 'cuN'),
    field('DeveloperName', 'string(80)', 'cun'),
    field('RelatedId', 'ref User,UserRole', 'n', { label: 'Related ID', onDelete: 'none' }),
    field('Type', 'picklist(40)', 'cr', {
      picklist: 'Regular;Role;RoleAndSubordinates;RoleAndSubordinatesInternal;Organization;Queue;AllCustomerPortal;PRMOrganization;Manager',
    }),
    field('Email', 'email(255)', 'cun'),
    field('OwnerId', 'ref Organization,User', 'n', { label: 'Owner ID', onDelete: 'none' }),
    field('DoesSendEmailToMembers', 'boolean', 'cud', { label: 'Send Email to Members' }),
    field('DoesIncludeBosses', 'boolean', 'cud', { label: 'Include Bosses', defaultValue: true }),
  ],
  SETUP,
);

export const GROUP_MEMBER = sObject(
  'GroupMember',
  '011',
  [
    field('GroupId', 'ref Group', 'c', { label: 'Group ID', children: 'GroupMembers', onDelete: 'cascade' }),
    field('UserOrGroupId', 'ref Group,User', 'c', { label: 'User/Group ID', onDelete: 'cascade' }),
  ],
  { ...SETUP, isUpdateable: false },
);

export const QUEUE_SOBJECT = sObject(
  'QueueSobject',
  '03g',
  [
    field('QueueId', 'ref Group', 'c', { label: 'Queue ID', children: 'QueueSobjects', onDelete: 'cascade' }),
    field('SobjectType', 'picklist(40)', 'c', { label: 'Sobject Type', picklist: 'Case;Lead;Task' }),
  ],
  { ...SETUP, isUpdateable: false },
);

export const RECORD_TYPE = sObject(
  'RecordType',
  '012',
  [
    field('Name', 'string(80)', 'cuN'),
    field('DeveloperName', 'string(80)', 'cu', { label: 'Record Type Name' }),
    field('NamespacePrefix', 'string(15)', 'n'),
    field('Description', 'string(255)', 'cun'),
    field('SobjectType', 'picklist(40)', 'c', { label: 'Sobject Type Name' }),
    field('IsActive', 'boolean', 'ud', { label: 'Active', defaultValue: true }),
  ],
  { ...SETUP, isDeletable: false },
);

export const ORGANIZATION = sObject(
  'Organization',
  '00D',
  [
    field('Name', 'string(80)', 'uN'),
    field('Division', 'string(80)', 'un'),
    ...address(''),
    field('Phone', 'phone(40)', 'un'),
    field('DefaultLocaleSidKey', 'picklist(40)', 'u', { label: 'Locale' }),
    field('TimeZoneSidKey', 'picklist(40)', 'u', { label: 'Time Zone' }),
    field('LanguageLocaleKey', 'picklist(40)', 'u', { label: 'Language' }),
    field('OrganizationType', 'picklist(40)', 'n', { label: 'Edition' }),
    field('NamespacePrefix', 'string(15)', 'n'),
    field('InstanceName', 'string(5)', 'n'),
    field('IsSandbox', 'boolean', 'd', { label: 'Is Sandbox' }),
    field('TrialExpirationDate', 'datetime', 'n'),
    field('FiscalYearStartMonth', 'int(9)', 'n', { label: 'Fiscal Year Starts In' }),
    field('DefaultAccountAccess', 'picklist(40)', 'n', { picklist: 'None;Read;Edit' }),
  ],
  { ...SETUP, ...READ_ONLY, labelPlural: 'Organizations' },
);

export const CURRENCY_TYPE = sObject(
  'CurrencyType',
  '01L',
  [
    field('IsoCode', 'picklist(40)', 'c', { label: 'Currency ISO Code' }),
    field('ConversionRate', 'double(18,6)', 'cu'),
    field('DecimalPlaces', 'int(9)', 'cu'),
    field('IsActive', 'boolean', 'cud', { label: 'Active' }),
    field('IsCorporate', 'boolean', 'd', { label: 'Corporate Currency' }),
  ],
  { ...SETUP, ...READ_ONLY },
);

export const ASSIGNMENT_RULE = sObject(
  'AssignmentRule',
  '01Q',
  [
    field('Name', 'string(120)', 'dN'),
    field('SobjectType', 'picklist(40)', 'dr', { picklist: 'Case;Lead' }),
    field('Active', 'boolean', 'd'),
  ],
  { ...SETUP, ...READ_ONLY },
);

export const DUPLICATE_RULE = sObject(
  'DuplicateRule',
  '0Bm',
  [
    field('DeveloperName', 'string(80)', 'dN', { label: 'Object Name' }),
    field('MasterLabel', 'string(80)', 'd', { label: 'Rule Name' }),
    field('SobjectType', 'picklist(40)', 'd', { label: 'Object' }),
    field('IsActive', 'boolean', 'd', { label: 'Active' }),
    field('Language', 'picklist(40)', 'd'),
    field('NamespacePrefix', 'string(15)', 'n'),
  ],
  { ...SETUP, ...READ_ONLY },
);

const STATUS_FIELDS = [field('MasterLabel', 'string(255)', 'nN'), field('ApiName', 'string(255)', 'n'), field('SortOrder', 'int(9)', 'n')];

export const LEAD_STATUS = sObject(
  'LeadStatus',
  '01J',
  [...STATUS_FIELDS, field('IsDefault', 'boolean', 'd'), field('IsConverted', 'boolean', 'd')],
  { ...SETUP, ...READ_ONLY, label: 'Lead Status Value' },
);

export const OPPORTUNITY_STAGE = sObject(
  'OpportunityStage',
  '01J',
  [
    ...STATUS_FIELDS,
    field('IsActive', 'boolean', 'd'),
    field('IsClosed', 'boolean', 'd'),
    field('IsWon', 'boolean', 'd'),
    field('ForecastCategory', 'picklist(40)', 'dr', { picklist: 'Omitted;Pipeline;BestCase;MostLikely;Forecast;Closed' }),
    field('ForecastCategoryName', 'picklist(255)', 'n', { picklist: 'Omitted;Pipeline;Best Case;Commit;Closed' }),
    field('DefaultProbability', 'percent(3,0)', 'n'),
    field('Description', 'string(255)', 'n'),
    ...PERMISSIONS,
  ],
  { ...SETUP, ...READ_ONLY },
);

/** A user's full name; stored with the record like that of leads and contacts. */
export function fullName(row: Row): string {
  return [row['FirstName'], row['LastName']].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** Source: Object Reference, "PermissionSet". Permissions themselves are not modelled: a set says who holds it. */
export const PERMISSION_SET = sObject(
  'PermissionSet',
  '0PS',
  [
    field('Name', 'string(80)', 'cuN', { label: 'Permission Set Name' }),
    field('Label', 'string(80)', 'cu', { label: 'Permission Set Label' }),
    field('Description', 'string(255)', 'cun'),
    field('NamespacePrefix', 'string(15)', 'n'),
    field('IsOwnedByProfile', 'boolean', 'd'),
    field('IsCustom', 'boolean', 'd', { defaultValue: true }),
  ],
  { ...SETUP, isUndeletable: false },
);

/** Source: Object Reference, "PermissionSetAssignment". */
export const PERMISSION_SET_ASSIGNMENT = sObject(
  'PermissionSetAssignment',
  '0Pa',
  [
    field('PermissionSetId', 'ref PermissionSet', 'c', { label: 'PermissionSet ID', children: 'Assignments', onDelete: 'cascade' }),
    field('AssigneeId', 'ref User', 'c', { label: 'Assignee ID', children: 'PermissionSetAssignments', onDelete: 'cascade' }),
    field('IsActive', 'boolean', 'd', { label: 'Is Active', defaultValue: true }),
  ],
  { ...SETUP, isUndeletable: false, isUpdateable: false },
);
