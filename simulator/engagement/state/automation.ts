import { refusal } from '../errors.js';
import { AUTOMATION_ROUNDS_MAX, AUTOMATION_TICK_MS } from '../limits.js';
import type { AutomationRule, Prospect, RuleMatch } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { readValue } from '../values.js';
import { readActions } from './action-input.js';
import { runActions } from './actions.js';
import { followTime, matchesCriteria } from './criteria.js';
import { readCriteria } from './criteria-input.js';
import { type DynamicList, dynamicLists } from './dynamic-lists.js';

const TICK = 'engagement:automation';
const DAY_MS = 86_400_000;

/**
 * Automation rules: they look at a prospect whenever it changes, at everybody when they are resumed, and again at every tick.
 *
 * Source:  help.pardot.com 2128554 and 2128556: retroactive, once for each prospect unless *Repeat rule*, created paused.
 * Assumed: D-26, rules run in the order of their ids.
 */
export class Automation {
  readonly #looked: { get(): number; set(value: number): void };
  readonly #timer: { get(): number | null; set(value: number | null): void };

  constructor(private readonly engagement: Engagement) {
    this.#looked = engagement.world.cell('engagement:automation:looked', 0);
    this.#timer = engagement.world.cell<number | null>('engagement:automation:timer', null);
    engagement.onTouched = (prospects) => this.#lookAt(prospects);
    engagement.world.clock.on(TICK, () => this.#tick());
  }

  /** Saves a rule; a rule that is resumed (or made running) looks at everybody at once. */
  save(rule: AutomationRule): AutomationRule {
    const { engagement } = this;
    const before = engagement.tables.rules.get(String(rule.id));
    engagement.tables.rules.put(rule, rule.isDeleted ? { operation: 'delete' } : {});
    const isResumed = isRunning(rule) && (before === undefined || !isRunning(before));
    if (isResumed) for (const prospect of this.#prospectsOf(rule.unit)) engagement.touch(prospect.id);
    this.keepTicking();
    return rule;
  }

  /** Evaluates the running rules for some prospects, and for what the rules' own actions changed, until nothing more fires. */
  #lookAt(prospects: readonly number[]): void {
    if (this.#running().length === 0) return;
    for (const id of prospects) {
      for (let round = 0; this.#fireOne(id); round += 1) {
        if (round > AUTOMATION_ROUNDS_MAX) throw new Error(`automation rules do not come to rest on prospect ${id}`);
      }
    }
  }

  /** Runs the first rule that a prospect newly meets. */
  #fireOne(id: number): boolean {
    const { engagement } = this;
    const prospect = engagement.tables.prospects.get(String(id));
    if (prospect === undefined || prospect.isDeleted) return false;
    for (const rule of this.#running()) {
      if (rule.unit !== prospect.unit || !this.#mayFire(rule, prospect)) continue;
      if (!matchesCriteria(engagement, prospect, rule.match, rule.criteria)) continue;
      this.#note(rule, prospect);
      const cause = { kind: 'automation', text: `automation rule "${rule.name}"` } as const;
      engagement.world.as({ actor: 'automation', cause }, () => runActions(engagement, prospect, rule.actions, 'automationRule'));
      return true;
    }
    return false;
  }

  /** Once for each prospect; with a repeat again after its days, up to its number of times. */
  #mayFire(rule: AutomationRule, prospect: Prospect): boolean {
    const match = this.engagement.tables.ruleMatches.get(matchId(rule, prospect));
    if (match === undefined) return true;
    if (rule.repeat === null) return false;
    const isLeft = rule.repeat.maxTimes === null || match.times < rule.repeat.maxTimes;
    return isLeft && this.engagement.now() >= match.lastAt + rule.repeat.afterDays * DAY_MS;
  }

  #note(rule: AutomationRule, prospect: Prospect): void {
    const id = matchId(rule, prospect);
    const times = (this.engagement.tables.ruleMatches.get(id)?.times ?? 0) + 1;
    const match: RuleMatch = { id, ruleId: rule.id, prospectId: prospect.id, times, lastAt: this.engagement.now() };
    this.engagement.tables.ruleMatches.put(match);
  }

