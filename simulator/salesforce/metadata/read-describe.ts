import { z } from 'zod';
import { rowError } from '../errors.js';
import type { Computation, Field, FieldType, OnDelete, Schema } from '../schema.js';
import type { DescribedObject } from '../state/described.js';

/** What is read of a describe. Made when the first comes, for it takes its time and few starts need it. */
function describeShape() {
  const describedField = z.looseObject({
    name: z.string().regex(/^\w{1,80}$/),
    label: z.string(),
    type: z.string(),
    length: z.number().default(0),
    precision: z.number().default(0),
    scale: z.number().default(0),
    digits: z.number().default(0),
    nillable: z.boolean(),
    createable: z.boolean(),
    updateable: z.boolean(),
    defaultedOnCreate: z.boolean().default(false),
    defaultValue: z.unknown(),
    calculatedFormula: z.string().nullish(),
    formulaTreatNullNumberAsZero: z.boolean().nullish(),
    idLookup: z.boolean().default(false),
    externalId: z.boolean().default(false),
    unique: z.boolean().default(false),
    caseSensitive: z.boolean().default(false),
    nameField: z.boolean().default(false),
    calculated: z.boolean().default(false),
    custom: z.boolean().default(false),
    autoNumber: z.boolean().default(false),
    restrictedPicklist: z.boolean().default(false),
    picklistValues: z
      .array(
        z.looseObject({
          value: z.string(),
          label: z.string().nullish(),
          active: z.boolean().default(true),
          defaultValue: z.boolean().default(false),
        }),
      )
      .default([]),
    referenceTo: z.array(z.string()).default([]),
    relationshipName: z.string().nullish(),
    cascadeDelete: z.boolean().nullish(),
    restrictedDelete: z.boolean().nullish(),
    compoundFieldName: z.string().nullish(),
    filterable: z.boolean().default(true),
    sortable: z.boolean().default(true),
    groupable: z.boolean().default(false),
    aggregatable: z.boolean().default(false),
  });
  return z.looseObject({
    name: z.string().regex(/^\w{1,80}$/),
    label: z.string(),
    custom: z.boolean(),
    fields: z.array(describedField).min(1),
    childRelationships: z
      .array(z.looseObject({ childSObject: z.string(), field: z.string(), relationshipName: z.string().nullish() }))
      .default([]),
  });
}

let shape: ReturnType<typeof describeShape> | null = null;

/** A describe that was understood, and its fields as they came. */
export type Describe = z.infer<ReturnType<typeof describeShape>> & { readonly raw: Readonly<Record<string, unknown>> };
type DescribedField = Describe['fields'][number];

/** Reads the describe of an object of another org. Source: SOAP API guide, "DescribeSObjectResult". Refuses what is none. */
export function readDescribe(text: string): Describe {
  const raw = parsed(text);
  shape ??= describeShape();
  const read = shape.safeParse(raw);
  if (read.success) return { ...read.data, raw: raw as Readonly<Record<string, unknown>> };
  const [issue] = read.error.issues;
  throw rowError('INVALID_INPUT', `it is no describe of an object: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw rowError('INVALID_INPUT', `it is no JSON: ${(error as Error).message}`);
  }
}

/** What stays out of an object's attributes: it is made of the org's own, or stands with the fields. */
const OWN = ['name', 'keyPrefix', 'custom', 'fields', 'childRelationships', 'recordTypeInfos', 'supportedScopes', 'urls'];

/** The objects as the org needs them. How children are called is only told by their parents. */
export function describedObjects(describes: readonly Describe[], schema: Schema): readonly DescribedObject[] {
  const children = new Map(
    describes.flatMap(({ childRelationships }) =>
      childRelationships.map(
        ({ childSObject, field, relationshipName }) => [`${childSObject}.${field}`, relationshipName ?? null] as const,
      ),
    ),
  );
  const names = new Set([...schema.types.map(({ name }) => name), ...describes.map(({ name }) => name)]);
  return describes.map((each) => ({
    name: each.name,
    attributes: {
      ...Object.fromEntries(Object.entries(each.raw).filter(([name]) => !OWN.includes(name))),
      keyPrefix: each.raw['keyPrefix'] ?? null,
    },
    fields: each.fields.map((field, index) => ({
      ...fieldOf(field, children.get(`${each.name}.${field.name}`) ?? null, names),
      described: (each.raw['fields'] as readonly Record<string, unknown>[])[index]!,
    })),
  }));
}

/** Types that describes have and fields here do not. Source: SOAP API guide, "Field Types". */
const OTHER_TYPES: Readonly<Record<string, FieldType>> = {
  encryptedstring: 'string',
  long: 'double',
  datacategorygroupreference: 'string',
  json: 'textarea',
};

function fieldOf(field: DescribedField, childRelationshipName: string | null, names: ReadonlySet<string>): Field {
  const referenceTo = field.referenceTo.filter((name) => names.has(name));
  const picklist = field.picklistValues
    .filter(({ active }) => active)
    .map(({ value, label, defaultValue }) => ({ value, label: label ?? value, isDefault: defaultValue }));
  const type = OTHER_TYPES[field.type] ?? (field.type as FieldType);
  return {
    name: field.name,
    label: field.label,
    // Who refers to nothing that is known holds ids as texts.
    type: type === 'reference' && referenceTo.length === 0 ? 'string' : type,
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    digits: field.digits,
    isNillable: field.nillable,
    isCreateable: field.createable,
    isUpdateable: field.updateable,
    isDefaultedOnCreate: field.defaultedOnCreate,
    defaultValue: picklist.find(({ isDefault }) => isDefault)?.value ?? field.defaultValue ?? null,
    isIdLookup: field.idLookup,
    isExternalId: field.externalId,
    isUnique: field.unique,
    isCaseSensitive: field.caseSensitive,
    isNameField: field.nameField,
    isCalculated: field.calculated,
    isCustom: field.custom,
    isAutoNumber: field.autoNumber,
    isRestrictedPicklist: field.restrictedPicklist,
    picklist,
    referenceTo,
    relationshipName: referenceTo.length === 0 ? null : (field.relationshipName ?? null),
    childRelationshipName,
    onDelete: onDeleteOf(field),
    compoundFieldName: field.compoundFieldName ?? null,
    isFilterable: field.filterable,
    isSortable: field.sortable,
    isGroupable: field.groupable,
    isAggregatable: field.aggregatable,
    computation: computationOf(field),
    derive: null,
    described: null,
  };
}

function onDeleteOf({ cascadeDelete, restrictedDelete, type }: DescribedField): OnDelete {
  if (cascadeDelete === true) return 'cascade';
  return restrictedDelete === true ? 'restrict' : type === 'reference' ? 'clear' : 'none';
}

function computationOf({ calculatedFormula, formulaTreatNullNumberAsZero, autoNumber }: DescribedField): Computation | null {
  if (autoNumber) return { kind: 'number', format: '{0}', start: 1 };
  if (calculatedFormula == null || calculatedFormula === '') return null;
  return { kind: 'formula', text: calculatedFormula, blanks: formulaTreatNullNumberAsZero === true ? 'zero' : 'blank' };
}
