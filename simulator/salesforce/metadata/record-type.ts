import type { RecordTypeInfo } from '../describe.js';
import { rowError } from '../errors.js';
import { childText, type Element, tag } from '../soap/xml.js';
import { createBySystem } from '../state/create.js';
import { recordTypesOf } from '../state/record-types.js';
import { updateBySystem } from '../state/update.js';
import type { SalesforceOrg } from '../state.js';

/** The record type of an object by its name, letter case and all. */
export function recordTypeNamed(org: SalesforceOrg, object: string, name: string): RecordTypeInfo | undefined {
  const type = org.schema.type(object);
  return type === undefined ? undefined : recordTypesOf(org, type).find(({ developerName }) => developerName === name);
}

/** Adds a record type or changes it. Says whether it is new. Source: Metadata API guide, "RecordType". */
export function saveRecordType(org: SalesforceOrg, object: string, name: string, element: Element, by: string): boolean {
  const type = org.schema.type(object);
  if (type === undefined) throw rowError('INVALID_CROSS_REFERENCE_KEY', `In field: object - no CustomObject named ${object} found`);
  const label = childText(element, 'label');
  if (label === null || label === '') throw rowError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [label]', ['label']);
  const values = { Name: label, Description: childText(element, 'description'), IsActive: childText(element, 'active') !== 'false' };
  const known = recordTypeNamed(org, type.name, name);
  if (known === undefined) createBySystem(org, 'RecordType', { ...values, DeveloperName: name, SobjectType: type.name }, by);
  else updateBySystem(org, org.lookup(known.id)!, values);
  return known === undefined;
}

/** A record type as elements. */
export function printRecordType({ name, isActive, description }: RecordTypeInfo, fullName: string): string {
  const about = description === null ? '' : tag('description', description);
  return `${tag('fullName', fullName)}${tag('active', isActive)}${about}${tag('label', name)}`;
}
