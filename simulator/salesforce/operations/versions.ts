import type { Call } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SalesforceOrg } from '../state.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Versions advertised, oldest first. Source: [REST] "Versions"; a release is named for its season. */
const LABELS: readonly (readonly [number, string])[] = [
  [50, "Winter '21"],
  [51, "Spring '21"],
  [52, "Summer '21"],
  [53, "Winter '22"],
  [54, "Spring '22"],
  [55, "Summer '22"],
  [56, "Winter '23"],
  [57, "Spring '23"],
  [58, "Summer '23"],
  [59, "Winter '24"],
  [60, "Spring '24"],
  [61, "Summer '24"],
  [62, "Winter '25"],
  [63, "Spring '25"],
  [64, "Summer '25"],
  [65, "Winter '26"],
  [66, "Spring '26"],
];

const VERSION_LIST = JSON.stringify(
  LABELS.map(([number, label]) => ({ label, url: `/services/data/v${number}.0`, version: `${number}.0` })),
);

/** GET /services/data - the versions; the one resource that needs no session. */
export function listVersions(_call: Call<SalesforceOrg>): WireResponse {
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: VERSION_LIST };
}

/** Resources that the stand-in answers below a version. */
const RESOURCES = [
  'actions',
  'appMenu',
  'compactLayouts',
  'composite',
  'event',
  'jobs',
  'limits',
  'metadata',
  'parameterizedSearch',
  'query',
  'queryAll',
  'quickActions',
  'recent',
  'search',
  'sobjects',
  'tabs',
  'theme',
  'tooling',
];

/**
 * GET /services/data/:version - where the resources are.
 *
 * Source: [REST] "Resources by Version": paths, but `identity` is a whole address. Only what backlot answers is listed.
 */
export const listResources = signedIn(({ params, origin, state, session }: SignedCall) => {
  const base = `/services/data/${params['version']!.toLowerCase()}`;
  const paths = Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`]));
  const body = JSON.stringify({ ...paths, identity: `${origin}/id/${state.id}/${session.userId}` });
  return { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body };
});
