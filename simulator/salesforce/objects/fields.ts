import type { Row } from '../../kernel/table.js';
import type { Computation, Field, FieldType, OnDelete, PicklistValue, RecordLookup } from '../schema.js';

export type FieldExtra = {
  readonly label?: string;
  /** Values with `;` between, a leading `*` marking the default; or the values whole. */
  readonly picklist?: string | readonly PicklistValue[];
  /** The children's name in subqueries, for references. */
  readonly children?: string;
  readonly onDelete?: OnDelete;
  /** The parent's name in paths, where it is not the field's name without `Id`. */
  readonly parent?: string;
  readonly isUnique?: boolean;
  readonly isExternalId?: boolean;
  readonly isCaseSensitive?: boolean;
  readonly isAutoNumber?: boolean;
  readonly isCalculated?: boolean;
  readonly defaultValue?: unknown;
  readonly compound?: string;
  readonly computation?: Computation;
  readonly derive?: (row: Row, lookup: RecordLookup) => unknown;
};

/**
 * A field as the reference tables write it: `field('Phone', 'phone(40)', 'cun')`, `field('OwnerId', 'ref User', 'cud')`.
 * Flags: `c` createable, `u` updateable, `n` nillable, `d` defaulted on create, `i` lookup by value, `N` the name, `r` restricted picklist.
 */
export function field(name: string, spec: string, flags: string, extra: FieldExtra = {}): Field {
  const { type, first, second, referenceTo } = readSpec(spec);
  const has = (flag: string): boolean => flags.includes(flag);
  const picklist = picklistOf(extra.picklist);
  const isNumber = NUMBER_TYPES.has(type);
  const isText = TEXT_TYPES.has(type);
  const isLong = type === 'textarea' && first > 255;
  const isPlain = !isLong && type !== 'base64' && type !== 'address' && type !== 'location';
  return {
    name,
    label: extra.label ?? labelOf(name, type),
    type,
    length: type === 'id' || type === 'reference' ? 18 : isText ? first : 0,
    precision: isNumber ? first : 0,
    scale: isNumber ? second : 0,
    digits: type === 'int' ? first : 0,
    isNillable: has('n') || (!has('c') && !has('d') && type !== 'boolean' && type !== 'id'),
    isCreateable: has('c'),
    isUpdateable: has('u'),
    isDefaultedOnCreate: has('d') || type === 'boolean',
    defaultValue: extra.defaultValue ?? picklist.find((value) => value.isDefault)?.value ?? (type === 'boolean' ? false : null),
    isIdLookup: has('i') || type === 'id' || extra.isExternalId === true,
    isExternalId: extra.isExternalId ?? false,
    isUnique: extra.isUnique ?? false,
    isCaseSensitive: extra.isCaseSensitive ?? false,
    isNameField: has('N'),
    isCalculated: extra.isCalculated ?? false,
    isCustom: name.endsWith('__c'),
    isAutoNumber: extra.isAutoNumber ?? false,
    isRestrictedPicklist: has('r'),
    picklist,
    referenceTo,
    relationshipName: type === 'reference' ? (extra.parent ?? parentNameOf(name)) : null,
    childRelationshipName: extra.children ?? null,
    onDelete: extra.onDelete ?? 'clear',
    compoundFieldName: extra.compound ?? null,
    isFilterable: isPlain || type === 'address',
    isSortable: isPlain && type !== 'multipicklist',
    isGroupable: isPlain && !UNGROUPABLE_TYPES.has(type),
    isAggregatable: isPlain && type !== 'multipicklist' && type !== 'boolean',
    computation: extra.computation ?? null,
    derive: extra.derive ?? null,
    described: null,
  };
}

const NUMBER_TYPES: ReadonlySet<FieldType> = new Set(['double', 'currency', 'percent']);
const TEXT_TYPES: ReadonlySet<FieldType> = new Set([
  'string',
  'phone',
  'url',
  'email',
  'picklist',
  'multipicklist',
  'combobox',
  'textarea',
]);
const UNGROUPABLE_TYPES: ReadonlySet<FieldType> = new Set(['multipicklist', 'double', 'currency', 'percent', 'datetime', 'anyType']);

type Spec = { type: FieldType; first: number; second: number; referenceTo: readonly string[] };

function readSpec(spec: string): Spec {
  if (spec.startsWith('ref ')) return { type: 'reference', first: 18, second: 0, referenceTo: spec.slice(4).split(',') };
  const [, type, first, second] = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(spec)!;
  return { type: type as FieldType, first: Number(first ?? 0), second: Number(second ?? 0), referenceTo: [] };
}

