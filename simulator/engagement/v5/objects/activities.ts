import { ACTIVITY_IDS, type Visit, type Visitor, type VisitorActivity, type VisitorPageView } from '../../records.js';
import { keptObject } from '../kept.js';
import { defineObject, type ObjectDefinition, type ObjectField, REQUIRED, readable, writable, writables } from '../object.js';

const PROSPECT = { object: 'prospects', key: 'prospectId' } as const;
const VISITOR = { object: 'visitors', key: 'visitorId' } as const;
const CAMPAIGN = { object: 'campaigns', key: 'campaignId' } as const;

/** Fields that the stand-in has no source for; always empty. */
function empty(kind: ObjectField['kind'], ...names: readonly string[]): ObjectField[] {
  return names.map((name) => readable(name, kind, () => null));
}

const UTM = ['campaignParameter', 'contentParameter', 'mediumParameter', 'sourceParameter', 'termParameter'];

/** Source: Account Engagement API v5, "Visitor". */
export const VISITORS: ObjectDefinition = defineObject<Visitor>({
  type: 'Visitor',
  collection: 'visitors',
  table: (tables) => tables.visitors,
  fields: [
    readable('prospectId', 'id'),
    readable('pageViewCount', 'int'),
    readable('isIdentified', 'boolean', (row) => row['prospectId'] !== null),
    readable('doNotSell', 'boolean', () => false),
    readable('campaignId', 'id'),
    readable('identifiedCompanyId', 'id'),
    ...empty('text', 'hostname', 'ipAddress'),
    ...UTM.map((name) => readable(name, 'text')),
  ],
  relations: {
    prospect: PROSPECT,
    campaign: CAMPAIGN,
    identifiedCompany: { object: 'identified-companies', key: 'identifiedCompanyId' },
  },
  filters: ['prospectId', 'isIdentified', 'campaignId', 'identifiedCompanyId'],
});

/**
 * Source:  Account Engagement API v5, "Visitor: identifyCompany".
 * Assumed: what a company is called; the reference names the action only.
 */
export const IDENTIFIED_COMPANIES: ObjectDefinition = keptObject({
  type: 'IdentifiedCompany',
  collection: 'identified-companies',
  table: (tables) => tables.kept.IdentifiedCompany,
  fields: [
    writable('name', 'text', REQUIRED),
    ...writables('text', 'website', 'addressOne', 'addressTwo', 'city', 'state', 'zip', 'country', 'phone'),
  ],
  isByPeopleOnly: true,
});

/** Source: Account Engagement API v5, "Visit". */
export const VISITS: ObjectDefinition = defineObject<Visit>({
  type: 'Visit',
  collection: 'visits',
  table: (tables) => tables.visits,
  fields: [
    readable('visitorId', 'id'),
    readable('prospectId', 'id'),
    readable('visitorPageViewCount', 'int'),
    readable('firstVisitorPageViewAt', 'instant'),
    readable('lastVisitorPageViewAt', 'instant'),
    readable('durationInSeconds', 'int', (row) => (Number(row['lastVisitorPageViewAt']) - Number(row['firstVisitorPageViewAt'])) / 1_000),
    ...empty('text', ...UTM),
  ],
  relations: { prospect: PROSPECT, visitor: VISITOR },
  filters: ['visitorId', 'prospectId'],
});

/** Source: Account Engagement API v5, "Visitor Page View". */
export const PAGE_VIEWS: ObjectDefinition = defineObject<VisitorPageView>({
  type: 'VisitorPageView',
  collection: 'visitor-page-views',
  table: (tables) => tables.pageViews,
  fields: [
    readable('url', 'text'),
    readable('title', 'text'),
    readable('visitorId', 'id'),
    readable('visitId', 'id'),
    ...empty('id', 'campaignId'),
    ...empty('int', 'durationInSeconds'),
    ...empty('text', 'salesforceId'),
  ],
  relations: { visitor: VISITOR, visit: { object: 'visits', key: 'visitId' } },
  filters: ['visitorId', 'visitId'],
});

/** Source: Account Engagement API v5, "Visitor Activity". */
export const ACTIVITIES: ObjectDefinition = defineObject<VisitorActivity>({
  type: 'VisitorActivity',
  collection: 'visitor-activities',
  table: (tables) => tables.activities,
  fields: [
    readable('type', 'int'),
    readable('typeName', 'text'),
    readable('details', 'text'),
    ...['prospectId', 'visitorId', 'campaignId', ...ACTIVITY_IDS].map((name) => readable(name, 'id')),
    ...empty('id', 'siteSearchQueryId', 'paidSearchAdId', 'multivariateTestVariationId'),
  ],
  relations: {
    prospect: PROSPECT,
    visitor: VISITOR,
    visit: { object: 'visits', key: 'visitId' },
    campaign: CAMPAIGN,
    email: { object: 'emails', key: 'emailId' },
    emailTemplate: { object: 'email-templates', key: 'emailTemplateId' },
    listEmail: { object: 'list-emails', key: 'listEmailId' },
    form: { object: 'forms', key: 'formId' },
    formHandler: { object: 'form-handlers', key: 'formHandlerId' },
    landingPage: { object: 'landing-pages', key: 'landingPageId' },
    file: { object: 'files', key: 'fileId' },
    customRedirect: { object: 'custom-redirects', key: 'customRedirectId' },
    opportunity: { object: 'opportunities', key: 'opportunityId' },
    visitorPageView: { object: 'visitor-page-views', key: 'visitorPageViewId' },
  },
  filters: ['type', 'prospectId', 'visitorId', 'campaignId', ...ACTIVITY_IDS],
});
