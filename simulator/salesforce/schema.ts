import type { Row } from '../kernel/table.js';

/** The field types of describe. Source: SOAP API guide, "Field Types". */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'phone'
  | 'url'
  | 'email'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'address'
  | 'location'
  | 'base64'
  | 'anyType'
  | 'complexvalue';

export type PicklistValue = { readonly value: string; readonly label: string; readonly isDefault: boolean };

/** What becomes of a child when its parent is deleted. `none`: the reference stays. */
export type OnDelete = 'cascade' | 'clear' | 'restrict' | 'none';

/** A line of a filter: `Status__c equals Open,Won`. Lines hold together. */
export type Criterion = { readonly field: string; readonly operation: string; readonly value: string };

/** Where the value of a custom field comes from that nobody writes. */
export type Computation =
  | { readonly kind: 'formula'; readonly text: string; readonly blanks: 'zero' | 'blank' }
  | {
      readonly kind: 'summary';
      /** The children and their reference to the record that sums them up. */
      readonly child: string;
      readonly foreignKey: string;
      readonly operation: 'count' | 'sum' | 'min' | 'max';
      /** What is summed up; null for a count. */
      readonly field: string | null;
      readonly filters: readonly Criterion[];
    }
  | { readonly kind: 'number'; readonly format: string; readonly start: number };

/** Finds a stored record by its 18-character id, deleted ones too; what is no id finds nothing. Derived fields look at others through it. */
export type RecordLookup = (id: unknown) => Row | undefined;

/**
 * One field of an sObject. Stored values: texts, numbers and booleans as they are; dates as `YYYY-MM-DD`; datetimes as milliseconds
 * since the epoch; times as `HH:mm:ss.SSSZ`; ids in their 18-character form. A value that is null may be absent from the row.
 */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where the type has none. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly digits: number;
  readonly isNillable: boolean;
  readonly isCreateable: boolean;
  readonly isUpdateable: boolean;
  readonly isDefaultedOnCreate: boolean;
  readonly defaultValue: unknown;
  readonly isIdLookup: boolean;
  readonly isExternalId: boolean;
  readonly isUnique: boolean;
  readonly isCaseSensitive: boolean;
  readonly isNameField: boolean;
  readonly isCalculated: boolean;
  readonly isCustom: boolean;
  readonly isAutoNumber: boolean;
  readonly isRestrictedPicklist: boolean;
  readonly picklist: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  /** The name of the parent in paths: `Account` for `AccountId`. */
  readonly relationshipName: string | null;
  /** The name of the children in subqueries: `Contacts` for `Contact.AccountId`. */
  readonly childRelationshipName: string | null;
  readonly onDelete: OnDelete;
  readonly compoundFieldName: string | null;
  readonly isFilterable: boolean;
  readonly isSortable: boolean;
  readonly isGroupable: boolean;
  readonly isAggregatable: boolean;
  /** Null for fields that hold what was written to them. */
  readonly computation: Computation | null;
  /** Computed when read and never stored: compound addresses, the names of campaign members. */
  readonly derive: ((row: Row, lookup: RecordLookup) => unknown) | null;
  /** What the describe of another org said of it, attribute by attribute; null for fields of our own making. */
  readonly described: Readonly<Record<string, unknown>> | null;
};

export type SObjectAbilities = {
  readonly isCreateable: boolean;
  readonly isUpdateable: boolean;
  readonly isDeletable: boolean;
  readonly isUndeletable: boolean;
  readonly isMergeable: boolean;
  readonly isQueryable: boolean;
  readonly isReplicateable: boolean;
  readonly isSearchable: boolean;
  readonly isLayoutable: boolean;
  readonly isTriggerable: boolean;
};

export type SObjectDefinition = SObjectAbilities & {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly isCustom: boolean;
  /** For an object that goes with another: `ChangeEvent` of `Account`. */
  readonly associate?: { readonly kind: string; readonly parent: string };
  readonly fields: readonly Field[];
  /** The `scope` values of USING SCOPE beside `everything`. */
  readonly scopes: readonly string[];
  /** What the describe of another org said of the object, attribute by attribute. */
  readonly described?: Readonly<Record<string, unknown>>;
};

/** How the children of a parent type refer to it. */
export type ChildRelationship = {
  readonly parentType: string;
  readonly childType: string;
  readonly field: Field;
  /** Null when it cannot be queried from the parent. */
  readonly relationshipName: string | null;
};

