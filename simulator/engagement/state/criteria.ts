import type { Criterion, FieldOperator, Prospect } from '../records.js';
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

function matches(engagement: Engagement, prospect: Prospect, criterion: Criterion): boolean {
  switch (criterion.test) {
    case 'any':
    case 'all':
      return matchesCriteria(engagement, prospect, criterion.test, criterion.of);
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
      return matchesField(prospect, criterion.field, criterion.operator, criterion.values);
  }
}

function hasSubmitted(engagement: Engagement, prospect: Prospect, form: number): boolean {
  const activities = engagement.tables.activities.find('prospect', String(prospect.id));
  return activities.some(({ type, formHandlerId }) => formHandlerId === form && type === SUBMITTED);
}

/** A form handler's success. Source: Account Engagement API v5, "Visitor Activity": type 4 with a form handler. */
const SUBMITTED = 4;

function hasCrmStatus(prospect: Prospect, status: 'lead' | 'contact' | 'linked' | 'none' | 'deleted'): boolean {
  const isLinked = prospect.crmState === 'linked' && prospect.salesforceId !== null;
  if (status === 'deleted') return prospect.crmState === 'deleted';
  if (status === 'none') return prospect.crmState === 'none' || (prospect.crmState === 'linked' && !isLinked);
  return isLinked && (status === 'linked' || personKind(prospect.salesforceId) === status);
}

/**
 * Source:  help.pardot.com 2128556: values on one line count as "or" for *is* and *contains*, as "and" for negatives. Texts compare
 *          without letter case.
 */
function matchesField(prospect: Prospect, name: string, operator: FieldOperator, values: readonly string[]): boolean {
  const held = fieldTexts(prospect, name);
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
      return values.some((value) => held.some((text) => text.toLowerCase().includes(value.toLowerCase())));
    case 'atLeast':
    case 'atMost':
      return held.some((text) => isWithin(name, text, operator, values[0] ?? ''));
  }
}

function fieldTexts(prospect: Prospect, name: string): string[] {
  const field = PROSPECT_FIELDS.get(name);
  const value = field === undefined ? prospect.custom[name] : shownValue(prospect, field);
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each) => each !== null && each !== undefined && String(each).trim() !== '').map(String);
}

/** Grades compare on their scale, everything else as numbers, or as texts when it is none. */
function isWithin(name: string, held: string, operator: 'atLeast' | 'atMost', bound: string): boolean {
  const [a, b] = name === 'grade' ? [gradeStep(held), gradeStep(bound)] : [Number(held), Number(bound)];
  const order = Number.isNaN(a) || Number.isNaN(b) ? held.localeCompare(bound, 'en') : a - b;
  return operator === 'atLeast' ? order >= 0 : order <= 0;
}

function gradeStep(grade: string): number {
  const step = (GRADES as readonly string[]).indexOf(grade.toUpperCase());
  return step < 0 ? Number.NaN : step;
}

function isSameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
