import { durationText, instantText } from '../language/time.js';
import { isGone, keyOf, type RecordedChange } from './recorded-change.js';
import { Rehearsal } from './rehearsal.js';
import { stepsOf } from './steps-of.js';

export type Recorded = {
  readonly title: string;
  readonly seed: number;
  /** When the recording began and ended, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly changes: readonly RecordedChange[];
};

/** A story as data: what `yaml` prints is the file. */
export type RecordedStory = {
  readonly clock: string;
  readonly given: readonly object[];
  readonly steps: readonly object[];
  /** What people did that the language has no words for. */
  readonly untold: readonly string[];
};

/** Shorter pauses between what people did are left out. */
const PAUSE_MS_MIN = 60_000;

/** In so long a pause the sync does on its own what it did in the recording. */
const SYNC_MS = 300_000;

/** Turns what was written into the stand-ins, by people and by the sync, into a story with what it led to. */
export function storyOf({ seed, start, end, changes }: Recorded): RecordedStory {
  const told = new Told(new Rehearsal(seed, start), start);
  for (const group of transactions(changes)) {
    if (group.every(({ cause }) => cause.isSync === true)) told.sync();
    else told.people(group);
  }
  told.pause(end);
  told.end(changes);
  return { clock: instantText(start), given: told.given, steps: told.steps, untold: told.untold };
}

/** Changes that were written in one piece. */
function transactions(changes: readonly RecordedChange[]): readonly (readonly RecordedChange[])[] {
  const groups = new Map<number, RecordedChange[]>();
  for (const change of changes) groups.set(change.transaction, [...(groups.get(change.transaction) ?? []), change]);
  return [...groups.values()];
}

/** The story so far. */
export class Told {
  readonly given: object[] = [];
  readonly steps: object[] = [];
  readonly untold: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #units = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #hasSynced = false;

  constructor(
    readonly rehearsal: Rehearsal,
    /** Up to when the story has been told. */
    private now: number,
  ) {}

  /** What the story calls the business unit of a write; null for the one that every story has. */
  unitOf({ system, object, after, before }: RecordedChange): string | null {
    if (system !== 'engagement') return null;
    const unit = (after ?? before)?.[object === 'Settings' ? 'scope' : 'unit'];
    return typeof unit === 'string' && !this.rehearsal.isMainUnit(unit) ? this.unit(unit) : null;
  }

  /** The name of a business unit; one that was there before is made in `given`. */
  unit(key: string): string {
    const known = this.#units.get(key);
    if (known !== undefined) return known;
    const name = this.name({ system: 'engagement', object: 'BusinessUnit', id: key });
    this.#units.set(key, name);
    this.rehearsal.makeUnit(name);
    this.given.push({ create: { 'engagement.BusinessUnit': { as: name, name } } });
    this.untold.push(`the settings of business unit ${key} before the recording: ${name} begins with those of a new one`);
    return name;
  }

  /** A business unit that the story makes. */
  makesUnit(key: string, name: string): void {
    this.#units.set(key, name);
  }

  /** Who did it, as the story calls them; null for the administrator, and where nobody in particular did. */
  by({ system, actor }: RecordedChange): string | null {
    const known = this.rehearsal.userOnEveryStage(system, actor);
    if (known !== null) return known === 'admin' ? null : known;
    const ref = { system, object: 'User', id: actor } as const;
    const named = this.nameOf(ref);
    if (named !== undefined || system !== 'salesforce' || !actor.startsWith('005')) return named ?? null;
    const name = this.name(ref);
    this.given.push({ create: { 'salesforce.User': { as: name } } });
    this.untold.push(`who ${actor} is: ${name} stands for them`);
    return name;
  }

  sync(): void {
    this.#hasSynced = true;
  }

  people(group: readonly RecordedChange[]): void {
    const steps = stepsOf(group, this);
    if (steps.length === 0) return;
    this.pause(group[0]!.at);
    this.steps.push(...steps);
  }

  /** Lets the sync do what it did meanwhile, and time pass. */
  pause(until: number): void {
    const passed = Math.floor((until - this.now) / 1000) * 1000;
    if (passed >= PAUSE_MS_MIN) this.steps.push({ advance: durationText(passed) });
    if (this.#hasSynced && passed < SYNC_MS) this.steps.push({ settle: null });
    this.now = until;
    this.#hasSynced = false;
  }

  nameOf(ref: Pick<RecordedChange, 'system' | 'object' | 'id'>): string | undefined {
    return this.#names.get(keyOf(ref));
  }

  /** A name for a record: `lead1`, `account2`. */
  name(ref: Pick<RecordedChange, 'system' | 'object' | 'id'>): string {
    const known = this.nameOf(ref);
    if (known !== undefined) return known;
    const base = ref.object.replace(/[^A-Za-z]/g, '').toLowerCase();
    const count = (this.#counts.get(base) ?? 0) + 1;
    this.#counts.set(base, count);
    this.#names.set(keyOf(ref), `${base}${count}`);
    return `${base}${count}`;
  }

  /** Values with the names of records that the story knows in the place of their ids. */
  named(fields: Readonly<Record<string, unknown>>, { system }: Pick<RecordedChange, 'system'>): Record<string, unknown> {
    const byId = new Map([...this.#names].map(([key, name]) => [key.slice(key.indexOf(' ') + 1), { name, system: key.split('.')[0] }]));
    const short = (value: unknown): unknown => {
      const found = typeof value === 'string' ? byId.get(value) : undefined;
      if (found !== undefined && found.system === system) return `$${found.name}`;
      return typeof value === 'string' && value.startsWith('$') ? `$${value}` : value;
    };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, short(value)]));
  }

  /** What it led to: the named records, and how many there are of each type that the sync wrote to. */
  end(changes: readonly RecordedChange[]): void {
    const last = new Map(changes.map((change) => [keyOf(change), change]));
    const checks: Record<string, unknown> = {};
    for (const [key, name] of this.#names) {
      const change = last.get(key);
      if (change !== undefined) checks[name] = isGone(change) ? 'gone' : 'exists';
    }
    const written = new Set(changes.filter(({ cause }) => cause.isSync === true).map(({ system, object }) => `${system}.${object}`));
    for (const change of last.values()) {
      const type = `${change.system}.${change.object}`;
      const info = this.rehearsal.type(change.system, change.object);
      if (!written.has(type) || info?.isCreatable !== true || !this.rehearsal.hasNone(change.system, change.object)) continue;
      checks[type] = Number(checks[type] ?? 0) + (isGone(change) ? 0 : 1);
    }
    if (Object.keys(checks).length > 0) this.steps.push({ expect: checks });
  }
}