export function picklistOf(text: string | readonly PicklistValue[] | undefined): readonly PicklistValue[] {
  if (text === undefined) return [];
  if (typeof text !== 'string') return text;
  return text.split(';').map((each) => {
    const trimmed = each.trim();
    const isDefault = trimmed.startsWith('*');
    const value = isDefault ? trimmed.slice(1) : trimmed;
    return { value, label: value, isDefault };
  });
}

/** `NumberOfEmployees` reads `Number Of Employees`, `AccountId` `Account ID`, `ia_crm__Email_ID__c` `Email ID`. */
function labelOf(name: string, type: FieldType): string {
  const custom = /^(?:[a-zA-Z]\w*?__)?(\w+)__c$/.exec(name);
  if (custom !== null) return custom[1]!.replaceAll('_', ' ');
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return type === 'reference' && spaced.endsWith(' Id') ? `${spaced.slice(0, -3)} ID` : spaced;
}

function parentNameOf(name: string): string {
  return name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, '');
}

/** The fields of an address and its compound, under a prefix (`Billing`, or empty on Lead and User). */
export function address(prefix: string): readonly Field[] {
  const compound = `${prefix}Address`;
  const extra = { compound };
  return [
    field(`${prefix}Street`, 'textarea(255)', 'cun', extra),
    field(`${prefix}City`, 'string(40)', 'cun', extra),
    field(`${prefix}State`, 'string(80)', 'cun', { ...extra, label: `${prefix} State/Province`.trim() }),
    field(`${prefix}PostalCode`, 'string(20)', 'cun', { ...extra, label: `${prefix} Zip/Postal Code`.trim() }),
    field(`${prefix}Country`, 'string(80)', 'cun', extra),
    field(`${prefix}Latitude`, 'double(18,15)', 'cun', extra),
    field(`${prefix}Longitude`, 'double(18,15)', 'cun', extra),
    field(`${prefix}GeocodeAccuracy`, 'picklist(40)', 'cunr', {
      ...extra,
      picklist: 'Address;NearAddress;Block;Street;ExtendedZip;Zip;Neighborhood;City;County;State;Unknown',
    }),
    field(compound, 'address', 'n', { derive: (row) => addressOf(row, prefix) }),
  ];
}

const ADDRESS_PARTS = ['City', 'Country', 'GeocodeAccuracy', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'] as const;

function addressOf(row: Row, prefix: string): Readonly<Record<string, unknown>> | null {
  const parts = ADDRESS_PARTS.map((part) => [part[0]!.toLowerCase() + part.slice(1), row[prefix + part] ?? null] as const);
  return parts.every(([, value]) => value === null) ? null : Object.fromEntries(parts);
}

/** The audit fields that come last on nearly every object. */
export const AUDIT: readonly Field[] = [
  field('CreatedDate', 'datetime', 'd'),
  field('CreatedById', 'ref User', 'd', { label: 'Created By ID', onDelete: 'none' }),
  field('LastModifiedDate', 'datetime', 'd'),
  field('LastModifiedById', 'ref User', 'd', { label: 'Last Modified By ID', onDelete: 'none' }),
  field('SystemModstamp', 'datetime', 'd', { label: 'System Modstamp' }),
];

export const VIEWED: readonly Field[] = [field('LastViewedDate', 'datetime', 'n'), field('LastReferencedDate', 'datetime', 'n')];
export const ACTIVITY: readonly Field[] = [field('LastActivityDate', 'date', 'n', { label: 'Last Activity' })];

/** The parts of a person's name and the name that is computed from them when a record is saved. */
export function personName(): readonly Field[] {
  const extra = { compound: 'Name' };
  return [
    field('LastName', 'string(80)', 'cu', extra),
    field('FirstName', 'string(40)', 'cun', extra),
    field('Salutation', 'picklist(40)', 'cun', { ...extra, picklist: 'Mr.;Ms.;Mrs.;Dr.;Prof.' }),
    field('Name', 'string(121)', 'N', { label: 'Full Name' }),
  ];
}

export const INDUSTRIES =
  'Agriculture;Apparel;Banking;Biotechnology;Chemicals;Communications;Construction;Consulting;Education;Electronics;Energy;' +
  'Engineering;Entertainment;Environmental;Finance;Food & Beverage;Government;Healthcare;Hospitality;Insurance;Machinery;' +
  'Manufacturing;Media;Not For Profit;Recreation;Retail;Shipping;Technology;Telecommunications;Transportation;Utilities;Other';
export const LEAD_SOURCES = 'Web;Phone Inquiry;Partner Referral;Purchased List;Other';
