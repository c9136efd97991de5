import { valueText } from '../../kernel/value-text.js';
import { refusal } from '../errors.js';
import type { Action, ActionTarget } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readValue } from '../values.js';
import { isCriterion, profileOf } from './profiles.js';
import { readProspectInput } from './prospect-input.js';

type Reader = (engagement: Engagement, unit: string, value: unknown) => Action;

/** What each action is written as, with what it takes. Source: scenario language, section 4; help.pardot.com 2128168 and 2128554. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['assignTo', (engagement, unit, value) => ({ do: 'assign', target: readTarget(engagement, unit, value) })],
  ['unassign', (_engagement, _unit, value) => onlyTrue('unassign', value, { do: 'unassign' })],
  ['addTag', (_engagement, _unit, value) => ({ do: 'addTag', tag: readName('addTag', value) })],
  ['removeTag', (_engagement, _unit, value) => ({ do: 'removeTag', tag: readName('removeTag', value) })],
  ['addToList', (engagement, unit, value) => ({ do: 'addToList', list: readList(engagement, unit, value) })],
  ['removeFromList', (engagement, unit, value) => ({ do: 'removeFromList', list: readList(engagement, unit, value) })],
  ['adjustScore', (_engagement, _unit, value) => ({ do: 'adjustScore', points: readInt('adjustScore', value) })],
  ['setField', readSetField],
  ['setCampaign', (engagement, unit, value) => ({ do: 'setCampaign', campaign: readCampaign(engagement, unit, value) })],
  ['addToSalesforceCampaign', readSalesforceCampaign],
  ['allowRecreate', (_engagement, _unit, value) => onlyTrue('allowRecreate', value, { do: 'allowRecreate' })],
  ['doNotSync', (_engagement, _unit, value) => onlyTrue('doNotSync', value, { do: 'doNotSync' })],
  ['setScore', (_engagement, _unit, value) => ({ do: 'setScore', points: readInt('setScore', value) })],
  ['markProfile', readMark],
  ['setProfile', (engagement, unit, value) => ({ do: 'setProfile', profile: profileOf(engagement, unit, value).id })],
  ['markReviewed', (_engagement, _unit, value) => onlyTrue('markReviewed', value, { do: 'setFlag', flag: 'isReviewed' })],
  ['star', (_engagement, _unit, value) => onlyTrue('star', value, { do: 'setFlag', flag: 'isStarred' })],
  ['doNotEmail', (_engagement, _unit, value) => onlyTrue('doNotEmail', value, { do: 'setFlag', flag: 'isDoNotEmail' })],
  ['optOut', (_engagement, _unit, value) => onlyTrue('optOut', value, { do: 'setFlag', flag: 'optedOut' })],
  ['sendEmail', (engagement, unit, value) => ({ do: 'sendEmail', template: readTemplate(engagement, unit, value) })],
  ['notify', (engagement, unit, value) => ({ do: 'notify', user: readUser(engagement, unit, value) })],
]);

/** Reads a list of actions. Refuses: code 154 with what is wrong; ids of nothing with the code of their kind. */
export function readActions(engagement: Engagement, unit: string, raw: unknown): readonly Action[] {
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw)) throw refusal(154, 'actions are a list');
  return raw.map((each) => readAction(engagement, unit, each));
}

/** To whom an action or a person assigns: exactly one of user, group, queue and assignmentRule. Source: help.pardot.com 2133514. */
export function readTarget(engagement: Engagement, unit: string, raw: unknown): ActionTarget {
  const entries = entriesOf('assignTo', raw);
  if (entries.length > 1) throw refusal(47);
  const [kind, value] = entries[0] ?? ['', null];
  switch (kind) {
    case 'user':
      return { user: readUser(engagement, unit, value) };
    case 'group':
      return { group: readId(value, 12, (id) => liveInUnit(engagement.tables.groups, unit, id)) };
    case 'queue':
      return { queue: readName('queue', value) };
    case 'assignmentRule':
      if (value !== 'active') throw refusal(154, 'assignmentRule: the only choice is "active"');
      return { assignmentRule: 'active' };
    default:
      throw refusal(154, `assignTo: "${kind}" is not one of user, group, queue, assignmentRule`);
  }
}

