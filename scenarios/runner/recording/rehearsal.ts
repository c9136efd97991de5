import { createSimulator, type Simulator } from '../../../simulator/index.js';
import { ProtocolError } from '../../../simulator/kernel/errors.js';
import type { Fields, TypeInfo } from '../../../simulator/kernel/people.js';
import type { SystemName } from '../../../src/model/wire.js';
import { isEmpty, keyOf, type RecordedChange } from './recorded-change.js';

/** Stamps, and what the vendor fills in beside what people write. */
const FILLED =
  /^(?:(?:Created|LastModified|created|updated)(?:Date|ById|By|At)|SystemModstamp|WHEN(?:CREATED|MODIFIED)|(?:CREATED|MODIFIED)BY|RECORDNO|VERSION|unit|tally|custom|crmState|changedAt|scoreAdjustment|profileMarks)$/;

/** Users of every stage, by the names that stories have for them. */
const USERS = ['admin', 'connector', 'intacctUser'] as const;

/** A stage of its own on which people's writes are tried: what its vendors refuse to take by hand is no part of the story. */
export class Rehearsal {
  readonly #simulator: Simulator;
  /** A stage as every story finds it. */
  readonly #untouched = createSimulator({});
  /** What each recorded record is called on this stage. */
  readonly #ids = new Map<string, string>();

  constructor(seed: number, start: number) {
    this.#simulator = createSimulator({ seed, start });
  }

  type(system: SystemName, object: string): TypeInfo | undefined {
    return this.#simulator[system].people.type(object);
  }

  /** Whether every stage has this record from the start. */
  isOnEveryStage({ system, object, id }: RecordedChange): boolean {
    return this.#ids.get(keyOf({ system, object, id })) === undefined && this.#untouched[system].people.stateOf(object, id) === 'live';
  }

  /** What every story calls this user; null for users that a story must make. */
  userOnEveryStage(system: SystemName, actor: string): string | null {
    return USERS.find((name) => this.#untouched[system].people.user(name) === actor) ?? null;
  }

  /** Whether this is the business unit that every story has. */
  isMainUnit(unit: string): boolean {
    return this.#untouched.engagement.people.units()[0] === unit;
  }

  /** Makes a business unit that was there before the recording began. */
  makeUnit(name: string): void {
    this.#simulator.engagement.people.create('BusinessUnit', { name }, this.#admin('engagement'));
  }

  /** Whether a story begins without any record of this type. */
  hasNone(system: SystemName, object: string): boolean {
    return this.#untouched[system].people.list(object).length === 0;
  }

  /** The fields that make the record, of what it has. */
  creates(change: RecordedChange, row: Fields, extra: Fields): Fields {
    const { system, object } = change;
    const people = this.#simulator[system].people;
    const given = this.#written(change, row, {}, extra);
    const create = (fields: Fields): string => people.create(object, fields, this.#admin(system));
    this.#tried(() => this.#tryUntilTaken(given, create));
    for (const name of Object.keys(given)) {
      const { [name]: value, ...rest } = given;
      const made = this.#tried(() => people.read(object, create(this.#withOwnIds(rest))));
      if (made !== null && same(made[name], this.#withOwnIds({ [name]: value })[name])) delete given[name];
    }
    const id = this.#tryUntilTaken(given, create);
    if (id !== null) this.#ids.set(keyOf(change), id);
    return given;
  }

  /** The fields that people changed. */
  updates(change: RecordedChange, extra: Fields): Fields {
    const { system, object, before, after } = change;
    const people = this.#simulator[system].people;
    const given = this.#written(change, after ?? {}, before ?? {}, extra);
    const id = this.#ids.get(keyOf(change)) ?? change.id;
    if (people.stateOf(object, id) === 'live')
      this.#tryUntilTaken(given, (fields) => people.update(object, id, fields, this.#admin(system)));
    return given;
  }

  #admin(system: SystemName): string {
    return this.#simulator[system].people.user('admin') ?? 'admin';
  }

  #written({ system, object }: RecordedChange, row: Fields, before: Fields, extra: Fields): Record<string, unknown> {
    const key = { salesforce: 'Id', engagement: 'id', intacct: 'RECORDNO' }[system];
    const given: Record<string, unknown> = { ...extra };
    for (const { name, kind } of this.type(system, object)?.fields ?? []) {
      const [was, is] = [before[name] ?? null, row[name] ?? null];
      if (name === key || FILLED.test(name) || kind === 'structure' || JSON.stringify(was) === JSON.stringify(is)) continue;
      if (isEmpty(is) && isEmpty(was)) continue;
      given[name] = kind === 'instant' && typeof is === 'number' ? new Date(is).toISOString() : is;
    }
    return given;
  }

  /**
   * Leaves out what is refused by name, until the rest is taken; then `given` is what people can write. What is refused as a whole
   * stays: it may rest on what the sync had made, and playing the story will tell.
   */
  #tryUntilTaken<T>(given: Record<string, unknown>, act: (fields: Fields) => T): T | null {
    for (;;) {
      try {
        return this.#simulator.world.atomic(() => act(this.#withOwnIds(given)));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        const said = `${error.message} ${JSON.stringify(error)}`;
        const refused = Object.keys(given).find((name) => new RegExp(`\\b${name.replaceAll('.', '\\.')}\\b`, 'i').test(said));
        if (refused === undefined) return null;
        delete given[refused];
      }
    }
  }

  /** What something would give; nothing of it stays. */
  #tried<T>(act: () => T): T | null {
    let result: T | null = null;
    try {
      this.#simulator.world.atomic(() => {
        result = act();
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone || error instanceof ProtocolError)) throw error;
    }
    return result;
  }

  /** Recorded records have other ids here. */
  #withOwnIds(given: Fields): Fields {
    const own = new Map([...this.#ids].map(([key, id]) => [key.slice(key.indexOf(' ') + 1), id]));
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, own.get(String(value)) ?? value]));
  }
}

/** Takes back what was only tried. */
class Undone extends Error {}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null) || String(a) === String(b);
}
