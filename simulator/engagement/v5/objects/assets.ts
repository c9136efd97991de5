import { refusal } from '../../errors.js';
import type { Asset, FormHandlerField } from '../../records.js';
import { assetPath, newAsset } from '../../state/assets.js';
import { checkFormField, guardEmailField, webAddress } from '../../state/form-fields.js';
import { type Engagement, liveInUnit } from '../../state.js';
import { defineObject, fixed, type ObjectDefinition, type ObjectField, readable, readFields, stamped, writable } from '../object.js';

const CAMPAIGN = { object: 'campaigns', key: 'campaignId' } as const;

const URL_FIELD: ObjectField = readable('url', 'text', (row, engagement) => assetPath(engagement, row as unknown as Asset));

/** Source: Account Engagement API v5, "Form Handler". Completion actions are not in the API. Assumed: no embed code is shown. */
const FORM_HANDLERS: ObjectDefinition = defineObject<Asset>({
  type: 'FormHandler',
  collection: 'form-handlers',
  table: (tables) => tables.assets.FormHandler,
  fields: [
    writable('name', 'text', { isRequired: true }),
    writable('folderId', 'id', { isRequired: true }),
    writable('campaignId', 'id', { isRequired: true }),
    writable('trackerDomainId', 'id'),
    writable('successLocation', 'text'),
    writable('errorLocation', 'text'),
    ...['isDataForwarded', 'isAlwaysEmail', 'isCookieless'].map((name) => writable(name, 'boolean')),
    readable('salesforceId', 'text', () => null),
    readable('embedCode', 'text', () => null),
    URL_FIELD,
  ],
  links: new Set(['url']),
  relations: { campaign: CAMPAIGN },
  filters: ['name', 'campaignId', 'folderId'],
  orders: ['name'],
  create: (engagement, unit, raw, by) =>
    newAsset(engagement, 'FormHandler', unit, checked(engagement, unit, readFields(FORM_HANDLERS, raw, 'create')), by),
  update: (engagement, form, raw, by) => {
    const values = checked(engagement, form.unit, readFields(FORM_HANDLERS, raw, 'update'));
    return engagement.tables.assets.FormHandler.put(stamped(engagement, form, values, by));
  },
  remove: (engagement, form, by) => {
    const gone = { ...form, isDeleted: true, updatedAt: engagement.second(), updatedById: by };
    engagement.tables.assets.FormHandler.put(gone, { operation: 'delete' });
  },
});

/** Source: Account Engagement API v5, "Form Handler Field": the form that it belongs to is given once. */
export const FORM_HANDLER_FIELDS: ObjectDefinition = defineObject<FormHandlerField>({
  type: 'FormHandlerField',
  collection: 'form-handler-fields',
  table: (tables) => tables.formFields,
  fields: [
    fixed('formHandlerId', 'id'),
    writable('name', 'text', { isRequired: true }),
    writable('prospectApiFieldId', 'text', { isRequired: true }),
    writable('dataFormat', 'text', { isRequired: true }),
    writable('isRequired', 'boolean'),
    writable('isMaintainInitialValue', 'boolean'),
    writable('errorMessage', 'text'),
  ],
  relations: { formHandler: { object: 'form-handlers', key: 'formHandlerId' } },
  filters: ['formHandlerId', 'name'],
  create: (engagement, unit, raw, by) => {
    const values = readFields(FORM_HANDLER_FIELDS, raw, 'create') as Partial<FormHandlerField>;
    const blank = { isRequired: false, isMaintainInitialValue: false, errorMessage: null };
    const made = { ...engagement.audit('FormHandlerField', unit, by), ...blank, ...values } as FormHandlerField;
    checkFormField(engagement, made);
    return engagement.tables.formFields.put(made);
  },
  update: (engagement, field, raw, by) => {
    const changed = stamped(engagement, field, readFields(FORM_HANDLER_FIELDS, raw, 'update') as Partial<FormHandlerField>, by);
    checkFormField(engagement, changed);
    guardEmailField(engagement, field, changed);
    return engagement.tables.formFields.put(changed);
  },
  remove: (engagement, field, by) => {
    guardEmailField(engagement, field, null);
    const gone = { ...field, isDeleted: true, updatedAt: engagement.second(), updatedById: by };
    engagement.tables.formFields.put(gone, { operation: 'delete' });
  },
});

/** Source: Account Engagement API v5, "List Email", "File", "Custom Redirect"; people make them, clients read them. */
const READ_ONLY = (
  [
    ['ListEmail', 'list-emails', []],
    ['File', 'files', [URL_FIELD]],
    ['CustomRedirect', 'custom-redirects', [readable('destinationUrl', 'text'), URL_FIELD]],
  ] as const
).map(([type, collection, more]) =>
  defineObject<Asset>({
    type,
    collection,
    table: (tables) => tables.assets[type],
    fields: [readable('name', 'text'), readable('campaignId', 'id'), ...more],
    links: new Set(['url']),
    relations: { campaign: CAMPAIGN },
    filters: ['name', 'campaignId'],
    orders: ['name'],
  }),
);

/** What has completion actions. */
export const ASSETS: readonly ObjectDefinition[] = [FORM_HANDLERS, ...READ_ONLY];

function checked(engagement: Engagement, unit: string, values: Record<string, unknown>): Partial<Asset> {
  const { campaignId } = values;
  if (typeof campaignId === 'number' && liveInUnit(engagement.tables.campaigns, unit, campaignId) === undefined) {
    throw refusal(38, String(campaignId));
  }
  for (const name of ['successLocation', 'errorLocation']) {
    const url = values[name];
    if (typeof url === 'string' && webAddress(url) === null) throw refusal(137, name);
  }
  return values as Partial<Asset>;
}
