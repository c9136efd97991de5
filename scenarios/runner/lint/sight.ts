import type { TypeInfo } from '../../../simulator/kernel/people.js';
import { nearest, suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import { FileProblem } from '../../../simulator/yaml/problem.js';
import { asText, isMap, isReference } from '../../../simulator/yaml/written.js';
import type { SystemName } from '../../../src/model/wire.js';
import { SYSTEMS, TYPE_HINT } from '../language/pieces.js';
import type { Catalogue } from './catalogue.js';

/** What a name will stand for when the story is played. A record whose type cannot be told has `object: null`. */
export type Sighted =
  | { readonly kind: 'record'; readonly system: SystemName | null; readonly object: string | null }
  | { readonly kind: 'fault' | 'import' | 'reply' };

export type SightedType = { readonly system: SystemName; readonly info: TypeInfo };

/** What the steps so far have told: the same for all steps of one story. */
export type Told = {
  readonly catalogue: Catalogue;
  readonly names: Map<string, Sighted>;
  readonly marks: Set<string>;
  /** Names from steps that must be refused: they may be given again. */
  readonly tentative: Set<string>;
  /** Business units that steps make, by name; lower case. */
  readonly units: Set<string>;
  /** Users that steps make, by every word they may be called by; lower case. */
  readonly users: Set<string>;
  /** Fields that steps add: `salesforce.lead` to lower-cased names. */
  readonly fields: Map<string, Set<string>>;
  /** Every text that the steps write: one may be the id of a record, such as a customer's or a contact's name. */
  readonly values: ReadonlySet<string>;
  /** Settings as saved so far, by page. */
  readonly settings: Map<string, Record<string, unknown>>;
  readonly columns: ReadonlySet<string>;
  readonly readFile: (name: string) => string | null;
  readonly tell: (problem: FileProblem) => void;
};

/** One step as it is read, before anything is played: what it names must have been told, what it makes is told on. */
export class Sight {
  constructor(
    readonly told: Told,
    /** The value of the step's verb in its file. */
    readonly place: Place,
    /** The step must be refused: what the vendor would refuse is no slip then. */
    readonly isRefused: boolean,
  ) {}

  tell(problem: FileProblem): void {
    this.told.tell(problem);
  }

  /** Resolves `salesforce.Lead`; tells what is wrong with it and gives null. */
  type(written: string, place: Place, isKey = true): SightedType | null {
    const [system = '', ...rest] = written.split('.');
    const object = rest.join('.');
    const complain = (text: string, hint: string): null => {
      this.tell(isKey ? place.keyProblem(text, hint) : place.problem(text, hint));
      return null;
    };
    if (object === '') return complain(`"${written}" is not a type`, suggestion(written, this.told.catalogue.typeNames(), TYPE_HINT));
    if (!isSystem(system)) return complain(`"${system}" is not a system`, suggestion(system, SYSTEMS));
    const info = this.told.catalogue.type(system, object);
    if (info !== undefined) return { system, info };
    const elsewhere = SYSTEMS.find((each) => this.told.catalogue.type(each, object) !== undefined);
    const hint =
      elsewhere === undefined ? suggestion(written, this.told.catalogue.typeNames(system)) : `Did you mean "${elsewhere}.${object}"?`;
    return complain(`${system} has no type "${object}"`, hint);
  }

  /** A field by its name, letter case aside; of a dotted name, the field it begins with. */
  hasField({ system, info }: SightedType, written: string): boolean {
    const lowered = written.toLowerCase();
    const head = headOf(lowered);
    if (this.told.fields.get(typeKey(system, info.name))?.has(head) === true) return true;
    return info.fields.some(({ name }) => {
      const known = name.toLowerCase();
      return known === lowered || headOf(known) === head;
    });
  }

  kindOf({ info }: SightedType, written: string): TypeInfo['fields'][number]['kind'] | undefined {
    const lowered = written.toLowerCase();
    return info.fields.find(({ name }) => name.toLowerCase() === lowered)?.kind;
  }

  field(type: SightedType, written: string, place: Place): boolean {
    if (this.hasField(type, written)) return true;
    const known = [...type.info.fields.map(({ name }) => name), ...(this.told.fields.get(typeKey(type.system, type.info.name)) ?? [])];
    this.tell(place.keyProblem(`${type.system}.${type.info.name} has no field "${written}"`, suggestion(written, known)));
    return false;
  }

  declare(name: string, sighted: Sighted, place: Place): void {
    const { names, columns, tentative } = this.told;
    if (this.isRefused) {
      if (!names.has(name)) tentative.add(name);
    } else if (tentative.delete(name)) names.delete(name);
    if (columns.has(name)) this.tell(place.problem(`"${name}" is a column of the examples`, 'Choose another name.'));
    else if (names.has(name) && !this.isRefused) this.tell(place.problem(`"${name}" names something already`, 'Choose another name.'));
    if (!names.has(name)) names.set(name, sighted);
  }

  /** What a name stands for; `$jane` means the same as `jane` here. Tells when nothing has that name yet. */
  named(written: string, place: Place, isKey = false): Sighted | null {
    const name = written.startsWith('$') ? written.slice(1) : written;
    const sighted = this.told.names.get(name);
    if (sighted !== undefined) return sighted;
    const text = `nothing is named "${name}"`;
    const hint = hintForName(name, [...this.told.names.keys()]);
    this.tell(isKey ? place.keyProblem(text, hint) : place.problem(text, hint));
    return null;
  }

  /** A record by its name, of one of these types if any are given. */
  record(written: string, place: Place, wanted?: { system: SystemName; objects?: readonly string[] }, isKey = false): SightedType | null {
    const sighted = this.named(written, place, isKey);
    if (sighted === null) return null;
    const complain = (text: string, hint: string): null => {
      this.tell(isKey ? place.keyProblem(text, hint) : place.problem(text, hint));
      return null;
    };
    if (sighted.kind !== 'record') return complain(`"${written}" is no record but ${NOUNS[sighted.kind]}`, 'Name a record.');
    const { system, object } = sighted;
    if (system === null || object === null) return null;
    if (wanted !== undefined && !fits(system, object, wanted)) {
      const types = wanted.objects?.map((each) => `${wanted.system}.${each}`).join(' or ');
      const hint = types === undefined ? `Name a record of ${wanted.system}.` : `Name ${article(types)} ${types}.`;
      return complain(`"${written}" is ${article(system)} ${system}.${object}`, hint);
    }
    const info = this.told.catalogue.type(system, object);
    return info === undefined ? null : { system, info };
  }

  /** A text that may be a name or an id: tells when it is written like a name and no step gave it, as a name or as a value. */
  nameOrId(written: unknown, place: Place): void {
    const text = asText(written);
    if (typeof text !== 'string' || ID_LIKE.test(text)) return;
    // Names of contacts and of documents begin with capitals; those of stories do not.
    if (!text.startsWith('$') && !/^[a-z_][\w-]*$/.test(text)) return;
    const name = text.replace(/^\$/, '');
    if (text.startsWith('$') || !this.told.values.has(name)) this.named(text, place);
  }

  user(written: string, place: Place): void {
    if (this.hasUser(written) || written.includes('@') || ID_LIKE.test(written)) return;
    const known = ['admin', 'connector', 'intacctUser', ...this.told.users];
    this.tell(place.problem(`"${written}" is no user`, suggestion(written, known)));
  }

  hasUser(written: string): boolean {
    const { names, users, catalogue } = this.told;
    return names.has(written) || users.has(written.toLowerCase()) || catalogue.hasUser(written);
  }

  unit(written: unknown, place: Place): void {
    const name = asText(written);
    if (
      typeof name !== 'string' ||
      this.told.names.has(name) ||
      this.told.units.has(name.toLowerCase()) ||
      this.told.catalogue.hasUnit(name)
    )
      return;
    const units = [...this.told.names].flatMap(([each, sighted]) =>
      sighted.kind === 'record' && sighted.object === 'BusinessUnit' ? [each] : [],
    );
    this.tell(
      place.problem(
        `there is no business unit "${name}"`,
        nearUnit(name, units) ?? 'Create it as engagement.BusinessUnit first, or write main.',
      ),
    );
  }

  mark(name: string): void {
    this.told.marks.add(name);
  }

  needMark(name: string | undefined, place: Place): void {
    if (name === undefined || this.told.marks.has(name)) return;
    this.tell(place.problem(`there is no mark "${name}"`, suggestion(name, this.told.marks) || `Write "- mark: ${name}" before.`));
  }

  /** Every `$name` in a value must have been told. */
  references(value: unknown, place: Place): void {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) this.references(each, place.sub(index));
    else if (isMap(value)) for (const [key, each] of Object.entries(value)) this.references(each, place.sub(key));
    else if (typeof value === 'string') this.reference(value, place);
  }

  reference(text: string, place: Place): void {
    if (!isReference(text)) return;
    const [name = '', ...path] = text.slice(1).split('.');
    const sighted = this.told.names.get(name);
    if (sighted !== undefined) {
      this.#referredField(sighted, path.join('.'), place);
      return;
    }
    const choices = [...this.told.names.keys(), ...this.told.columns];
    this.tell(place.problem(`nothing is named "${name}"`, suggestion(name, choices) || 'Write $$ for a literal dollar.'));
  }

  /** The field in `$jane.Email`; what replies and outcomes have is only known when they are there. */
  #referredField(sighted: Sighted, field: string, place: Place): void {
    if (sighted.kind !== 'record' || field === '' || sighted.system === null || sighted.object === null) return;
    const info = this.told.catalogue.type(sighted.system, sighted.object);
    if (info === undefined || FIELDS_OF_ALL.has(field.toLowerCase()) || this.hasField({ system: sighted.system, info }, field)) return;
    const known = info.fields.map(({ name }) => name);
    this.tell(place.problem(`${sighted.system}.${info.name} has no field "${field}"`, suggestion(field, known)));
  }

  /** Runs what may complain on its own, such as a table of rows. */
  catching(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.tell(error);
    }
  }
}

