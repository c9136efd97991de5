import type { ActivityId, AssetKind, Criterion, FieldTest, Opportunity, OpportunityStatus, Prospect } from '../records.js';
import type { Engagement } from '../state.js';
import { hasOwner } from './assignment.js';
import { GRADES } from './grading.js';
import { personKind } from './ids.js';
import { membershipOf } from './lists.js';
import { PROSPECT_FIELDS, shownValue } from './prospect-fields.js';
import { tagsOf } from './tags.js';

/** Whether a prospect meets criteria. Source: help.pardot.com 2128556: all of them or any of them, groups nested. */
export function matchesCriteria(engagement: Engagement, prospect: Prospect, match: 'all' | 'any', criteria: readonly Criterion[]): boolean {
  const meets = (criterion: Criterion): boolean => matches(engagement, prospect, criterion);
  return match === 'all' ? criteria.every(meets) : criteria.some(meets);
}

/** Criteria with those that are nested in them. */
export function criteriaWithin(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((each) => {
    if (each.test === 'not') return [each, ...criteriaWithin([each.of])];
    return each.test === 'any' || each.test === 'all' ? [each, ...criteriaWithin(each.of)] : [each];
  });
}

/** Whether the mere passing of time can make criteria true or false. */
export function followTime(criteria: readonly Criterion[]): boolean {
  return criteriaWithin(criteria).some((each) => each.test === 'field' && /ithinDays$/.test(each.operator));
}

function matches(engagement: Engagement, prospect: Prospect, criterion: Criterion): boolean {
  switch (criterion.test) {
    case 'any':
    case 'all':
      return matchesCriteria(engagement, prospect, criterion.test, criterion.of);
    case 'not':
      return !matches(engagement, prospect, criterion.of);
    case 'assignedTo':
      return isAssignedTo(prospect, criterion.target);
    case 'campaign':
      return prospect.campaignId === criterion.campaign;
    case 'salesforceCampaign':
      return engagement.tables.campaignRequests
        .find('prospect', String(prospect.id))
        .some(({ campaign, isDeleted }) => !isDeleted && isSameText(campaign, criterion.campaign));
    case 'completed':
      return hasCompleted(engagement, prospect, criterion.kind, criterion.asset);
    case 'opportunity':
      return hasOpportunity(engagement, prospect, criterion.is);
    case 'account': {
      const account = engagement.tables.prospectAccounts.get(String(prospect.prospectAccountId));
      const held = account === undefined ? null : criterion.field === 'name' ? account.name : (account.texts[criterion.field] ?? null);
      return matchesTexts(engagement, textsOf(held), criterion);
    }
    case 'assigned':
      return hasOwner(prospect) === criterion.is;
    case 'tag':
      return tagsOf(engagement, 'prospect', prospect.id).some(
        ({ id, name }) => isSameText(name, criterion.tag) || String(id) === criterion.tag,
      );
    case 'list':
      return membershipOf(engagement, criterion.list, prospect.id) !== undefined;
    case 'form':
      return hasSubmitted(engagement, prospect, criterion.form);
    case 'crm':
      return hasCrmStatus(prospect, criterion.is);
    case 'field':
      return matchesTexts(engagement, fieldTexts(prospect, criterion.field), criterion);
  }
}

function hasSubmitted(engagement: Engagement, prospect: Prospect, form: number): boolean {
  const activities = engagement.tables.activities.find('prospect', String(prospect.id));
  return activities.some(({ type, formHandlerId }) => formHandlerId === form && type === SUBMITTED);
}

/** A form handler's success. Source: Account Engagement API v5, "Visitor Activity": type 4 with a form handler. */
const SUBMITTED = 4;

/** The user who has it or will get it with the next sync; or the queue. */
function isAssignedTo(prospect: Prospect, target: { readonly user: number } | { readonly queue: string }): boolean {
  if ('user' in target) return prospect.assignedToId === target.user;
  return prospect.assignment?.queueId === target.queue || prospect.salesforceOwnerId === target.queue;
}

/** The field of an activity that names an asset, by the asset's kind. */
const ACTIVITY_FIELDS: Readonly<Record<AssetKind, ActivityId>> = {
  Form: 'formId',
  LandingPage: 'landingPageId',
  FormHandler: 'formHandlerId',
  ListEmail: 'listEmailId',
  File: 'fileId',
  CustomRedirect: 'customRedirectId',
};

