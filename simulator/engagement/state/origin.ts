import type { Origin } from '../records.js';

/** Nobody knows where from. */
export const NO_ORIGIN: Origin = {
  firstReferrerUrl: null,
  firstReferrerQuery: null,
  firstReferrerType: null,
  campaignParameter: null,
  contentParameter: null,
  mediumParameter: null,
  sourceParameter: null,
  termParameter: null,
};

/** Names in addresses. Source: Account Engagement API v5, "Visit": the five campaign parameters. */
const PARAMETERS: readonly (readonly [keyof Origin, string])[] = [
  ['campaignParameter', 'utm_campaign'],
  ['contentParameter', 'utm_content'],
  ['mediumParameter', 'utm_medium'],
  ['sourceParameter', 'utm_source'],
  ['termParameter', 'utm_term'],
];

/** Search engines, by a part of their host, with the parameter that has the words. Assumed: this list and the names of the types. */
const SEARCH_ENGINES: readonly (readonly [string, string, string])[] = [
  ['google.', 'q', 'Google Natural Search'],
  ['bing.', 'q', 'Bing Natural Search'],
  ['yahoo.', 'p', 'Yahoo Natural Search'],
  ['duckduckgo.', 'q', 'DuckDuckGo Natural Search'],
];

/** Where a page view came from, as far as its address and its referrer tell. */
export function originOfView(page: string, referrer: string | null): Origin {
  const parameters = queryOf(page);
  const utm = Object.fromEntries(PARAMETERS.map(([field, name]) => [field, parameters.get(name) || null]));
  return { ...NO_ORIGIN, ...utm, ...referrerFacts(referrer) };
}

/** What is known first stays: fields that are still blank are filled. */
export function firstOrigin(known: Origin, later: Origin): Partial<Origin> {
  const filled: Record<string, string> = {};
  for (const name of Object.keys(NO_ORIGIN) as (keyof Origin)[]) {
    const value = later[name];
    if (known[name] === null && value !== null) filled[name] = value;
  }
  return filled;
}

function referrerFacts(referrer: string | null): Partial<Origin> {
  const url = referrer === null ? null : parsedUrl(referrer);
  if (url === null) return {};
  const engine = SEARCH_ENGINES.find(([host]) => url.hostname.includes(host));
  return {
    firstReferrerUrl: url.href,
    firstReferrerQuery: (engine === undefined ? null : url.searchParams.get(engine[1])) || null,
    firstReferrerType: engine?.[2] ?? 'Other',
  };
}

function queryOf(page: string): URLSearchParams {
  const mark = page.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : page.slice(mark + 1).replace(/#.*$/, ''));
}

function parsedUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
