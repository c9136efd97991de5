import { refusal } from '../errors.js';
import type { Asset, Prospect, Visitor } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, recordActivity } from './activities.js';
import { customFieldNamed } from './custom-fields.js';
import { archivedWithEmail, liveWithEmail } from './find-prospects.js';
import { PROSPECT_FIELDS } from './prospect-fields.js';
import { isEmail } from './prospect-input.js';
import { createProspect, editProspect, isMasteredByOrg, restoreProspect } from './prospects.js';
import { identify, prospectOfVisitor } from './visitors.js';
import { writeProspect } from './write-prospect.js';

export type Submission = { readonly form: number; readonly visitor: Visitor; readonly fields: Readonly<Record<string, unknown>> };

/** The form handler of a unit. Refuses: code 109. */
export function formHandlerOf(engagement: Engagement, unit: string, id: number): Asset {
  const form = liveInUnit(engagement.tables.assets.FormHandler, unit, id);
  if (form === undefined) throw refusal(109, `form handler ${id}`);
  return form;
}

/**
 * A visitor sends a form. Gives the prospect, or null when the form answered with its error page.
 *
 * Source:  help, "Considerations for Using Form Handlers"; the activity, the points, the first conversion and the completion actions
 *          follow in this order.
 * Assumed: posted names are the API names of prospect fields; blank values clear nothing; unknown names are ignored, as the vendor
 *          ignores names that the handler does not map.
 */
export function submitForm(engagement: Engagement, submission: Submission): Prospect | null {
  const { visitor, fields } = submission;
  const form = formHandlerOf(engagement, visitor.unit, submission.form);
  const email = typeof fields['email'] === 'string' ? fields['email'].trim() : '';
  if (!isEmail(email)) {
    failForm(engagement, form, visitor);
    return null;
  }
  const found = personBehind(engagement, visitor, email);
  const posted = postedValues(engagement, visitor.unit, fields, email, found);
  const stored = found === undefined ? createFromForm(engagement, form, posted) : editProspect(engagement, found, posted, { by: null });
  const known = identify(engagement, visitor, stored);
  const facts = { type: ACTIVITY.success, typeName: 'Form Handler', details: form.name, score: 'formSuccess', formHandlerId: form.id };
  const active = recordActivity(engagement, form.unit, known.prospect, known.visitor, { ...facts, campaignId: form.campaignId })!;
  const converted = noteConversion(engagement, active, form);
  return runCompletionActions(engagement, form, converted);
}

/** The prospect that posts: the cookie's when it has this address, else the latest active with it, else one from the recycle bin. */
function personBehind(engagement: Engagement, visitor: Visitor, email: string): Prospect | undefined {
  const cookied = prospectOfVisitor(engagement, visitor);
  if (cookied !== null && cookied.email.toLowerCase() === email.toLowerCase()) return cookied;
  const live = liveWithEmail(engagement, visitor.unit, email);
  if (live !== undefined) return live;
  const archived = archivedForVisitor(engagement, visitor, email);
  return archived === undefined ? undefined : restoreProspect(engagement, archived, { by: null });
}

/** Source: help, "What removes a prospect from the recycle bin": where emails are shared, only the deleted prospect's own cookie. */
function archivedForVisitor(engagement: Engagement, visitor: Visitor, email: string): Prospect | undefined {
  if (!engagement.isAmpsea(visitor.unit)) return archivedWithEmail(engagement, visitor.unit, email);
  const own = visitor.prospectId === null ? undefined : engagement.tables.prospects.get(String(visitor.prospectId));
  return own?.isDeleted === true && own.email.toLowerCase() === email.toLowerCase() ? own : undefined;
}

function postedValues(
  engagement: Engagement,
  unit: string,
  fields: Readonly<Record<string, unknown>>,
  email: string,
  prospect: Prospect | undefined,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const isKnown = PROSPECT_FIELDS.get(name)?.access === 'write' || customFieldNamed(engagement, unit, name) !== undefined;
    const isOrder = name === 'email' || name === 'userId' || name.startsWith('salesforce');
    if (!isKnown || isOrder || String(value ?? '').trim() === '') continue;
    if (prospect === undefined || !isMasteredByOrg(prospect, name)) values[name] = value;
  }
  return prospect === undefined ? { ...values, email } : values;
}

/** Source: help, "Considerations for Using Form Handlers": new prospects get the handler's campaign. */
function createFromForm(engagement: Engagement, form: Asset, values: Record<string, unknown>): Prospect {
  const campaign = form.campaignId === null ? {} : { campaignId: form.campaignId };
  return createProspect(engagement, form.unit, { ...campaign, ...values }, { by: null });
}

function noteConversion(engagement: Engagement, prospect: Prospect, form: Asset): Prospect {
  if (prospect.convertedAt !== null) return prospect;
  const patch = { convertedAt: engagement.second(), convertedFromObjectName: form.name, convertedFromObjectType: 'form-handler' };
  return writeProspect(engagement, prospect, patch, { by: null, triggersSync: true });
}

function failForm(engagement: Engagement, form: Asset, visitor: Visitor): void {
  const prospect = prospectOfVisitor(engagement, visitor);
  if (prospect === null) return;
  const facts = { type: ACTIVITY.error, typeName: 'Form Handler', details: form.name, score: 'formError', formHandlerId: form.id };
  recordActivity(engagement, form.unit, prospect, visitor, facts);
}
