import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import { CRITERIA_DEPTH_MAX } from '../limits.js';
import { ACCOUNT_TEXTS, type AssetKind, type Criterion, FIELD_OPERATORS, type FieldOperator, type FieldTest } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readTarget } from './action-input.js';
import { customFieldNamed } from './custom-fields.js';
import { PROSPECT_FIELDS } from './prospect-fields.js';

const CRM_STATUSES = ['lead', 'contact', 'linked', 'none', 'deleted', 'ignored'] as const;
const OPPORTUNITIES = ['any', 'open', 'won', 'lost'] as const;
const OPERATORS: readonly FieldOperator[] = FIELD_OPERATORS.filter((operator) => operator !== 'isNotEmpty');
const CRITERIA =
  'field, account, assigned, assignedTo, tag, list, form, completed, campaign, salesforceCampaign, opportunity, crm, not, any, all';
/** Days that a criterion looks back at most. Assumed: ten years. */
const DAYS_MAX = 3_650;

/** Reads criteria. Source: scenario language, section 4. Refuses: code 154 with what is wrong. */
export function readCriteria(engagement: Engagement, unit: string, raw: unknown, depth = 0): readonly Criterion[] {
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw)) throw refusal(154, 'criteria are a list');
  if (depth > CRITERIA_DEPTH_MAX) throw refusal(154, 'criteria are nested too deep');
  return raw.map((each) => readCriterion(engagement, unit, each, depth));
}

function readCriterion(engagement: Engagement, unit: string, raw: unknown, depth: number): Criterion {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw refusal(154, 'a criterion is a map');
  const { field, account, ...rest } = raw as Readonly<Record<string, unknown>>;
  const entries = Object.entries(rest);
  if (field !== undefined) return { test: 'field', ...readFieldTest(prospectField(engagement, unit, String(field)), entries) };
  if (account !== undefined) return { test: 'account', ...readFieldTest(accountField(String(account)), entries) };
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
    case 'not':
      if (depth > CRITERIA_DEPTH_MAX) throw refusal(154, 'criteria are nested too deep');
      return { test, of: readCriterion(engagement, unit, value, depth + 1) };
    case 'assignedTo': {
      const target = readTarget(engagement, unit, value);
      if (!('user' in target) && !('queue' in target)) throw refusal(154, 'assignedTo is a user or a queue');
      return { test, target };
    }
    case 'campaign':
      return { test, campaign: existing(value, 38, (id) => liveInUnit(engagement.tables.campaigns, unit, id)) };
    case 'salesforceCampaign':
      return { test, campaign: String(value) };
    case 'completed':
      return readCompleted(engagement, unit, value);
    case 'opportunity': {
      const is = OPPORTUNITIES.find((status) => status === value);
      if (is === undefined) throw refusal(154, `opportunity is one of ${OPPORTUNITIES.join(', ')}`);
      return { test, is };
    }
    case 'crm': {
      const is = CRM_STATUSES.find((status) => status === value);
      if (is === undefined) throw refusal(154, `crm is one of ${CRM_STATUSES.join(', ')}`);
      return { test, is };
    }
    default:
      throw refusal(154, `criterion "${test}" is not one of ${CRITERIA}`);
  }
}

function readFieldTest(field: string, entries: readonly [string, unknown][]): FieldTest {
  const [name, value] = entries[0] ?? ['', null];
  const operator = OPERATORS.find((each) => each === name);
  if (entries.length !== 1 || operator === undefined) throw refusal(154, `${field}: one of ${OPERATORS.join(', ')}`);
  if (operator === 'isEmpty') {
    if (typeof value !== 'boolean') throw refusal(50, 'isEmpty');
    return { field, operator: value ? 'isEmpty' : 'isNotEmpty', values: [] };
  }
  if (value === null || typeof value === 'object') throw refusal(154, `${field}: ${operator} takes a value`);
  if (String(value).length > LINE_CHARS_MAX) throw refusal(154, `${field}: a line has ${LINE_CHARS_MAX} characters at most`);
  const isDays = operator === 'withinDays' || operator === 'notWithinDays';
  if (isDays && !(Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= DAYS_MAX)) throw refusal(56, operator);
  return { field, operator, values: splitValues(String(value)) };
}

/** Source: help.pardot.com 2128556: a line of values has 255 characters. */
const LINE_CHARS_MAX = 255;

function prospectField(engagement: Engagement, unit: string, name: string): string {
  const custom = customFieldNamed(engagement, unit, name);
  if (!PROSPECT_FIELDS.has(name) && custom === undefined) throw refusal(180, name);
  return custom === undefined ? name : `${custom.fieldId}__c`;
}

function accountField(name: string): string {
  if (name !== 'name' && !(ACCOUNT_TEXTS as readonly string[]).includes(name)) throw refusal(180, name);
  return name;
}

/** `{ completed: { File: brochure } }`: one asset, by its kind. */
function readCompleted(engagement: Engagement, unit: string, value: unknown): Criterion {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [kind, id] = entries[0] ?? ['', null];
  if (entries.length !== 1 || !Object.hasOwn(engagement.tables.assets, kind)) {
    throw refusal(154, `completed takes one of ${Object.keys(engagement.tables.assets).join(', ')}`);
  }
  const table = engagement.tables.assets[kind as AssetKind];
  return { test: 'completed', kind: kind as AssetKind, asset: existing(id, 109, (each) => liveInUnit(table, unit, each)) };
}

/** Several values stand in one line, with semicolons between; quotes keep a semicolon. Source: help.pardot.com 2128556. */
export function splitValues(line: string): string[] {
  const values = line.match(/"[^"]*"|[^;]+/g) ?? [];
  return values.map((value) => value.trim().replace(/^"(.*)"$/, '$1')).filter((value) => value !== '');
}

function existing(value: unknown, code: 38 | 55 | 109, find: (id: number) => unknown): number {
  const id = Number(value);
  if (!Number.isSafeInteger(id) || find(id) === undefined) throw refusal(code, valueText(value).slice(0, 40));
  return id;
}
