import { VISIT_IDLE_MS } from '../limits.js';
import type { Prospect, Visit, Visitor } from '../records.js';
import type { Engagement } from '../state.js';
import { ACTIVITY, noteActivity, recordActivity } from './activities.js';
import { firstOrigin, NO_ORIGIN, originOfView } from './origin.js';
import { addTallies } from './score-rules.js';
import { scored } from './scoring.js';
import { writeProspect } from './write-prospect.js';

/** The visitor behind a browser; made on its first sight. */
export function visitorOf(engagement: Engagement, unit: string, browser: string): Visitor {
  const known = engagement.tables.visitors.findOne('browser', `${unit}:${browser}`);
  if (known !== undefined) return known;
  const visitor = {
    ...engagement.audit('Visitor', unit, null),
    prospectId: null,
    identifiedCompanyId: null,
    browser,
    ...NO_ORIGIN,
    campaignId: null,
    pageViewCount: 0,
    tally: {},
  };
  return engagement.tables.visitors.put(visitor);
}

/** The browser that a known prospect uses; made on its first visit. */
export function visitorOfProspect(engagement: Engagement, prospect: Prospect): Visitor {
  const known = engagement.tables.visitors.findOne('prospect', String(prospect.id));
  return known ?? identify(engagement, visitorOf(engagement, prospect.unit, `prospect ${prospect.id}`), prospect).visitor;
}

/** The prospect that a visitor is, unless it is unknown or in the recycle bin. Archived prospects are not tracked. Source: KB 2127181. */
export function prospectOfVisitor(engagement: Engagement, visitor: Visitor): Prospect | null {
  if (visitor.prospectId === null) return null;
  const prospect = engagement.tables.prospects.get(String(visitor.prospectId));
  return prospect === undefined || prospect.isDeleted ? null : prospect;
}

/**
 * Ties a browser to a prospect; what it did before becomes the prospect's, score included.
 * Source: help, "Considerations for Using Form Handlers": earlier page views attach to the prospect.
 */
export function identify(
  engagement: Engagement,
  visitor: Visitor,
  prospect: Prospect,
): { readonly visitor: Visitor; readonly prospect: Prospect } {
  if (visitor.prospectId === prospect.id) return { visitor, prospect };
  const isAnonymous = visitor.prospectId === null;
  const tied = engagement.tables.visitors.put({ ...visitor, prospectId: prospect.id, tally: {}, updatedAt: engagement.second() });
  if (!isAnonymous) return { visitor: tied, prospect };
  let firstAt: number | null = null;
  for (const activity of engagement.tables.activities.find('visitor', String(visitor.id))) {
    if (activity.prospectId !== null) continue;
    firstAt = Math.min(firstAt ?? activity.createdAt, activity.createdAt);
    engagement.tables.activities.put({ ...activity, prospectId: prospect.id });
  }
  for (const visit of engagement.tables.visits.find('visitor', String(visitor.id))) {
    engagement.tables.visits.put({ ...visit, prospectId: prospect.id });
  }
  const origin = firstOrigin(prospect, visitor);
  const hasNews = Object.keys(visitor.tally).length > 0 || Object.keys(origin).length > 0;
  if (!hasNews) return { visitor: tied, prospect };
  const patch = { ...scored(engagement, prospect, visitor.tally), ...origin, firstActivityAt: prospect.firstActivityAt ?? firstAt };
  return { visitor: tied, prospect: writeProspect(engagement, prospect, patch, { by: null, triggersSync: true }) };
}

/** What a tracker tells of a page view beyond its address. */
export type PageDetails = { readonly title?: string | null; readonly referrer?: string | null; readonly campaignId?: number | null };

/** A page view that was counted. */
export type Viewed = { readonly visitor: Visitor; readonly viewId: number };

/** A tracked page view. Source: Account Engagement API v5, "Visit" and "Visitor Page View"; help.pardot.com 2127224 for the points. */
export function viewPage(engagement: Engagement, seen: Visitor, page: string, details: PageDetails = {}): Viewed {
  const visitor = engagement.tables.visitors.put({ ...seen, ...arrival(seen, page, details) });
  const isReturn = engagement.tables.visits.count('visitor', String(visitor.id)) > 0;
  const prospect = prospectOfVisitor(engagement, visitor);
  const going = goingVisit(engagement, visitor);
  const at = engagement.second();
  const visit = going ?? startVisit(engagement, visitor);
  engagement.tables.visits.put({
    ...visit,
    visitorPageViewCount: visit.visitorPageViewCount + 1,
    lastVisitorPageViewAt: at,
    updatedAt: at,
  });
  const view = engagement.tables.pageViews.put({
    ...engagement.audit('VisitorPageView', visitor.unit, null),
    url: page,
    title: details.title ?? null,
    visitorId: visitor.id,
    visitId: visit.id,
  });
  const keys = going === undefined && isReturn ? ['pageView', 'visit'] : ['pageView'];
  countPage(engagement, visitor, prospect, keys);
  if (going === undefined) {
    const facts = { type: ACTIVITY.visit, typeName: 'Visit', details: page, score: null, visitId: visit.id };
    recordActivity(
      engagement,
      visitor.unit,
      prospect === null ? null : engagement.tables.prospects.get(String(prospect.id))!,
      visitor,
      facts,
    );
  }
  return { visitor: engagement.tables.visitors.get(String(visitor.id)) ?? visitor, viewId: view.id };
}

/** Where a visitor came from first, and the campaign of the tracker code that saw it first. */
function arrival(visitor: Visitor, page: string, { referrer, campaignId }: PageDetails): Partial<Visitor> {
  return {
    ...firstOrigin(visitor, originOfView(page, referrer ?? null)),
    ...(visitor.campaignId === null && campaignId != null ? { campaignId } : {}),
  };
}

function countPage(engagement: Engagement, visitor: Visitor, prospect: Prospect | null, keys: readonly string[]): void {
  const tally = prospect === null ? keys.reduce((sum, key) => addTallies(sum, { [key]: 1 }), visitor.tally) : visitor.tally;
  engagement.tables.visitors.put({ ...visitor, tally, pageViewCount: visitor.pageViewCount + 1, updatedAt: engagement.second() });
  let seen = prospect;
  for (const key of keys) if (seen !== null) seen = noteActivity(engagement, seen, { score: key });
}

function goingVisit(engagement: Engagement, visitor: Visitor): Visit | undefined {
  const last = engagement.tables.visits.find('visitor', String(visitor.id)).at(-1);
  return last !== undefined && engagement.second() - last.lastVisitorPageViewAt < VISIT_IDLE_MS ? last : undefined;
}

function startVisit(engagement: Engagement, visitor: Visitor): Visit {
  const at = engagement.second();
  return {
    ...engagement.audit('Visit', visitor.unit, null),
    visitorId: visitor.id,
    prospectId: visitor.prospectId,
    visitorPageViewCount: 0,
    firstVisitorPageViewAt: at,
    lastVisitorPageViewAt: at,
  };
}
