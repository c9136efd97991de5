import type { Field, SObjectDefinition } from '../schema.js';

/** What another org says of one of its objects, so that this one is like it. Plain data, for snapshots. */
export type DescribedObject = {
  readonly name: string;
  /** Attributes of the object, by the names that describes have. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its fields, in its order. */
  readonly fields: readonly Field[];
};

/**
 * The object as the other org has it. Fields that are known keep how they work, and take names, lengths and picklists from there;
 * unknown ones are added; those that only this org has come last.
 */
export function asDescribed(definition: SObjectDefinition, { attributes, fields }: DescribedObject): SObjectDefinition {
  const known = new Map(definition.fields.map((field) => [field.name, field]));
  const named = new Set(fields.map(({ name }) => name));
  return {
    ...definition,
    label: textOf(attributes['label']) ?? definition.label,
    labelPlural: textOf(attributes['labelPlural']) ?? definition.labelPlural,
    keyPrefix: (definition.isCustom ? textOf(attributes['keyPrefix']) : null) ?? definition.keyPrefix,
    described: attributes,
    fields: [
      ...fields.map((field) => asDescribedField(known.get(field.name), field)),
      ...definition.fields.filter(({ name }) => !named.has(name)),
    ],
  };
}

/** What tables are indexed by, and what is computed, stays as it is. */
function asDescribedField(known: Field | undefined, field: Field): Field {
  if (known === undefined) return field;
  if (known.derive !== null && known.computation === null) return { ...known, described: field.described };
  // Whole numbers have no name of their own among the types of definitions.
  const type = known.isCustom && known.type === 'double' ? field.type : known.type;
  const { isIdLookup, isExternalId, isUnique, isCaseSensitive, isNameField, computation, derive } = known;
  const { referenceTo, relationshipName, childRelationshipName, onDelete, isAutoNumber, compoundFieldName } = known;
  return {
    ...field,
    ...{ type, isIdLookup, isExternalId, isUnique, isCaseSensitive, isNameField, computation, derive },
    ...{ referenceTo, relationshipName, childRelationshipName, onDelete, isAutoNumber, compoundFieldName },
    defaultValue: field.defaultValue ?? known.defaultValue,
  };
}

/** Attributes as this org shows them, with what another org said of those. */
export function shownAs<T extends Readonly<Record<string, unknown>>>(shown: T, described: Readonly<Record<string, unknown>> | null): T {
  if (described === null) return shown;
  return Object.fromEntries(
    Object.entries(shown).map(([name, own]) => [name, Object.hasOwn(described, name) ? described[name] : own]),
  ) as T;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
