import { illegalValue, invalidReference, missingField } from '../../errors.js';
import type { Stored } from '../../objects/definition.js';
import type { IntacctCompany } from '../../state/company.js';
import { isoDate, readValue } from '../../values.js';
import { unexpectedElement } from '../envelope.js';
import { child, childText, type XmlElement } from '../parse.js';

/** Refuses what the schema of a legacy function does not have, before anything is performed. */
export type Schema = (element: XmlElement) => void;

/** A number; null when it is absent or blank. */
export function readNumber(element: XmlElement, name: string): number | null {
  const text = childText(element, name) ?? '';
  if (text === '') return null;
  if (!/^[+-]?\d{1,15}(?:\.\d*)?$/.test(text)) throw illegalValue(`Invalid value '${text}' for ${name}.`);
  return Number(text);
}

export function demandNumber(element: XmlElement, name: string): number {
  const number = readNumber(element, name);
  if (number === null) throw missingField({ name, label: name });
  return number;
}

/** A date in three elements, year, month and day; null when it is absent. */
export function readDate(element: XmlElement, name: string): string | null {
  const date = child(element, name);
  if (date === undefined) return null;
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) => childText(date, part) ?? '');
  const iso = isoDate(year, month, day);
  if (iso === null) throw illegalValue(`Invalid date '${month}/${day}/${year}' for ${name}.`);
  return iso;
}

/** The text of an element, which must not be blank. */
export function demandText(element: XmlElement, name: string): string {
  const text = childText(element, name) ?? '';
  if (text === '') throw missingField({ name, label: name });
  return text;
}

/** The contact in a wrapper: `<billto><contactname>`. Blank when there is none. */
export function contactName(element: XmlElement, side: string): string {
  const wrapper = child(element, side);
  return wrapper === undefined ? '' : (childText(wrapper, 'contactname') ?? '');
}

/** Custom fields as legacy functions carry them: pairs of name and value. */
export function customFields(element: XmlElement): readonly (readonly [name: string, value: string])[] {
  return (child(element, 'customfields')?.children ?? []).map((each) => {
    if (each.name !== 'customfield') throw unexpectedElement(each);
    return [demandText(each, 'customfieldname').toUpperCase(), childText(each, 'customfieldvalue') ?? ''];
  });
}

/** Custom fields and dimensions of a document or a line, as values of the object's own fields. Refuses those that it does not have. */
export function readCustomFields(element: XmlElement, object: string, company: IntacctCompany): Readonly<Record<string, Stored>> {
  const definition = company.object(object)!;
  const values: Record<string, Stored> = {};
  for (const [name, text] of customFields(element)) {
    const field = definition.byName.get(name);
    if (field?.isCustom !== true) throw invalidReference('Custom field', name);
    const value = readValue(field, text, definition.label);
    const isUnknown = field.reference !== undefined && value !== null && company.find(field.reference, String(value)) === undefined;
    if (isUnknown) throw invalidReference(field.label, text);
    values[name] = value;
  }
  return values;
}

/** Refuses elements that a legacy function does not have, as the schema does. Assumed: their order is not checked here. */
export function demandKnownElements(element: XmlElement, known: ReadonlySet<string>): void {
  const stranger = element.children.find((each) => !known.has(each.name));
  if (stranger !== undefined) throw unexpectedElement(stranger);
}
