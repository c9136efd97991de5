import { plausibleEmail, plausiblePerson } from './people/plausible.js';
import { taggable } from './state/actions.js';
import { assignProspect } from './state/assignment.js';
import { addMember } from './state/lists.js';
import { createProspect, oldestCampaign } from './state/prospects.js';
import { addTag } from './state/tags.js';
import type { Engagement } from './state.js';
import type { ObjectDefinition, Raw } from './v5/object.js';
import { CUSTOM_REDIRECTS, FORM_HANDLER_FIELDS, FORM_HANDLERS } from './v5/objects/assets.js';
import { EMAIL_TEMPLATES, LIST_EMAILS } from './v5/objects/emails.js';
import { FOLDERS } from './v5/objects/folders.js';
import { LISTS } from './v5/objects/lists.js';
import { FORM_FIELDS, FORMS, LANDING_PAGES } from './v5/objects/pages.js';

/** Prospects of the plausible company that `serve` starts with. */
const SEED_PROSPECTS = { small: 12, large: 100_000 } as const;

const TITLES = ['CTO', 'Buyer', 'Controller', 'Marketing Manager', 'Founder', 'Engineer'];
const COMPANIES = ['Northwind Mills', 'Blue Harbor', 'Acorn Labs', 'Fjord Foods', 'Granite Works'];

/** Prospects of one transaction: bounds what could be undone. */
const SEED_BATCH_ROWS = 1_000;

/** Fills the main business unit with a few plausible records of what people and clients look for first. */
export function seedCompany(engagement: Engagement, size: 'small' | 'large'): void {
  const unit = engagement.units()[0]!.key;
  const user = addUser(engagement, unit);
  addContents(engagement, unit, user);
  const newsletter = LISTS.create!(engagement, unit, { name: 'Newsletter', isPublic: true }, null);
  for (let from = 0; from < SEED_PROSPECTS[size]; from += SEED_BATCH_ROWS) {
    const to = Math.min(from + SEED_BATCH_ROWS, SEED_PROSPECTS[size]);
    engagement.transact(() => {
      for (let count = from; count < to; count += 1) addProspect(engagement, unit, { count, user, list: newsletter.id });
    });
  }
}

/** One of each of what clients read beside prospects: a form with its fields on a page, a handler, a redirect, a template. */
function addContents(engagement: Engagement, unit: string, user: number): void {
  const make = (object: ObjectDefinition, values: Raw): number => object.create!(engagement, unit, values, user).id;
  engagement.transact(() => {
    const folderId = make(FOLDERS, { name: 'Spring campaign' });
    const asset = { campaignId: oldestCampaign(engagement, unit), folderId };
    const formId = make(FORMS, { ...asset, name: 'Contact us' });
    for (const prospectApiFieldId of ['email', 'firstName', 'lastName']) make(FORM_FIELDS, { formId, prospectApiFieldId });
    make(LANDING_PAGES, { ...asset, name: 'Spring fair', title: 'Meet us at the spring fair', formId });
    const formHandlerId = make(FORM_HANDLERS, { ...asset, name: 'Website contact form' });
    make(FORM_HANDLER_FIELDS, { formHandlerId, name: 'email', prospectApiFieldId: 'email', dataFormat: 'email', isRequired: true });
    make(CUSTOM_REDIRECTS, { ...asset, name: 'Banner', destinationUrl: 'https://example.com/' });
    const message = { subject: 'News of the month', htmlMessage: '<p>Hello {{Recipient.FirstName}}</p>{{Unsubscribe}}' };
    const emailTemplateId = make(EMAIL_TEMPLATES, { ...asset, ...message, name: 'Newsletter', isListEmail: true, isOneToOneEmail: true });
    make(LIST_EMAILS, { ...asset, name: 'Newsletter of the month', emailTemplateId });
  });
}

type Plan = { readonly count: number; readonly user: number; readonly list: number };

/** A prospect; every third is on the list, one has a tag, one is assigned. */
function addProspect(engagement: Engagement, unit: string, { count, user, list }: Plan): void {
  const chance = engagement.world.random('engagement:seed');
  const person = { ...plausiblePerson(engagement), jobTitle: chance.pick(TITLES), company: chance.pick(COMPANIES) };
  const prospect = createProspect(engagement, unit, { email: plausibleEmail(engagement, 'prospect'), ...person }, { by: user });
  if (count % 3 === 0) addMember(engagement, unit, { listId: list, prospectId: prospect.id }, user);
  if (count === 1) addTag(engagement, unit, 'vip', taggable(prospect), user);
  if (count === 2) assignProspect(engagement, prospect, { target: { user }, trigger: 'manual', by: user });
}

function addUser(engagement: Engagement, unit: string): number {
  const { firstName, lastName } = plausiblePerson(engagement);
  const email = plausibleEmail(engagement, 'user');
  const details = { email, username: email, firstName, lastName, jobTitle: 'Sales', roleName: 'Sales', salesforceId: null };
  return engagement.tables.users.put({ ...engagement.audit('User', unit, null), ...details }).id;
}