  #tick(): void {
    const { engagement } = this;
    this.#timer.set(null);
    const hasNews = engagement.world.changes.next !== this.#looked.get();
    const isDue = (rule: AutomationRule): boolean => hasNews || rule.repeat !== null || followTime(rule.criteria);
    const rules = this.#running().filter(isDue);
    const units = new Set([...rules, ...this.#listsOfTime()].map(({ unit }) => unit));
    engagement.transact(() => {
      for (const unit of units) for (const prospect of this.#prospectsOf(unit)) engagement.touch(prospect.id);
    });
    this.#looked.set(engagement.world.changes.next);
    this.keepTicking();
  }

  /** A standing timer stands while some rule runs, or some list looks at times; nothing ticks in a world without them. */
  keepTicking(): void {
    const { world } = this.engagement;
    const isNeeded = this.#running().length > 0 || this.#listsOfTime().length > 0;
    const timer = this.#timer.get();
    if (isNeeded && timer === null) this.#timer.set(world.arm(world.clock.now() + AUTOMATION_TICK_MS, TICK, null, { standing: true }));
    if (!isNeeded && timer !== null) {
      world.clock.cancel(timer);
      this.#timer.set(null);
    }
  }

  #running(): AutomationRule[] {
    return this.engagement.tables.rules.size === 0 ? [] : this.engagement.tables.rules.filter(isRunning);
  }

  /** Dynamic lists that people fall out of, or into, as time passes. */
  #listsOfTime(): DynamicList[] {
    return dynamicLists(this.engagement).filter(({ criteria }) => followTime(criteria));
  }

  #prospectsOf(unit: string): Prospect[] {
    return this.engagement.tables.prospects.filter((prospect) => prospect.unit === unit && !prospect.isDeleted);
  }
}

/** What a person writes of a rule, checked. Refuses: code 154 with what is wrong. */
export function readRule(engagement: Engagement, unit: string, raw: Readonly<Record<string, unknown>>): Partial<AutomationRule> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (name === 'name') read[name] = readValue('text', name, value) ?? '';
    else if (name === 'match') read[name] = readMatch(value);
    else if (name === 'criteria') read[name] = readCriteria(engagement, unit, value);
    else if (name === 'actions') read[name] = readActions(engagement, unit, value);
    else if (name === 'paused') read[name] = readValue('boolean', name, value);
    else if (name === 'repeat') read[name] = readRepeat(value);
    else throw refusal(180, name);
  }
  return read as Partial<AutomationRule>;
}

/** A rule as it is made: paused, all criteria, no repeat. Source: help.pardot.com 2128554. */
export function newRule(engagement: Engagement, unit: string, values: Partial<AutomationRule>, by: number | null): AutomationRule {
  const blank = { name: 'Automation rule', match: 'all', criteria: [], actions: [], paused: true, repeat: null } as const;
  return { ...engagement.audit('AutomationRule', unit, by), ...blank, ...values };
}

/** The rule of a unit. Refuses: code 109. */
export function ruleOf(engagement: Engagement, unit: string, id: number): AutomationRule {
  const rule = liveInUnit(engagement.tables.rules, unit, id);
  if (rule === undefined) throw refusal(109, `automation rule ${id}`);
  return rule;
}

function isRunning(rule: AutomationRule): boolean {
  return !rule.paused && !rule.isDeleted;
}

function matchId(rule: AutomationRule, prospect: Prospect): string {
  return `${rule.id}:${prospect.id}`;
}

export function readMatch(value: unknown): 'all' | 'any' {
  if (value !== 'all' && value !== 'any') throw refusal(154, 'match is all or any');
  return value;
}

function readRepeat(value: unknown): AutomationRule['repeat'] {
  if (value === null || value === undefined || value === false) return null;
  if (typeof value !== 'object') throw refusal(154, 'repeat is a map');
  const { afterDays = 1, maxTimes = null, ...rest } = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw refusal(154, `repeat: ${unknown}`);
  const isDays = Number.isSafeInteger(afterDays) && (afterDays as number) >= 1;
  const isTimes = maxTimes === null || (Number.isSafeInteger(maxTimes) && (maxTimes as number) >= 1);
  if (!isDays || !isTimes) throw refusal(154, 'repeat takes afterDays and maxTimes, whole numbers from 1');
  return { afterDays: afterDays as number, maxTimes: maxTimes as number | null };
}