/** Forms are completed by their success (4), files by a look (2), redirects and emails by a click (1). */
function hasCompleted(engagement: Engagement, prospect: Prospect, kind: AssetKind, asset: number): boolean {
  const type = kind === 'File' ? 2 : kind === 'CustomRedirect' || kind === 'ListEmail' ? 1 : SUBMITTED;
  const activities = engagement.tables.activities.find('prospect', String(prospect.id));
  return activities.some((activity) => activity.type === type && activity[ACTIVITY_FIELDS[kind]] === asset);
}

function hasOpportunity(engagement: Engagement, prospect: Prospect, status: 'any' | OpportunityStatus): boolean {
  if (engagement.tables.opportunities.size === 0) return false;
  const isTheirs = (each: Opportunity): boolean => !each.isDeleted && each.prospectIds.includes(prospect.id);
  return engagement.tables.opportunities.filter((each) => isTheirs(each) && (status === 'any' || each.status === status)).length > 0;
}

function hasCrmStatus(prospect: Prospect, status: 'lead' | 'contact' | 'linked' | 'none' | 'deleted' | 'ignored'): boolean {
  if (status === 'ignored') return prospect.crmState === 'ignored';
  const isLinked = prospect.crmState === 'linked' && prospect.salesforceId !== null;
  if (status === 'deleted') return prospect.crmState === 'deleted';
  if (status === 'none') return prospect.crmState === 'none' || (prospect.crmState === 'linked' && !isLinked);
  return isLinked && (status === 'linked' || personKind(prospect.salesforceId) === status);
}

/**
 * Source:  help.pardot.com 2128556: values on one line count as "or" for *is* and *contains*, as "and" for negatives. Texts compare
 *          without letter case.
 */
function matchesTexts(engagement: Engagement, held: readonly string[], { field, operator, values }: FieldTest): boolean {
  const isHeld = (test: (text: string, value: string) => boolean): boolean =>
    values.some((value) => held.some((text) => test(text.toLowerCase(), value.toLowerCase())));
  switch (operator) {
    case 'isEmpty':
      return held.length === 0;
    case 'isNotEmpty':
      return held.length > 0;
    case 'is':
      return values.some((value) => held.some((text) => isSameText(text, value)));
    case 'isNot':
      return values.every((value) => !held.some((text) => isSameText(text, value)));
    case 'contains':
      return isHeld((text, value) => text.includes(value));
    case 'doesNotContain':
      return !isHeld((text, value) => text.includes(value));
    case 'beginsWith':
      return isHeld((text, value) => text.startsWith(value));
    case 'withinDays':
      return held.some((text) => isWithinDays(engagement, text, values[0] ?? ''));
    case 'notWithinDays':
      return !held.some((text) => isWithinDays(engagement, text, values[0] ?? ''));
    default:
      return held.some((text) => COMPARED[operator](order(field, text, values[0] ?? '')));
  }
}

const COMPARED = {
  atLeast: (order: number) => order >= 0,
  atMost: (order: number) => order <= 0,
  greaterThan: (order: number) => order > 0,
  lessThan: (order: number) => order < 0,
} as const;

/** An instant in so many days before now. */
function isWithinDays(engagement: Engagement, text: string, days: string): boolean {
  const at = Number.isNaN(Number(text)) ? Date.parse(text) : Number(text);
  return at <= engagement.now() && at > engagement.now() - Number(days) * DAY_MS;
}

const DAY_MS = 86_400_000;

function fieldTexts(prospect: Prospect, name: string): string[] {
  const field = PROSPECT_FIELDS.get(name);
  const value = field === undefined ? prospect.custom[name] : shownValue(prospect, field);
  return textsOf(value);
}

function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each) => each !== null && each !== undefined && String(each).trim() !== '').map(String);
}

/** Grades compare on their scale, everything else as numbers, or as texts when it is none. */
function order(name: string, held: string, bound: string): number {
  const [a, b] = name === 'grade' ? [gradeStep(held), gradeStep(bound)] : [Number(held), Number(bound)];
  return Number.isNaN(a) || Number.isNaN(b) ? held.localeCompare(bound, 'en') : a - b;
}

function gradeStep(grade: string): number {
  const step = (GRADES as readonly string[]).indexOf(grade.toUpperCase());
  return step < 0 ? Number.NaN : step;
}

function isSameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
