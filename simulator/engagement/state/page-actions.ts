import { refusal } from '../errors.js';
import type { PageAction, Prospect, Visitor } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readValue } from '../values.js';
import { readActions } from './action-input.js';
import { runCompletionActions } from './actions.js';
import { ACTIVITY, recordActivity } from './activities.js';
import { adjustScore } from './scoring.js';
import { type PageDetails, prospectOfVisitor, viewPage } from './visitors.js';

/** A visitor looks at a page: the view is counted, and page actions follow. */
export function seePage(engagement: Engagement, seen: Visitor, page: string, details: PageDetails = {}): void {
  const { visitor, viewId } = viewPage(engagement, seen, page, details);
  const prospect = prospectOfVisitor(engagement, visitor);
  if (prospect !== null) runPageActions(engagement, visitor, prospect, page, viewId);
}

/**
 * What page actions make of a page that a prospect looked at.
 *
 * Source:  help.pardot.com 2128168: page actions have completion actions; never for anonymous visitors.
 * Assumed: every action whose address matches runs, in order of making; its points come on top of the page view's, every time; a
 *          priority page has an activity of its own (view, type 2).
 */
function runPageActions(engagement: Engagement, visitor: Visitor, prospect: Prospect, page: string, viewId: number): void {
  if (engagement.tables.pageActions.size === 0) return;
  const met = engagement.tables.pageActions.filter((each) => each.unit === prospect.unit && !each.isDeleted && matchesPage(each.url, page));
  for (const action of met) {
    let now = fresh(engagement, prospect);
    if (action.isPriority) {
      const facts = { type: ACTIVITY.view, typeName: 'Page View', details: page, score: null, visitorPageViewId: viewId };
      now = recordActivity(engagement, prospect.unit, now, visitor, facts) ?? now;
    }
    if (action.points !== 0) now = adjustScore(engagement, now, action.points);
    runCompletionActions(engagement, { ...action, kind: 'PageAction' }, now);
  }
}

/** What a person writes of a page action, checked. Refuses: 153 without an address, 56 and 154 for what will not do. */
export function readPageAction(engagement: Engagement, unit: string, raw: Readonly<Record<string, unknown>>): Partial<PageAction> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (name === 'name' || name === 'url') read[name] = readValue('text', name, value);
    else if (name === 'points') read[name] = readValue('int', name, value) ?? 0;
    else if (name === 'isPriority') read[name] = readValue('boolean', name, value) ?? false;
    else if (name === 'completionActions') read[name] = readActions(engagement, unit, value);
    else throw refusal(180, name.slice(0, 80));
  }
  if (Object.hasOwn(read, 'url') && read['url'] === null) throw refusal(153, 'url');
  return read as Partial<PageAction>;
}

/** Addresses compare without letter case and without the scheme; `*` stands for any part. */
function matchesPage(pattern: string, page: string): boolean {
  const parts = plain(pattern).split('*');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = plain(page).indexOf(part, at);
    if (found < 0 || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || plain(page).endsWith(parts.at(-1)!);
}

function plain(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
}

function fresh(engagement: Engagement, prospect: Prospect): Prospect {
  return liveInUnit(engagement.tables.prospects, prospect.unit, prospect.id) ?? prospect;
}
