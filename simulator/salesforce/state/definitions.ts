import type { Cell, World } from '../../kernel/world.js';
import { checkFieldFormula } from '../formula/field-formula.js';
import { prefixAt } from '../ids.js';
import type { Field, Schema } from '../schema.js';
import { customFieldOf, type FieldRequest } from './custom-fields.js';
import { type AddedObject, customObjectOf, isEventName, type ObjectRequest } from './custom-objects.js';
import type { DescribedObject } from './described.js';
import { type SchemaParts, schemaWith } from './schema-with.js';

/** A custom field that people added, kept as data so that snapshots cover it. */
export type AddedField = { readonly type: string; readonly field: Field };

/** The schema of an org: what every org has, and what people added. */
export class Definitions {
  #added: Cell<readonly AddedField[]>;
  #objects: Cell<readonly AddedObject[]>;
  #described: Cell<readonly DescribedObject[]>;
  #changedAt: Cell<number | null>;
  #schema: SchemaParts & { readonly schema: Schema };

  constructor(private readonly world: World) {
    this.#added = world.cell<readonly AddedField[]>('salesforce:added-fields', []);
    this.#objects = world.cell<readonly AddedObject[]>('salesforce:added-objects', []);
    this.#changedAt = world.cell<number | null>('salesforce:schema-changed-at', null);
    this.#described = world.cell<readonly DescribedObject[]>('salesforce:described-objects', []);
    this.#schema = this.#schemaOf(this.#parts);
  }

  /** The types and fields of now. Another object after something was added, so that caches can be kept by identity. */
  get schema(): Schema {
    const { added, objects, described } = this.#schema;
    const isOld = added !== this.#added.get() || objects !== this.#objects.get() || described !== this.#described.get();
    if (isOld) this.#schema = this.#schemaOf(this.#parts);
    return this.#schema.schema;
  }

  get #parts(): SchemaParts {
    return { added: this.#added.get(), objects: this.#objects.get(), described: this.#described.get() };
  }

  /** Makes objects like those of another org. What was said of them before is forgotten. */
  describeAs(objects: readonly DescribedObject[]): void {
    const names = new Set(objects.map(({ name }) => name));
    this.#put(this.#described, [...this.#described.get().filter(({ name }) => !names.has(name)), ...objects]);
  }

  /** A field that people change is no longer as another org has it. */
  #forgetDescribed(type: string, name: string): void {
    const isMeant = (each: DescribedObject): boolean => each.name === type && each.fields.some((field) => field.name === name);
    if (!this.#described.get().some(isMeant)) return;
    const without = (each: DescribedObject) => ({ ...each, fields: each.fields.filter((field) => field.name !== name) });
    this.#described.set(this.#described.get().map((each) => (isMeant(each) ? without(each) : each)));
  }

  /** When people last changed it; null for never. */
  get changedAt(): number | null {
    return this.#changedAt.get();
  }

  /** The custom fields that people added, oldest first. */
  get addedFields(): readonly AddedField[] {
    return this.#added.get();
  }

  /** The custom objects and platform events that people added, oldest first. */
  get addedObjects(): readonly AddedObject[] {
    return this.#objects.get();
  }

  addField(request: FieldRequest): AddedField {
    const added = customFieldOf(this.schema, request);
    this.#setFields([...this.#added.get(), added], added);
    return added;
  }

  /** Puts a field in the place of one that was added. Values that records have in it stay theirs. */
  changeField(type: string, name: string, request: FieldRequest): AddedField {
    this.#forgetDescribed(type, name);
    const added = this.#added.get();
    const index = this.#indexOf(type, name);
    const changed = customFieldOf(this.#schemaOf({ ...this.#parts, added: added.toSpliced(index, 1) }).schema, request);
    this.#setFields(added.toSpliced(index, 1, changed), changed);
    return changed;
  }

  /** Takes an added field away; what records have in it stays theirs. */
  removeField(type: string, name: string): void {
    this.#forgetDescribed(type, name);
    this.#put(this.#added, this.#added.get().toSpliced(this.#indexOf(type, name), 1));
  }

  addObject(request: ObjectRequest): AddedObject {
    const added = customObjectOf(this.schema, request, this.#nextPrefix(isEventName(request.fullName) ? 'e' : 'a'));
    this.#put(this.#objects, [...this.#objects.get(), added]);
    return added;
  }

  /** Gives an added object other labels or another name field. */
  changeObject(request: ObjectRequest): void {
    const kept = (each: AddedObject): AddedObject => {
      const { keyPrefix, fullName, label, pluralLabel } = each;
      return fullName === request.fullName ? { label, pluralLabel, ...request, keyPrefix } : each;
    };
    this.#put(this.#objects, this.#objects.get().map(kept));
  }

  /** Takes an added object away, with its fields. */
  removeObject(name: string): void {
    this.#added.set(this.#added.get().filter((each) => each.type !== name));
    this.#described.set(this.#described.get().filter((each) => each.name !== name));
    this.#put(
      this.#objects,
      this.#objects.get().filter((each) => each.fullName !== name),
    );
  }

  #indexOf(type: string, name: string): number {
    return this.#added.get().findIndex((each) => each.type === type && each.field.name === name);
  }

  /** Refuses a field that only shows itself to be wrong beside all others: a formula that comes back to itself. */
  #setFields(added: readonly AddedField[], latest: AddedField): void {
    const { schema } = this.#schemaOf({ ...this.#parts, added });
    const type = schema.type(latest.type)!;
    checkFieldFormula(schema, type, type.field(latest.field.name)!);
    this.#put(this.#added, added);
  }

  #put<T>(cell: Cell<T>, value: T): void {
    cell.set(value);
    this.#changedAt.set(this.world.clock.now());
  }

  #schemaOf(parts: SchemaParts) {
    return { ...parts, schema: schemaWith(parts, () => this.world.clock.now()) };
  }

  /** A key prefix that neither a package's object nor one that was removed has had. */
  #nextPrefix(letter: 'a' | 'e'): string {
    const counter = this.world.cell(`salesforce:prefix:${letter}`, 0);
    for (;;) {
      const prefix = prefixAt(letter, counter.get());
      counter.set(counter.get() + 1);
      if (this.schema.typeOfId(prefix) === undefined) return prefix;
    }
  }
}