const NOUNS = { fault: 'a fault', import: 'the outcome of an import', reply: 'a reply' } as const;

/** Ids of the vendors: numbers, C00001, 15 or 18 characters, or texts with blanks such as names of contacts. */
const ID_LIKE = /^(?:\d+|[A-Za-z]+-?\d+|[A-Za-z0-9]{15}|[A-Za-z0-9]{18}|.*[\s()@].*|)$/;

export function typeKey(system: string, object: string): string {
  return `${system}.${object}`.toLowerCase();
}

/** What rows show even where a vendor does not list it among the fields. */
export const FIELDS_OF_ALL: ReadonlySet<string> = new Set(['id', 'bu', 'isdeleted', 'createdat', 'updatedat']);

function hintForName(name: string, known: readonly string[]): string {
  const how = 'ive a record its name with "as" in an earlier step.';
  if (name.includes('.')) return 'Write the name that a record was given with "as"; types stand in create, find and checks.';
  const hint = suggestion(name, known);
  return hint.startsWith('Write one of') ? `${hint.slice(0, -1)}, or g${how}` : hint || `G${how}`;
}

function article(noun: string): string {
  return /^[aei]/.test(noun) ? 'an' : 'a';
}

function headOf(name: string): string {
  return name.split(/[.[]/)[0] ?? '';
}

function isSystem(name: string): name is SystemName {
  return (SYSTEMS as readonly string[]).includes(name);
}

function fits(system: SystemName, object: string, wanted: { system: SystemName; objects?: readonly string[] }): boolean {
  if (system !== wanted.system) return false;
  return wanted.objects === undefined || wanted.objects.some((each) => each.toLowerCase() === object.toLowerCase());
}

function nearUnit(name: string, units: readonly string[]): string | null {
  const close = nearest(name, ['main', ...units]);
  return close === null ? null : `Did you mean "${close}"?`;
}
