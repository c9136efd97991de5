import type { FieldInfo, FieldKind, People, TypeInfo } from '../../../simulator/kernel/people.js';
import type { Row } from '../../../simulator/kernel/table.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { isReference } from '../../../simulator/yaml/written.js';
import type { RecordRef } from '../../../src/model/record.js';
import type { SystemName } from '../../../src/model/wire.js';
import type { MatchContext } from '../checks/match.js';
import { pick } from '../checks/pick.js';
import { SYSTEMS, TYPE_HINT } from '../language/pieces.js';
import type { Mark, Names } from './names.js';
import type { Stage } from './stage.js';

/** A type of one vendor as a scenario names it. */
export type TypeRef = { readonly system: SystemName; readonly people: People; readonly info: TypeInfo };

/** One step on the stage: what it may see and use. */
export class Scene {
  constructor(
    readonly stage: Stage,
    /** The value of the step's verb in its file. */
    readonly place: Place,
    readonly by: string,
    /** For reports and the change log: `step 3 (merge)`. */
    readonly stepText: string,
    /** Where other files named by the scenario are looked for. */
    readonly readFile: (name: string) => string | null,
    /** Says how far a step that moves the clock has come. */
    readonly afterEvent: () => void = () => {},
  ) {}

  get names(): Names {
    return this.stage.names;
  }

  /** The mark that `since` means when it is left out. */
  get begin(): Mark {
    return this.stage.begin;
  }

  get now(): number {
    return this.stage.world.clock.now();
  }

  /** Runs what a person does, so that the change log knows which step it was. */
  act<T>(work: () => T): T {
    return this.stage.world.as({ cause: { kind: 'step', text: this.stepText } }, work);
  }

  /** Resolves `salesforce.Lead`. */
  type(written: string, place: Place): TypeRef {
    const [system = '', object = ''] = written.split('.');
    if (object === '') throw place.keyProblem(`"${written}" is not a type`, TYPE_HINT);
    if (!isSystem(system)) throw place.keyProblem(`"${system}" is not a system`, suggestion(system, SYSTEMS));
    const people = this.stage.people(system);
    const info = people.type(object);
    if (info !== undefined) return { system, people, info };
    const known = people.types().map((type) => `${system}.${type.name}`);
    throw place.keyProblem(`${system} has no type "${object}"`, suggestion(written, known));
  }

  record(name: string, place: Place): RecordRef {
    return this.names.need(name, place);
  }

  /** The record, which must be of one of these types. */
  recordOf(name: string, system: SystemName, objects: readonly string[], place: Place): RecordRef {
    const ref = this.record(name, place);
    if (ref.system === system && objects.some((object) => object.toLowerCase() === ref.object.toLowerCase())) return ref;
    const wanted = objects.map((object) => `${system}.${object}`).join(' or ');
    throw place.problem(`"${name}" is a ${ref.system}.${ref.object}`, `Name a ${wanted}.`);
  }

  read(ref: RecordRef): Row | null {
    return this.stage.people(ref.system).read(ref.object, ref.id);
  }

  /** The vendor's id of the acting user. */
  actor(system: SystemName): string {
    const named = this.names.record(this.by);
    if (named !== null && named.system === system) return named.id;
    const id = this.stage.people(system).user(this.by);
    if (id !== null) return id;
    throw this.place.problem(`"${this.by}" is no user of ${system}`, `Leave "by" out to act as admin, or create the user first.`);
  }

  /** The value that `$name` or `$name.Field` stands for. */
  reference(text: string, place: Place): unknown {
    const [name = '', ...path] = text.slice(1).split('.');
    const named = this.names.get(name);
    if (named === undefined)
      throw place.problem(
        `nothing is named "${name}"`,
        suggestion(
          name,
          [...this.names.all()].map(([each]) => each),
        ) || 'Write $$ for a literal dollar.',
      );
    const field = path.join('.');
    if (named.kind === 'reply') return field === '' ? named.reply.status : pick(named.reply, field);
    if (named.kind === 'import') return pick(named.outcome, field);
    const ref = this.record(name, place);
    if (field === '') return ref.id;
    return pick(this.read(ref), field) ?? null;
  }

  /** A text with `$name` resolved and `$$` made a dollar; anything else stays. */
  resolved(value: unknown, place: Place): unknown {
    if (typeof value !== 'string') return value;
    if (value.startsWith('$$')) return value.slice(1);
    return isReference(value) ? this.reference(value, place) : value;
  }

  /** What a matcher on a field needs. */
  matching(place: Place, kind?: FieldKind): MatchContext {
    return {
      kind,
      reference: (text) => this.resolved(text, place),
      idsOf: (name) => this.#idsOf(name),
    };
  }

  /** What a bare word may stand for beside itself: the record of that name, or the user whom the vendors know by it. */
  #idsOf(name: string): readonly string[] {
    const ref = this.names.record(name);
    if (ref !== null) return [ref.id];
    return (['salesforce', 'engagement'] as const).flatMap((system) => this.stage.people(system).user(name) ?? []);
  }

  /** The business unit that a scenario names, as its id. */
  unit(name: string, place: Place): string {
    const { people } = this.stage.simulator.engagement;
    const id = this.names.record(name)?.id ?? people.unit(name);
    if (id !== null && people.units().includes(id)) return id;
    throw place.problem(`there is no business unit "${name}"`, 'Create it as engagement.BusinessUnit first, or write main.');
  }
}

/** The field of a type, letter case aside. */
export function fieldOf(info: TypeInfo, name: string): FieldInfo | undefined {
  const lowered = name.toLowerCase();
  return info.fields.find((field) => field.name === name) ?? info.fields.find((field) => field.name.toLowerCase() === lowered);
}

export function isSystem(name: string): name is SystemName {
  return (SYSTEMS as readonly string[]).includes(name);
}
