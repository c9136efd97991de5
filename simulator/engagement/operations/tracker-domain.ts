import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import type { Asset, BusinessUnit } from '../records.js';
import { assetWithToken, openAsset } from '../state/assets.js';
import { contentOf } from '../state/file-contents.js';
import { webAddress } from '../state/form-fields.js';
import { submitForm } from '../state/form-handlers.js';
import { seePage } from '../state/page-actions.js';
import type { Engagement } from '../state.js';
import { liveInUnit } from '../state.js';
import { cookiesFor, setCookies, visitorOfCall, withCookies } from '../tracking/cookies.js';
import { page, redirect } from '../tracking/html.js';
import { readForm } from '../tracking/posted.js';
import { visitPage } from './visit-page.js';

/**
 * GET and POST /l/:account/:date/:token - a form handler takes a form, a file opens, a custom redirect leads on.
 *
 * Source:  help, "Form Handlers" and "Considerations for Using Form Handlers"; a form handler takes url-encoded forms only.
 * Assumed: a GET with a query submits a form handler, too; a file that was never uploaded shows its name; what is not there is a plain
 *          404 page.
 */
export function visitAsset(call: Call<Engagement>): WireResponse {
  const unit = accountOf(call, call.params['account']);
  const asset = unit === undefined ? undefined : assetWithToken(call.state, unit.key, call.params['token'] ?? '');
  if (asset === undefined) return page(404, 'The page you are looking for is not here.');
  return asVisitor(call, () => answerAsset(call, asset));
}

function answerAsset(call: Call<Engagement>, asset: Asset): WireResponse {
  if (asset.kind === 'FormHandler') return takeForm(call, asset);
  return asset.kind === 'Form' || asset.kind === 'LandingPage' ? visitPage(call, asset) : open(call, asset);
}

/**
 * GET /analytics - the call of the tracking code on a web page: one page view.
 *
 * Source:  the vendor's tracking code, which names the account, the campaign, the page, its title and its referrer.
 * Assumed: `account_id` and `campaign_id` are the numbers that the API shows; the reply is a script that keeps the cookies.
 */
export function trackPageView(call: Call<Engagement>): WireResponse {
  const query = new URLSearchParams(call.request.query);
  const unit = accountOf(call, query.get('account_id') ?? '');
  const url = query.get('url') ?? '';
  if (unit === undefined || url === '') throw refusal(36, unit === undefined ? 'account_id' : 'url');
  return asVisitor(call, () => {
    const visitor = visitorOfCall(call, unit.key);
    const campaign = liveInUnit(call.state.tables.campaigns, unit.key, Number(query.get('campaign_id') ?? Number.NaN));
    const details = { title: query.get('title'), referrer: query.get('referrer'), campaignId: campaign?.id ?? null };
    seePage(call.state, visitor, url.slice(0, 2_000), details);
    const script = cookiesFor(call, visitor).map(([name, value]) => `piSetCookie('${name}', '${value}', 365);\n`);
    const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Set-Cookie': setCookies(call, visitor) };
    return { status: 200, headers, body: script.join('') };
  });
}

/** GET /pd.js - the tracking code that web pages load. Source: the vendor's own names `piAId`, `piCId` and `piTracker`. */
export function trackingCode(call: Call<Engagement>): WireResponse {
  return { status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8' }, body: TRACKING_CODE(call.origin) };
}

const TRACKING_CODE = (origin: string): string => `function piSetCookie(name, value, days) {
  document.cookie = name + '=' + value + '; path=/; max-age=' + days * 86400;
}
function piGetCookie(name) {
  var found = document.cookie.match(new RegExp('(?:^|; )' + name + '=([^;]*)'));
  return found ? found[1] : '';
}
function piTracker(url) {
  var name = 'visitor_id' + piAId;
  var facts = { account_id: piAId, campaign_id: window.piCId || '', title: document.title, url: url, referrer: document.referrer,
    visitor_id: piGetCookie(name), visitor_id_sign: piGetCookie(name + '-hash') };
  var script = document.createElement('script');
  script.src = ${JSON.stringify(`${origin}/analytics?`)} + Object.keys(facts).map(function (key) {
    return key + '=' + encodeURIComponent(facts[key]);
  }).join('&');
  document.head.appendChild(script);
}
if (window.piAId) piTracker(document.location.href);
`;

function takeForm(call: Call<Engagement>, form: Asset): WireResponse {
  const posted = readForm(call.request);
  const visitor = form.isCookieless ? null : visitorOfCall(call, form.unit);
  const result = submitForm(call.state, { form, visitor, fields: posted ?? {} });
  const errors = result.prospect === null ? result.errors : [];
  const reply = errors.length === 0 ? success(form, posted ?? {}) : failure(form, posted ?? {}, errors);
  return visitor === null ? reply : withCookies(call, visitor, reply);
}

/** Source: help, "Form Handlers": to the success location, with the posted fields when they are forwarded. */
function success(form: Asset, posted: Readonly<Record<string, unknown>>): WireResponse {
  const to = locationOf(posted['success_location'], form.successLocation);
  if (to === null) return page(200, 'Cannot find success page to redirect to. Please use your browser back button.');
  return redirect(form.isDataForwarded ? withParameters(to, posted) : to);
}

/** Source: help, "Form Handlers": to the error location with `errors=true`. Assumed: the parameter's name `errorMessage`. */
function failure(form: Asset, posted: Readonly<Record<string, unknown>>, errors: readonly string[]): WireResponse {
  const to = locationOf(posted['error_location'], form.errorLocation);
  const message = errors.join('~~~');
  if (to !== null) return redirect(withParameters(to, { errors: 'true', errorMessage: message }));
  return page(200, `Cannot find error page to redirect to. Please use your browser back button. ${errors.join('; ')}`);
}

function open(call: Call<Engagement>, asset: Asset): WireResponse {
  const visitor = visitorOfCall(call, asset.unit);
  openAsset(call.state, asset, visitor);
  const reply = asset.destinationUrl === null ? fileReply(call, asset) : redirect(asset.destinationUrl);
  return withCookies(call, visitor, reply);
}

function fileReply(call: Call<Engagement>, file: Asset): WireResponse {
  const content = contentOf(call.state, file);
  if (content === undefined) return page(200, file.name);
  return { status: 200, headers: { 'Content-Type': content.type }, body: Buffer.from(content.base64, 'base64') };
}

function locationOf(hidden: unknown, standard: string | null): string | null {
  return (typeof hidden === 'string' ? webAddress(hidden) : null) ?? standard;
}

const HIDDEN = new Set(['success_location', 'error_location']);

function withParameters(address: string, values: Readonly<Record<string, unknown>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(values)) {
    if (!HIDDEN.has(name)) for (const each of [value].flat()) url.searchParams.append(name, String(each));
  }
  return url.href;
}

function asVisitor(call: Call<Engagement>, act: () => WireResponse): WireResponse {
  return call.world.as({ actor: 'visitor' }, () => call.state.transact(act));
}

function accountOf(call: Call<Engagement>, text: string | undefined): BusinessUnit | undefined {
  return call.state.units().find(({ id }) => String(id) === text);
}
