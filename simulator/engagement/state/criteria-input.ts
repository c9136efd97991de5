import { refusal } from '../errors.js';
import { CRITERIA_DEPTH_MAX } from '../limits.js';
import type { Criterion, FieldOperator } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { customFieldNamed } from './custom-fields.js';
import { PROSPECT_FIELDS } from './prospect-fields.js';

const CRM_STATUSES = ['lead', 'contact', 'linked', 'none', 'deleted'] as const;
const OPERATORS: readonly FieldOperator[] = ['is', 'isNot', 'contains', 'isEmpty', 'atLeast', 'atMost'];
const CRITERIA = 'field, assigned, tag, list, form, crm, any, all';

/** Reads criteria. Source: scenario language, section 4. Refuses: code 154 with what is wrong. */
export function readCriteria(engagement: Engagement, unit: string, raw: unknown, depth = 0): readonly Criterion[] {
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw)) throw refusal(154, 'criteria are a list');
  if (depth > CRITERIA_DEPTH_MAX) throw refusal(154, 'criteria are nested too deep');
  return raw.map((each) => readCriterion(engagement, unit, each, depth));
}

function readCriterion(engagement: Engagement, unit: string, raw: unknown, depth: number): Criterion {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw refusal(154, 'a criterion is a map');
  const { field, ...rest } = raw as Readonly<Record<string, unknown>>;
  const entries = Object.entries(rest);
  if (field !== undefined) return readFieldTest(engagement, unit, field, entries);
  const [test, value] = entries[0] ?? ['', null];
  if (entries.length !== 1) throw refusal(154, `a criterion has one of ${CRITERIA}`);
  switch (test) {
    case 'any':
    case 'all':
      return { test, of: readCriteria(engagement, unit, value, depth + 1) };
    case 'assigned':
      if (typeof value !== 'boolean') throw refusal(50, 'assigned');
      return { test, is: value };
    case 'tag':
      return { test, tag: String(value) };
    case 'list':
      return { test, list: existing(value, 55, (id) => liveInUnit(engagement.tables.lists, unit, id)) };
    case 'form':
      return { test, form: existing(value, 109, (id) => liveInUnit(engagement.tables.assets.FormHandler, unit, id)) };
    case 'crm': {
      const is = CRM_STATUSES.find((status) => status === value);
      if (is === undefined) throw refusal(154, `crm is one of ${CRM_STATUSES.join(', ')}`);
      return { test, is };
    }
    default:
      throw refusal(154, `criterion "${test}" is not one of ${CRITERIA}`);
  }
}

function readFieldTest(engagement: Engagement, unit: string, field: unknown, entries: readonly [string, unknown][]): Criterion {
  const name = String(field);
  const custom = customFieldNamed(engagement, unit, name);
  if (!PROSPECT_FIELDS.has(name) && custom === undefined) throw refusal(180, name);
  const [operator, value] = entries[0] ?? ['', null];
  const known = OPERATORS.find((each) => each === operator);
  if (entries.length !== 1 || known === undefined) throw refusal(154, `${name}: one of ${OPERATORS.join(', ')}`);
  const stored = custom === undefined ? name : `${custom.fieldId}__c`;
  if (known === 'isEmpty') {
    if (typeof value !== 'boolean') throw refusal(50, 'isEmpty');
    return { test: 'field', field: stored, operator: value ? 'isEmpty' : 'isNotEmpty', values: [] };
  }
  if (value === null || typeof value === 'object') throw refusal(154, `${name}: ${known} takes a value`);
  return { test: 'field', field: stored, operator: known, values: splitValues(String(value)) };
}

/** Several values stand in one line, with semicolons between; quotes keep a semicolon. Source: help.pardot.com 2128556. */
export function splitValues(line: string): string[] {
  const values = line.match(/"[^"]*"|[^;]+/g) ?? [];
  return values.map((value) => value.trim().replace(/^"(.*)"$/, '$1')).filter((value) => value !== '');
}

function existing(value: unknown, code: 55 | 109, find: (id: number) => unknown): number {
  const id = Number(value);
  if (!Number.isSafeInteger(id) || find(id) === undefined) throw refusal(code, String(value).slice(0, 40));
  return id;
}
