import type { Asset, AssetKind, Prospect, Visitor } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, recordActivity } from './activities.js';
import { addTallies } from './score-rules.js';
import { prospectOfVisitor } from './visitors.js';

/** What is known of a new asset; the fields of its API object are kept as they are. */
export type AssetValues = Partial<Asset> & Readonly<Record<string, unknown>>;

/** Makes an asset with what nobody said of it. */
export function newAsset(engagement: Engagement, kind: AssetKind, unit: string, values: AssetValues, by: number | null): Asset {
  const token = engagement.world.random('engagement:assets').text(6, TOKEN_ALPHABET);
  const asset = { ...BLANK, ...values, ...engagement.audit(kind, unit, by), kind, token } as Asset;
  return engagement.tables.assets[kind].put(asset);
}

const TOKEN_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The path of an asset on the tracker domain. Source: help, "Form Handlers": account, day of making, token. */
export function assetPath(engagement: Engagement, asset: Pick<Asset, 'unit' | 'createdAt' | 'token'>): string {
  const account = engagement.unit(asset.unit)?.id ?? 0;
  return `/l/${account}/${new Date(asset.createdAt).toISOString().slice(0, 10)}/${asset.token}`;
}

/** The live asset of a unit with a token; the day in the address says nothing. */
export function assetWithToken(engagement: Engagement, unit: string, token: string): Asset | undefined {
  for (const kind of ['FormHandler', 'Form', 'LandingPage', 'File', 'CustomRedirect'] as const) {
    const found = engagement.tables.assets[kind].find('token', `${unit}:${token}`).find(({ isDeleted }) => !isDeleted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A visitor looks at a form or a landing page: an activity without points. Source: Account Engagement API v5, activity type 2. */
export function viewAsset(engagement: Engagement, page: Asset, visitor: Visitor): void {
  const about = page.kind === 'Form' ? { typeName: 'Form', formId: page.id } : { typeName: 'Landing Page', landingPageId: page.id };
  const facts = { ...about, type: ACTIVITY.view, details: page.name, score: null, campaignId: page.campaignId };
  recordActivity(engagement, page.unit, prospectOfVisitor(engagement, visitor), visitor, facts);
}

/**
 * A visitor opens a file or follows a custom redirect.
 * Source:  Account Engagement API v5, "Visitor Activity"; help.pardot.com 2127224 for the points and 2128168 for what follows.
 * Assumed: a file's activity is a view (2), a redirect's a click (1). Completion actions run for prospects only.
 */
export function openAsset(engagement: Engagement, asset: Asset, visitor: Visitor): Prospect | null {
  const isFile = asset.kind === 'File';
  const prospect = prospectOfVisitor(engagement, visitor);
  const facts = isFile
    ? { type: ACTIVITY.view, typeName: 'File', score: 'fileAccess', fileId: asset.id }
    : { type: ACTIVITY.click, typeName: 'Custom Redirect', score: 'customRedirectClick', customRedirectId: asset.id };
  const { name: details, campaignId } = asset;
  const active = recordActivity(engagement, asset.unit, prospect, visitor, { ...facts, details, campaignId });
  if (active === null) {
    engagement.tables.visitors.put({ ...visitor, tally: addTallies(visitor.tally, { [facts.score]: 1 }) });
    return null;
  }
  return runCompletionActions(engagement, asset, liveInUnit(engagement.tables.prospects, active.unit, active.id) ?? active);
}

const BLANK = {
  name: '',
  campaignId: null,
  folderId: null,
  trackerDomainId: null,
  destinationUrl: null,
  successLocation: null,
  errorLocation: null,
  isDataForwarded: false,
  isAlwaysEmail: false,
  isCookieless: false,
  completionActions: [],
} as const;
