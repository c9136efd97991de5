import { rowError } from '../errors.js';
import type { PicklistValue } from '../schema.js';
import { child, childrenNamed, childText, type Element } from '../soap/xml.js';
import type { FieldRequest } from '../state/custom-fields.js';
import type { ObjectRequest } from '../state/custom-objects.js';

/** A custom object's definition. Source: Metadata API guide, "CustomObject". Refuses custom settings and other kinds that behave otherwise. */
export function readObject(fullName: string, element: Element): ObjectRequest {
  if (child(element, 'customSettingsType') !== undefined) throw unsupported('custom settings', 'customSettingsType');
  if (child(element, 'externalDataSource') !== undefined) throw unsupported('external objects', 'externalDataSource');
  const text = texts(element);
  const nameField = child(element, 'nameField');
  return {
    fullName,
    ...text('label', 'label'),
    ...text('pluralLabel', 'pluralLabel'),
    ...text('description', 'description'),
    ...text('sharingModel', 'sharingModel'),
    ...(nameField === undefined ? {} : { nameField: readNameField(nameField) }),
  };
}

function readNameField(element: Element) {
  const text = texts(element);
  const type = childText(element, 'type') ?? 'Text';
  if (type !== 'AutoNumber' && type !== 'Text') throw unsupported(`names of type ${type}`, 'nameField');
  return {
    ...text('label', 'label'),
    ...text('displayFormat', 'displayFormat'),
    type,
    ...number(element, 'startingNumber'),
  } as const;
}

/** A custom field's definition. Source: Metadata API guide, "CustomField". */
export function readField(object: string, name: string, element: Element): FieldRequest {
  const text = texts(element);
  const type = childText(element, 'type') ?? '';
  const values = picklistOf(element);
  return {
    object,
    fullName: name,
    type,
    ...text('label', 'label'),
    ...number(element, 'length'),
    ...number(element, 'precision'),
    ...number(element, 'scale'),
    ...flag(element, 'required'),
    ...flag(element, 'unique'),
    ...flag(element, 'caseSensitive'),
    ...flag(element, 'externalId'),
    ...(values === null ? {} : { picklist: values.values, restricted: values.isRestricted }),
    ...text('referenceTo', 'referenceTo'),
    ...text('relationshipName', 'relationshipName'),
    ...text('deleteConstraint', 'deleteConstraint'),
    ...defaultOf(type, childText(element, 'defaultValue')),
    ...text('formula', 'formula'),
    ...text('formulaTreatBlanksAs', 'formulaTreatBlanksAs'),
    ...text('summaryForeignKey', 'summaryForeignKey'),
    ...text('summaryOperation', 'summaryOperation'),
    ...text('summarizedField', 'summarizedField'),
    ...text('displayFormat', 'displayFormat'),
    ...number(element, 'startingNumber'),
    summaryFilterItems: childrenNamed(element, 'summaryFilterItems').map((item) => ({
      field: childText(item, 'field') ?? '',
      operation: childText(item, 'operation') ?? '',
      value: childText(item, 'value') ?? '',
    })),
  };
}

/** Values stand in `valueSet` from version 38.0 on, in `picklist` before. */
function picklistOf(element: Element): { readonly values: readonly PicklistValue[]; readonly isRestricted: boolean } | null {
  const set = child(element, 'valueSet');
  const old = child(element, 'picklist');
  if (set === undefined && old === undefined) return null;
  if (child(set, 'valueSetName') !== undefined) throw unsupported('global value sets', 'valueSet');
  const values =
    set === undefined ? childrenNamed(old!, 'picklistValues') : childrenNamed(child(set, 'valueSetDefinition') ?? set, 'value');
  const isRestricted = childText(set, 'restricted') === 'true' || childText(old, 'restrictedPicklist') === 'true';
  const read = values.filter((each) => childText(each, 'isActive') !== 'false').map(readValue);
  return { values: read.filter(({ value }) => value !== ''), isRestricted };
}

function readValue(element: Element): PicklistValue {
  const value = childText(element, 'fullName') ?? '';
  return { value, label: childText(element, 'label') || value, isDefault: childText(element, 'default') === 'true' };
}

/** Defaults are formulas; those that are a plain value are understood. */
function defaultOf(type: string, formula: string | null): { readonly defaultValue?: unknown } {
  if (formula === null || formula === '') return {};
  if (type === 'Checkbox') return { defaultValue: formula === 'true' };
  if (/^-?\d+(\.\d+)?$/.test(formula)) return { defaultValue: Number(formula) };
  const [, quoted] = /^(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(formula)?.filter((part) => part !== undefined) ?? [];
  if (quoted === undefined) throw unsupported(`the default value ${formula}`, 'defaultValue');
  return { defaultValue: quoted };
}

const unsupported = (what: string, field: string) =>
  rowError('FIELD_INTEGRITY_EXCEPTION', `${what} are not available in this organization`, [field]);

function texts(element: Element) {
  return <K extends string>(key: K, name: string): { readonly [key in K]?: string } => {
    const text = childText(element, name);
    return (text === null || text === '' ? {} : { [key]: text }) as { [key in K]?: string };
  };
}

function number<K extends 'length' | 'precision' | 'scale' | 'startingNumber'>(
  element: Element,
  name: K,
): { readonly [key in K]?: number } {
  const text = childText(element, name);
  if (text === null || text === '') return {};
  if (!/^\d{1,6}$/.test(text)) throw rowError('FIELD_INTEGRITY_EXCEPTION', `${name}: value not of required type: ${text}`, [name]);
  return { [name]: Number(text) } as { [key in K]?: number };
}

type Flag = 'required' | 'unique' | 'caseSensitive' | 'externalId';

function flag<K extends Flag>(element: Element, name: K): { readonly [key in K]?: boolean } {
  const text = childText(element, name);
  return (text === null ? {} : { [name]: text === 'true' }) as { [key in K]?: boolean };
}
