import { EngagementError, refusal } from '../errors.js';
import type { Asset, Prospect, Visitor } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, type ActivityFacts, recordActivity } from './activities.js';
import { archivedWithEmail, liveWithEmail } from './find-prospects.js';
import { kebabType } from './folders.js';
import { type Posted, readPosted, unlessKept } from './form-fields.js';
import { isEmail } from './prospect-input.js';
import { createProspect, editProspect, isMasteredByOrg, restoreProspect } from './prospects.js';
import { identify, prospectOfVisitor } from './visitors.js';
import { writeProspect } from './write-prospect.js';

/** `visitor` is null where the handler knows no browsers (kiosk mode). */
export type Submission = {
  /** A form handler, or a form of the vendor's own. */
  readonly form: Asset;
  readonly visitor: Visitor | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The landing page that shows the form. */
  readonly landingPage?: Asset;
};

/** The prospect, or what was wrong with the form. */
export type Submitted = { readonly prospect: Prospect } | { readonly prospect: null; readonly errors: readonly string[] };

/** The form handler of a unit. Refuses: code 109. */
export function formHandlerOf(engagement: Engagement, unit: string, id: number): Asset {
  const form = liveInUnit(engagement.tables.assets.FormHandler, unit, id);
  if (form === undefined) throw refusal(109, `form handler ${id}`);
  return form;
}

/**
 * A visitor sends a form.
 *
 * Source:  help, "Considerations for Using Form Handlers"; the activity, the points, the first conversion and the completion actions
 *          follow in this order.
 * Assumed: blank values clear nothing; a value that its field does not take shows the error page, as a missing one does.
 */
export function submitForm(engagement: Engagement, submission: Submission): Submitted {
  const { form, visitor } = submission;
  const page = submission.landingPage ?? null;
  const posted = readPosted(engagement, form, submission.fields);
  const email = typeof posted.values['email'] === 'string' ? posted.values['email'].trim() : '';
  const errors = isEmail(email) ? posted.errors : [...posted.errors, 'a valid email address is required'];
  if (errors.length > 0) return failForm(engagement, form, visitor, errors, page);
  try {
    const stored = engagement.world.atomic(() => storePosted(engagement, form, visitor, email, posted));
    return { prospect: complete(engagement, form, visitor, stored, page) };
  } catch (error) {
    if (!(error instanceof EngagementError)) throw error;
    return failForm(engagement, form, visitor, [error.message], page);
  }
}

function storePosted(engagement: Engagement, form: Asset, visitor: Visitor | null, email: string, posted: Posted): Prospect {
  const found = personBehind(engagement, form.unit, visitor, email);
  const values = writtenValues(unlessKept(found, posted), email, found);
  return found === undefined ? createFromForm(engagement, form, values) : editProspect(engagement, found, values, { by: null });
}

function complete(engagement: Engagement, form: Asset, visitor: Visitor | null, stored: Prospect, page: Asset | null): Prospect {
  const known = visitor === null ? { visitor: null, prospect: stored } : identify(engagement, visitor, stored);
  const facts = { type: ACTIVITY.success, score: 'formSuccess', ...aboutForm(form, page) };
  const active = recordActivity(engagement, form.unit, known.prospect, known.visitor, { ...facts, campaignId: form.campaignId })!;
  const converted = noteConversion(engagement, active, page ?? form);
  return runCompletionActions(engagement, form, converted);
}

/** The prospect that posts: the cookie's when it has this address, else the latest active with it, else one from the recycle bin. */
function personBehind(engagement: Engagement, unit: string, visitor: Visitor | null, email: string): Prospect | undefined {
  const cookied = visitor === null ? null : prospectOfVisitor(engagement, visitor);
  if (cookied !== null && cookied.email.toLowerCase() === email.toLowerCase()) return cookied;
  const live = liveWithEmail(engagement, unit, email);
  if (live !== undefined) return live;
  const archived = archivedForVisitor(engagement, unit, visitor, email);
  return archived === undefined ? undefined : restoreProspect(engagement, archived, { by: null });
}

/** Source: help, "What removes a prospect from the recycle bin": where emails are shared, only the deleted prospect's own cookie. */
function archivedForVisitor(engagement: Engagement, unit: string, visitor: Visitor | null, email: string): Prospect | undefined {
  if (!engagement.isAmpsea(unit)) return archivedWithEmail(engagement, unit, email);
  const id = visitor?.prospectId ?? null;
  const own = id === null ? undefined : engagement.tables.prospects.get(String(id));
  return own?.isDeleted === true && own.email.toLowerCase() === email.toLowerCase() ? own : undefined;
}

/** What a form may write: no assignment, no link, nothing blank, nothing that Salesforce masters. */
function writtenValues(posted: Readonly<Record<string, unknown>>, email: string, prospect: Prospect | undefined): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(posted)) {
    const isOrder = name === 'email' || name === 'userId' || name.startsWith('salesforce');
    if (isOrder || String(value ?? '').trim() === '') continue;
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
  const patch = { convertedAt: engagement.second(), convertedFromObjectName: form.name, convertedFromObjectType: kebabType(form.kind) };
  return writeProspect(engagement, prospect, patch, { by: null, triggersSync: true });
}

/** What the activity of a form is about. Source: Account Engagement API v5, "Visitor Activity": the kind of asset, and its number. */
export function aboutForm(form: Asset, page: Asset | null): Pick<ActivityFacts, 'typeName' | 'details'> & Partial<ActivityFacts> {
  if (form.kind === 'FormHandler') return { typeName: 'Form Handler', details: form.name, formHandlerId: form.id };
  if (page === null) return { typeName: 'Form', details: form.name, formId: form.id };
  return { typeName: 'Landing Page', details: page.name, formId: form.id, landingPageId: page.id };
}

function failForm(engagement: Engagement, form: Asset, visitor: Visitor | null, errors: readonly string[], page: Asset | null): Submitted {
  const prospect = visitor === null ? null : prospectOfVisitor(engagement, visitor);
  const facts = { type: ACTIVITY.error, score: 'formError', ...aboutForm(form, page) };
  if (prospect !== null) recordActivity(engagement, form.unit, prospect, visitor, facts);
  return { prospect: null, errors };
}
