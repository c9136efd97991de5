import type { Kept } from '../../records.js';
import { newAsset } from '../../state/assets.js';
import { checkFormField, guardEmailField, partOf } from '../../state/form-fields.js';
import { isNamed } from '../../state/references.js';
import { keptObject } from '../kept.js';
import { fixed, type ObjectDefinition, REQUIRED, readable, reference, writable, writables } from '../object.js';
import { ADDRESS, URL_FIELD, webAddressField } from './fields.js';

/** Source: Account Engagement API v5, "Layout Template". One that pages use stays (108). */
export const LAYOUT_TEMPLATES: ObjectDefinition = keptObject({
  type: 'LayoutTemplate',
  collection: 'layout-templates',
  table: (tables) => tables.kept.LayoutTemplate,
  fields: [
    writable('name', 'text', REQUIRED),
    writable('layoutContent', 'text', REQUIRED),
    ...writables('text', 'formContent', 'siteSearchContent'),
    writable('isIncludeDefaultCss', 'boolean'),
    reference('folderId', 'folders'),
  ],
  isUsed: ({ tables }, { id }) => isNamed([tables.assets.Form, tables.assets.LandingPage], 'layoutTemplateId', id),
});

/** Source: Account Engagement API v5, "Form". Completion actions are not in the API. One that landing pages show stays (108). */
export const FORMS: ObjectDefinition = keptObject({
  type: 'Form',
  collection: 'forms',
  table: (tables) => tables.assets.Form,
  fields: [
    writable('name', 'text', REQUIRED),
    reference('campaignId', 'campaigns', REQUIRED),
    reference('folderId', 'folders'),
    reference('layoutTemplateId', 'layout-templates'),
    reference('trackerDomainId', 'tracker-domains'),
    writable('submitButtonText', 'text', { standard: 'Submit' }),
    ...writables('text', 'beforeFormContent', 'afterFormContent', 'thankYouContent', 'thankYouCode'),
    webAddressField('redirectLocation'),
    ...writables('boolean', 'isUseRedirectLocation', 'isAlwaysDisplay', 'isCookieless', 'isCaptchaEnabled', 'showNotProspect'),
    ...writables('text', 'fontSize', 'fontFamily', 'fontColor', 'labelAlignment', 'radioAlignment', 'checkboxAlignment'),
    writable('requiredCharacter', 'text', { standard: '*' }),
    readable('salesforceId', 'text', () => null),
    readable('embedCode', 'text', (row, engagement) => `<iframe src="${URL_FIELD.show!(row, engagement)}"></iframe>`),
    URL_FIELD,
  ],
  links: ['url', 'embedCode'],
  hasTimeFilters: false,
  make: (engagement, unit, values, by) => newAsset(engagement, 'Form', unit, values, by),
  isUsed: ({ tables }, { id }) => isNamed([tables.assets.LandingPage], 'formId', id),
});

/** Source: Account Engagement API v5, "Form Field": the form that it belongs to is given once. Assumed: new ones come last. */
export const FORM_FIELDS: ObjectDefinition = keptObject({
  type: 'FormField',
  collection: 'form-fields',
  table: (tables) => tables.kept.FormField,
  fields: [
    fixed('formId', 'id', { refersTo: 'forms' }),
    writable('prospectApiFieldId', 'text', REQUIRED),
    writable('type', 'text', { standard: 'text' }),
    writable('dataFormat', 'text', { standard: 'text' }),
    ...writables('text', 'label', 'description', 'errorMessage', 'cssClasses'),
    ...writables('boolean', 'isRequired', 'isAlwaysDisplay', 'isMaintainInitialValue', 'isDoNotPrefill'),
    writable('sortOrder', 'int'),
    ...['hasDependents', 'hasProgressives', 'hasValues'].map((name) => readable(name, 'boolean', () => false)),
  ],
  orders: ['sortOrder'],
  check: (engagement, row, before) => {
    checkFormField(engagement, formOf(row), partOf(row));
    if (before !== null) guardEmailField(engagement, formOf(row), partOf(before), partOf(row));
  },
  made: (engagement, row) => {
    if (row['sortOrder'] !== null) return row;
    const sortOrder = engagement.tables.kept.FormField.count('formId', String(row['formId']));
    return engagement.tables.kept.FormField.put({ ...row, sortOrder });
  },
  removing: (engagement, row) => guardEmailField(engagement, formOf(row), partOf(row), null),
});

/** Source: Account Engagement API v5, "Landing Page". Assumed: what it leads to is its form's business. */
export const LANDING_PAGES: ObjectDefinition = keptObject({
  type: 'LandingPage',
  collection: 'landing-pages',
  table: (tables) => tables.assets.LandingPage,
  fields: [
    writable('name', 'text', REQUIRED),
    reference('campaignId', 'campaigns', REQUIRED),
    ...writables('text', 'title', 'description', 'layoutType', 'layoutTableBorder', 'layoutTableWidth', 'layoutTableCellspacing'),
    reference('folderId', 'folders'),
    reference('formId', 'forms'),
    reference('layoutTemplateId', 'layout-templates'),
    reference('trackerDomainId', 'tracker-domains'),
    webAddressField('redirectLocation'),
    ...writables('boolean', 'isUseRedirectLocation', 'isDoNotIndex'),
    ...ADDRESS,
    readable('salesforceId', 'text', () => null),
    URL_FIELD,
  ],
  links: ['url'],
  make: (engagement, unit, values, by) => newAsset(engagement, 'LandingPage', unit, values, by),
});

function formOf(field: Kept): { readonly kind: 'Form'; readonly id: number } {
  return { kind: 'Form', id: Number(field['formId']) };
}
