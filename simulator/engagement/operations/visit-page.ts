import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { Asset, Kept, Visitor } from '../records.js';
import { viewAsset } from '../state/assets.js';
import { type FormPart, fieldsOfForm } from '../state/form-fields.js';
import { submitForm } from '../state/form-handlers.js';
import { type Engagement, liveInUnit } from '../state.js';
import { visitorOfCall, withCookies } from '../tracking/cookies.js';
import { escaped, page, pageOf, redirect } from '../tracking/html.js';
import { readForm } from '../tracking/posted.js';

/**
 * GET and POST /l/:account/:date/:token - a form, alone or on its landing page: shown, and taken.
 *
 * Source:  help, "Forms" and "Landing Pages": the thank-you content, or the redirect location; errors show the form again.
 * Assumed: the HTML is plain; layout templates are kept, not applied. A look is an activity without points.
 */
export function visitPage(call: Call<Engagement>, asset: Asset): WireResponse {
  const form = asset.kind === 'Form' ? asset : formOn(call.state, asset);
  if (call.request.method === 'POST') return form === undefined ? page(404, 'This page has no form.') : take(call, asset, form);
  const visitor = visitorFor(call, form ?? asset);
  if (visitor !== null) viewAsset(call.state, asset, visitor);
  return remembered(call, visitor, show(call.state, asset, form, []));
}

function take(call: Call<Engagement>, asset: Asset, form: Asset): WireResponse {
  const visitor = visitorFor(call, form);
  const landingPage = asset === form ? {} : { landingPage: asset };
  const result = submitForm(call.state, { form, visitor, fields: readForm(call.request) ?? {}, ...landingPage });
  const reply = result.prospect === null ? show(call.state, asset, form, result.errors) : thank(asset, form);
  return remembered(call, visitor, reply);
}

/** Where a sender goes: the landing page's redirect, then the form's, then the form's thanks. */
function thank(asset: Asset, form: Asset): WireResponse {
  for (const each of [asset, form]) {
    const { isUseRedirectLocation, redirectLocation } = each as unknown as Kept;
    if (isUseRedirectLocation === true && typeof redirectLocation === 'string') return redirect(redirectLocation);
  }
  return pageOf(200, textOf(form, 'thankYouContent') || '<p>Thank you.</p>', textOf(form, 'thankYouCode'));
}

function show(engagement: Engagement, asset: Asset, form: Asset | undefined, errors: readonly string[]): WireResponse {
  const title = textOf(asset, 'title') || asset.name;
  const head = `<h1>${escaped(title)}</h1>${textOf(asset, 'description')}`;
  return pageOf(200, head, form === undefined ? '' : drawForm(engagement, form, errors));
}

function drawForm(engagement: Engagement, form: Asset, errors: readonly string[]): string {
  const parts = fieldsOfForm(engagement, form).map((field) => drawField(field, textOf(form, 'requiredCharacter')));
  return [
    textOf(form, 'beforeFormContent'),
    ...errors.map((error) => `<p class="error">${escaped(error)}</p>`),
    `<form method="post">${parts.join('')}<input type="submit" value="${escaped(textOf(form, 'submitButtonText'))}"></form>`,
    textOf(form, 'afterFormContent'),
  ].join('\n');
}

function drawField(field: FormPart, mark: string): string {
  const label = textOf(field, 'label') || field.name;
  const name = escaped(field.name);
  return `<p><label for="${name}">${escaped(label)}${field.isRequired ? escaped(mark) : ''}</label><input id="${name}" name="${name}"></p>`;
}

function formOn({ tables }: Engagement, landingPage: Asset): Asset | undefined {
  return liveInUnit(tables.assets.Form, landingPage.unit, ((landingPage as unknown as Kept)['formId'] ?? null) as number | null);
}

/** Kiosk mode reads and sets no cookies. */
function visitorFor(call: Call<Engagement>, asset: Asset): Visitor | null {
  return asset.isCookieless ? null : visitorOfCall(call, asset.unit);
}

function remembered(call: Call<Engagement>, visitor: Visitor | null, reply: WireResponse): WireResponse {
  return visitor === null ? reply : withCookies(call, visitor, reply);
}

function textOf(row: object, name: string): string {
  const value = (row as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}
