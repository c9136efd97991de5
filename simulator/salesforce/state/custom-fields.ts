import { rowError } from '../errors.js';
import { field } from '../objects/fields.js';
import type { Criterion, Field, OnDelete, PicklistValue, Schema } from '../schema.js';
import { computedFieldOf } from './computed-fields.js';
import type { AddedField } from './definitions.js';

/** A custom field as people ask for it: names and types as the Metadata API has them. */
export type FieldRequest = {
  readonly object: string;
  readonly fullName: string;
  readonly type: string;
  readonly label?: string;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly caseSensitive?: boolean;
  readonly externalId?: boolean;
  /** Values, a leading `*` marking the default; or the values whole. */
  readonly picklist?: readonly string[] | readonly PicklistValue[];
  readonly restricted?: boolean;
  readonly referenceTo?: string;
  readonly relationshipName?: string;
  /** Of a lookup: `SetNull`, `Cascade`, `Restrict`. */
  readonly deleteConstraint?: string;
  readonly defaultValue?: unknown;
  /** Makes it a formula field. */
  readonly formula?: string;
  readonly formulaTreatBlanksAs?: string;
  /** Of a field of type `Summary`: `Line__c.Invoice__c`, `Line__c.Amount__c`. */
  readonly summaryForeignKey?: string;
  readonly summaryOperation?: string;
  readonly summarizedField?: string;
  readonly summaryFilterItems?: readonly Partial<Criterion>[];
  /** Of a field of type `AutoNumber`: `INV-{0000}`. */
  readonly displayFormat?: string;
  readonly startingNumber?: number;
};

const FULL_NAME = /^(?=.{1,43}$)[A-Za-z](?:[A-Za-z0-9]|_(?!_))*__c$/;

export type SpecOf = (request: FieldRequest) => string;

const number: SpecOf = ({ precision = 18, scale = 0 }) => `double(${precision},${scale})`;
const picklist: SpecOf = () => 'picklist(255)';

/** Source: Metadata API guide, "CustomField", `type`. Describe's own names are taken as well. */
const SPECS: ReadonlyMap<string, SpecOf> = new Map<string, SpecOf>([
  ['text', ({ length = 255 }) => `string(${length})`],
  ['string', ({ length = 255 }) => `string(${length})`],
  ['textarea', ({ length = 255 }) => `textarea(${length})`],
  ['longtextarea', ({ length = 32_000 }) => `textarea(${length})`],
  ['html', ({ length = 32_000 }) => `textarea(${length})`],
  ['email', () => 'email(80)'],
  ['phone', () => 'phone(40)'],
  ['url', () => 'url(255)'],
  ['checkbox', () => 'boolean'],
  ['boolean', () => 'boolean'],
  ['number', number],
  ['double', number],
  ['int', ({ precision = 9 }) => `int(${precision})`],
  ['currency', ({ precision = 18, scale = 2 }) => `currency(${precision},${scale})`],
  ['percent', ({ precision = 18, scale = 2 }) => `percent(${precision},${scale})`],
  ['date', () => 'date'],
  ['datetime', () => 'datetime'],
  ['time', () => 'time'],
  ['picklist', picklist],
  ['multiselectpicklist', () => 'multipicklist(4099)'],
  ['multipicklist', () => 'multipicklist(4099)'],
  ['lookup', ({ referenceTo }) => `ref ${referenceTo}`],
  ['reference', ({ referenceTo }) => `ref ${referenceTo}`],
  ['masterdetail', ({ referenceTo }) => `ref ${referenceTo}`],
]);

/** The field that a request describes. Refuses unknown objects and types, bad names, and names that are taken. */
export function customFieldOf(schema: Schema, request: FieldRequest): AddedField {
  const type = schema.type(request.object);
  if (type === undefined)
    throw refused(`Entity Enumeration Or ID: bad value for restricted picklist field: ${request.object}`, 'TableEnumOrId');
  if (!FULL_NAME.test(request.fullName)) {
    throw refused('The Field Name field can only contain underscores and alphanumeric characters, and must end with __c.', 'DeveloperName');
  }
  if (type.field(request.fullName) !== undefined) {
    throw rowError('DUPLICATE_DEVELOPER_NAME', `There is already a field named ${request.fullName.replace(/__c$/, '')} on ${type.name}.`, [
      'DeveloperName',
    ]);
  }
  return { type: type.name, field: fieldOf(schema, request) };
}

function fieldOf(schema: Schema, request: FieldRequest): Field {
  const computed = computedFieldOf(schema, request, SPECS);
  if (computed !== null) return computed;
  const specOf = SPECS.get(request.type.toLowerCase());
  if (specOf === undefined) throw refused(`Type: bad value for restricted picklist field: ${request.type}`, 'Type');
  const isReference = specOf(request).startsWith('ref ');
  if (isReference && schema.type(request.referenceTo ?? '') === undefined)
    throw refused('referenceTo value does not resolve', 'ReferenceTo');
  const isMasterDetail = request.type.toLowerCase() === 'masterdetail';
  const isRequired = request.required === true || isMasterDetail;
  const flags = `cu${isRequired ? '' : 'n'}${request.restricted === true ? 'r' : ''}`;
  const canonical = isReference ? { ...request, referenceTo: schema.type(request.referenceTo!)!.name } : request;
  return field(request.fullName, specOf(canonical), flags, {
    ...(request.label === undefined ? {} : { label: request.label }),
    ...(request.picklist === undefined ? {} : { picklist: valuesOf(request.picklist) }),
    ...(request.relationshipName === undefined ? {} : { children: `${request.relationshipName}__r` }),
    ...(request.defaultValue === undefined ? {} : { defaultValue: request.defaultValue }),
    isUnique: request.unique ?? false,
    isCaseSensitive: request.caseSensitive ?? false,
    isExternalId: request.externalId ?? false,
    onDelete: isMasterDetail ? 'cascade' : (CONSTRAINTS.get(request.deleteConstraint ?? '') ?? 'clear'),
  });
}

/** Source: Metadata API guide, "CustomField", `deleteConstraint`. */
const CONSTRAINTS: ReadonlyMap<string, OnDelete> = new Map([
  ['SetNull', 'clear'],
  ['Cascade', 'cascade'],
  ['Restrict', 'restrict'],
]);

function valuesOf(picklist: readonly string[] | readonly PicklistValue[]): string | readonly PicklistValue[] {
  return typeof picklist[0] === 'string' ? picklist.join(';') : (picklist as readonly PicklistValue[]);
}

function refused(message: string, fieldName: string) {
  return rowError('FIELD_INTEGRITY_EXCEPTION', message, [fieldName]);
}
