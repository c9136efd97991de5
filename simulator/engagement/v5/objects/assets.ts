import type { AssetKind } from '../../records.js';
import { newAsset } from '../../state/assets.js';
import { checkFormField, type FormPart, guardEmailField } from '../../state/form-fields.js';
import { keptObject } from '../kept.js';
import {
  fixed,
  type ObjectDefinition,
  type ObjectField,
  REQUIRED,
  readable,
  reference,
  type Stored,
  writable,
  writables,
} from '../object.js';
import { LIST_EMAILS } from './emails.js';
import { ADDRESS, URL_FIELD, webAddressField } from './fields.js';
import { FORMS, LANDING_PAGES } from './pages.js';

const NAME = writable('name', 'text', REQUIRED);
const CAMPAIGN = reference('campaignId', 'campaigns', REQUIRED);
const PLACE: readonly ObjectField[] = [reference('folderId', 'folders'), reference('trackerDomainId', 'tracker-domains')];
const SALESFORCE_ID = readable('salesforceId', 'text', () => null);

/** Source: Account Engagement API v5, "Form Handler": name, folder and campaign are required. Completion actions are not in the API. */
export const FORM_HANDLERS: ObjectDefinition = keptObject({
  type: 'FormHandler',
  collection: 'form-handlers',
  table: (tables) => tables.assets.FormHandler,
  fields: [
    NAME,
    reference('folderId', 'folders', REQUIRED),
    CAMPAIGN,
    reference('trackerDomainId', 'tracker-domains'),
    webAddressField('successLocation'),
    webAddressField('errorLocation'),
    ...writables('boolean', 'isDataForwarded', 'isAlwaysEmail', 'isCookieless'),
    SALESFORCE_ID,
    readable('embedCode', 'text', (row, engagement) => `<form action="${URL_FIELD.show!(row, engagement)}" method="post"></form>`),
    URL_FIELD,
  ],
  links: ['url', 'embedCode'],
  make: maker('FormHandler'),
});

/** Source: Account Engagement API v5, "Form Handler Field": the form that it belongs to is given once; error 215. */
export const FORM_HANDLER_FIELDS: ObjectDefinition = keptObject({
  type: 'FormHandlerField',
  collection: 'form-handler-fields',
  table: (tables) => tables.formFields,
  fields: [
    fixed('formHandlerId', 'id', { refersTo: 'form-handlers' }),
    NAME,
    writable('prospectApiFieldId', 'text', REQUIRED),
    writable('dataFormat', 'text', REQUIRED),
    ...writables('boolean', 'isRequired', 'isMaintainInitialValue'),
    writable('errorMessage', 'text'),
  ],
  check: (engagement, row, before) => {
    checkFormField(engagement, handlerOf(row), partOf(row));
    if (before !== null) guardEmailField(engagement, handlerOf(row), partOf(before), partOf(row));
  },
  removing: (engagement, row) => guardEmailField(engagement, handlerOf(row), partOf(row), null),
});

/** Source: Account Engagement API v5, "Custom Redirect". Assumed: the tracker domain is the primary one unless given. */
export const CUSTOM_REDIRECTS: ObjectDefinition = keptObject({
  type: 'CustomRedirect',
  collection: 'custom-redirects',
  table: (tables) => tables.assets.CustomRedirect,
  fields: [
    NAME,
    webAddressField('destinationUrl', REQUIRED),
    CAMPAIGN,
    ...PLACE,
    ...ADDRESS,
    ...writables('text', 'gaSource', 'gaMedium', 'gaTerm', 'gaContent', 'gaCampaign'),
    SALESFORCE_ID,
    { ...URL_FIELD, name: 'trackedUrl' },
    URL_FIELD,
  ],
  links: ['url', 'trackedUrl'],
  hasTimeFilters: false,
  make: maker('CustomRedirect'),
});

/** Source: Account Engagement API v5, "File". Its content comes with the request that makes it. */
export const FILES: ObjectDefinition = keptObject({
  type: 'File',
  collection: 'files',
  table: (tables) => tables.assets.File,
  fields: [
    NAME,
    CAMPAIGN,
    ...PLACE,
    ...ADDRESS,
    writable('isTracked', 'boolean', { standard: true }),
    readable('size', 'int'),
    SALESFORCE_ID,
    URL_FIELD,
  ],
  links: ['url'],
  hasTimeFilters: false,
  make: maker('File'),
});

/** What has completion actions or an address on the tracker domain. */
export const ASSETS: readonly ObjectDefinition[] = [FORM_HANDLERS, FORMS, LANDING_PAGES, LIST_EMAILS, FILES, CUSTOM_REDIRECTS];

function maker(kind: AssetKind): NonNullable<Parameters<typeof keptObject>[0]['make']> {
  return (engagement, unit, values, by) => newAsset(engagement, kind, unit, values, by);
}

function handlerOf(field: Stored): { readonly kind: 'FormHandler'; readonly id: number } {
  return { kind: 'FormHandler', id: Number(field['formHandlerId']) };
}

function partOf(field: Stored): FormPart {
  return field as unknown as FormPart;
}