function readAction(engagement: Engagement, unit: string, raw: unknown): Action {
  const entries = entriesOf('action', raw);
  const [name, value] = entries[0] ?? ['', null];
  const reader = READERS.get(name);
  if (entries.length !== 1 || reader === undefined) throw refusal(154, `action "${name}" is not one of ${[...READERS.keys()].join(', ')}`);
  return reader(engagement, unit, value);
}

/** `{ markProfile: { Industry: match } }`: one criterion of a profile. */
function readMark(engagement: Engagement, unit: string, value: unknown): Action {
  const entries = entriesOf('markProfile', value);
  const [criterion = '', mark] = entries[0] ?? [];
  if (entries.length !== 1) throw refusal(154, 'markProfile takes one criterion');
  if (mark !== 'match' && mark !== 'nomatch' && mark !== 'unknown') throw refusal(18, criterion);
  if (!isCriterion(engagement, unit, criterion)) throw refusal(154, `profile criterion ${criterion}`);
  return { do: 'markProfile', criterion, mark };
}

/** An autoresponder: a template that may answer by itself. Refuses: 68 for none, 86 for one of another purpose. */
function readTemplate(engagement: Engagement, unit: string, value: unknown): number {
  const template = liveInUnit(engagement.tables.kept.EmailTemplate, unit, Number(value));
  if (template === undefined) throw refusal(68, valueText(value).slice(0, 40));
  if (template['isAutoResponderEmail'] !== true) throw refusal(86, 'isAutoResponderEmail is not set');
  return template.id;
}

function readSetField(engagement: Engagement, unit: string, value: unknown): Action {
  const values = Object.fromEntries(entriesOf('setField', value));
  readProspectInput(engagement, unit, values, 'client');
  return { do: 'setField', values };
}

function readSalesforceCampaign(_engagement: Engagement, _unit: string, value: unknown): Action {
  const { campaign, status, ...rest } = Object.fromEntries(entriesOf('addToSalesforceCampaign', value));
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, `addToSalesforceCampaign: ${unknown}`);
  const name = readName('addToSalesforceCampaign: campaign', campaign);
  return { do: 'addToSalesforceCampaign', campaign: name, status: status === undefined || status === null ? null : String(status) };
}

function entriesOf(name: string, raw: unknown): [string, unknown][] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw refusal(154, `${name} is a map`);
  return Object.entries(raw);
}

function onlyTrue(name: string, value: unknown, action: Action): Action {
  if (value !== true) throw refusal(154, `${name} takes true`);
  return action;
}

function readName(name: string, value: unknown): string {
  if ((typeof value !== 'string' && typeof value !== 'number') || String(value).trim() === '') throw refusal(154, `${name} takes a name`);
  return String(value);
}

function readInt(name: string, value: unknown): number {
  const points = readValue('int', name, value);
  if (points === null) throw refusal(56, name);
  return points as number;
}

function readUser(engagement: Engagement, unit: string, value: unknown): number {
  return readId(value, 10, (id) => liveInUnit(engagement.tables.users, unit, id));
}

function readList(engagement: Engagement, unit: string, value: unknown): number {
  return readId(value, 55, (id) => liveInUnit(engagement.tables.lists, unit, id));
}

function readCampaign(engagement: Engagement, unit: string, value: unknown): number {
  return readId(value, 38, (id) => liveInUnit(engagement.tables.campaigns, unit, id));
}

function readId(value: unknown, code: 10 | 12 | 38 | 55, find: (id: number) => unknown): number {
  const id = Number(value);
  if (!Number.isSafeInteger(id) || find(id) === undefined) throw refusal(code, valueText(value).slice(0, 40));
  return id;
}
