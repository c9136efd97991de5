import type { Engagement } from '../state.js';
import type { Stored } from '../v5/object.js';
import { ASSETS } from '../v5/objects/assets.js';
import { DYNAMIC_CONTENTS } from '../v5/objects/contents.js';
import { EMAIL_TEMPLATES, EMAILS } from '../v5/objects/emails.js';
import { LIFECYCLE_HISTORIES, LIFECYCLE_STAGES } from '../v5/objects/lifecycle.js';
import { equals } from './criteria.js';
import { defineOlder, type OlderObject } from './older-object.js';
import type { Tree } from './print.js';
import { campaignTree } from './prospect-tree.js';

const AT = 'created_at updated_at';

/** What versions 3 and 4 only read. Source: pardot/api-docs, one page for each object; assumed: the order of the fields, and the elements of lifecycles. */
export const CONTENT_OBJECTS: readonly OlderObject[] = [
  defineOlder({
    name: 'form',
    object: asset('forms'),
    fields: `id name embed_code url ${AT}`,
    renamed: { crm_fid: 'salesforceId' },
    criteria: { name: equals('name') },
    sorted: 'name',
    isReadOnly: true,
    nested: campaignOf,
  }),
  defineOlder({
    name: 'formHandler',
    element: 'form_handler',
    object: asset('form-handlers'),
    fields: `id name embed_code url ${AT}`,
    renamed: { crm_fid: 'salesforceId' },
    criteria: { name: equals('name') },
    sorted: 'name',
    isReadOnly: true,
    nested: campaignOf,
  }),
  defineOlder({
    name: 'customRedirect',
    element: 'custom_redirect',
    object: asset('custom-redirects'),
    fields: `id name url destination_url ${AT}`,
    renamed: { crm_fid: 'salesforceId' },
    criteria: { name: equals('name') },
    sorted: 'name',
    isReadOnly: true,
    nested: campaignOf,
  }),
  defineOlder({
    name: 'dynamicContent',
    element: 'dynamic_content',
    object: DYNAMIC_CONTENTS,
    fields: `id name base_content embed_code embed_url ${AT}`,
    criteria: { name: equals('name') },
    sorted: 'name',
    isReadOnly: true,
  }),
  defineOlder({
    name: 'emailTemplate',
    element: 'email_template',
    object: EMAIL_TEMPLATES,
    fields: `id name subject type html_message text_message is_one_to_one_email is_auto_responder_email is_drip_email is_list_email ${AT}`,
    criteria: { name: equals('name') },
    sorted: 'name',
    isReadOnly: true,
    nested: campaignOf,
  }),
  defineOlder({
    name: 'email',
    object: EMAILS,
    fields: 'id name subject prospect_id list_email_id email_template_id created_at',
    isReadOnly: true,
    nested: (_engagement, row) => ({ message: { text: text(row['textMessage']), html: text(row['htmlMessage']) } }),
  }),
  defineOlder({
    name: 'lifecycleHistory',
    element: 'lifecycle_history',
    object: LIFECYCLE_HISTORIES,
    fields: 'id prospect_id previous_stage_id next_stage_id seconds_elapsed created_at',
    isReadOnly: true,
  }),
  defineOlder({
    name: 'lifecycleStage',
    element: 'lifecycle_stage',
    object: LIFECYCLE_STAGES,
    fields: 'id name position is_locked',
    sorted: 'name position',
    isReadOnly: true,
  }),
];

function asset(collection: string): OlderObject['object'] {
  return ASSETS.find((object) => object.collection === collection)!;
}

function campaignOf(engagement: Engagement, row: Stored): { [name: string]: Tree | undefined } {
  return { campaign: campaignTree(engagement.tables.campaigns.get(String(row['campaignId']))) };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
