import type { Origin, ScoreKey } from './prospect.js';
import type { Audit } from './unit.js';

export type Visitor = Audit &
  Origin & {
    readonly prospectId: number | null;
    readonly identifiedCompanyId: number | null;
    /** The browser: a name in scenarios, a cookie on the wire. */
    readonly browser: string;
    readonly campaignId: number | null;
    readonly pageViewCount: number;
    readonly tally: Readonly<Record<ScoreKey, number>>;
  };

export type Visit = Audit & {
  readonly visitorId: number;
  readonly prospectId: number | null;
  readonly visitorPageViewCount: number;
  readonly firstVisitorPageViewAt: number;
  readonly lastVisitorPageViewAt: number;
};

export type VisitorPageView = Audit & {
  readonly url: string;
  readonly title: string | null;
  readonly visitorId: number;
  readonly visitId: number;
};

/** The records that an activity may be about, each in a field of its own. */
export const ACTIVITY_IDS = [
  'visitId',
  'emailId',
  'emailTemplateId',
  'listEmailId',
  'formId',
  'formHandlerId',
  'landingPageId',
  'fileId',
  'customRedirectId',
  'opportunityId',
  'visitorPageViewId',
] as const;

export type ActivityId = (typeof ACTIVITY_IDS)[number];

export type VisitorActivity = Audit & {
  readonly type: number;
  readonly typeName: string;
  readonly details: string | null;
  readonly prospectId: number | null;
  readonly visitorId: number | null;
  readonly campaignId: number | null;
} & { readonly [name in ActivityId]: number | null };