/** One type of record; fields and parent relationships are found without letter case. */
export class SObjectType {
  readonly #fields = new Map<string, Field>();
  readonly #parents = new Map<string, Field>();
  readonly fields: readonly Field[];
  readonly nameField: Field | null;
  /** Stored references to other records. */
  readonly references: readonly Field[];
  /** What a new record must have a value in. */
  readonly required: readonly Field[];
  readonly unique: readonly Field[];
  /** Stored fields that start with a value of their own. */
  readonly defaulted: readonly Field[];
  /** Stored fields that number the records. */
  readonly numbered: readonly Field[];

  constructor(readonly definition: SObjectDefinition) {
    const stored = definition.fields.filter((field) => field.derive === null);
    this.fields = definition.fields;
    this.references = stored.filter(({ type }) => type === 'reference');
    this.required = stored.filter((field) => !field.isNillable && field.isCreateable && field.type !== 'boolean');
    this.unique = stored.filter(({ isUnique }) => isUnique);
    this.defaulted = stored.filter(({ defaultValue }) => defaultValue !== null);
    this.numbered = stored.filter(({ computation }) => computation?.kind === 'number');
    for (const field of definition.fields) {
      this.#fields.set(field.name.toLowerCase(), field);
      if (field.relationshipName !== null) this.#parents.set(field.relationshipName.toLowerCase(), field);
    }
    this.nameField = definition.fields.find((field) => field.isNameField) ?? null;
  }

  get name(): string {
    return this.definition.name;
  }

  get keyPrefix(): string | null {
    return this.definition.keyPrefix;
  }

  field(name: string): Field | undefined {
    return this.#fields.get(name.toLowerCase());
  }

  /** The reference field behind a parent's name in a path: `Account` gives `AccountId`. */
  parent(relationshipName: string): Field | undefined {
    return this.#parents.get(relationshipName.toLowerCase());
  }
}

/** The types of an org. Immutable: an org with a further custom field has another schema. */
export class Schema {
  readonly #types = new Map<string, SObjectType>();
  readonly #byPrefix = new Map<string, SObjectType>();
  readonly #children = new Map<string, ChildRelationship[]>();
  readonly #summaries = new Map<string, { readonly type: SObjectType; readonly field: Field }[]>();
  readonly types: readonly SObjectType[];

  constructor(definitions: readonly SObjectDefinition[]) {
    this.types = definitions.map((definition) => new SObjectType(definition)).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const type of this.types) {
      this.#types.set(type.name.toLowerCase(), type);
      if (type.keyPrefix !== null && !this.#byPrefix.has(type.keyPrefix)) this.#byPrefix.set(type.keyPrefix, type);
      for (const field of type.fields) {
        this.#addChildren(type, field);
        this.#addSummary(type, field);
      }
    }
  }

  type(name: string): SObjectType | undefined {
    return this.#types.get(name.toLowerCase());
  }

  /** The type that an id's key prefix names. */
  typeOfId(id: string): SObjectType | undefined {
    return this.#byPrefix.get(id.slice(0, 3));
  }

  /** Every reference to a type, whether it can be queried or not. */
  childrenOf(type: SObjectType): readonly ChildRelationship[] {
    return this.#children.get(type.name) ?? [];
  }

  /** The children named in a subquery: `Contacts` of Account. */
  child(type: SObjectType, relationshipName: string): ChildRelationship | undefined {
    const wanted = relationshipName.toLowerCase();
    return this.childrenOf(type).find((child) => child.relationshipName?.toLowerCase() === wanted);
  }

  /** The roll-up summary fields of parents that look at records of a type. */
  summariesOf(child: SObjectType): readonly { readonly type: SObjectType; readonly field: Field }[] {
    return this.#summaries.get(child.name) ?? [];
  }

  #addSummary(type: SObjectType, field: Field): void {
    if (field.computation?.kind !== 'summary') return;
    const { child } = field.computation;
    this.#summaries.set(child, [...(this.#summaries.get(child) ?? []), { type, field }]);
  }

  #addChildren(type: SObjectType, field: Field): void {
    for (const parentType of field.referenceTo) {
      const children = this.#children.get(parentType) ?? [];
      children.push({ parentType, childType: type.name, field, relationshipName: field.childRelationshipName });
      this.#children.set(parentType, children);
    }
  }
}

/** A field's value in a record: derived ones are computed, absent booleans are false, other absent values null. */
export function fieldValue(field: Field, row: Row, lookup: RecordLookup): unknown {
  if (field.derive !== null) return field.derive(row, lookup);
  return row[field.name] ?? (field.type === 'boolean' ? false : null);
}
