import { rowError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import type { Save, Values } from '../state/save.js';
import type { SignedSoapCall } from './envelope.js';
import { child, childrenNamed, childText, type Element } from './xml.js';

/** A record as a request has it: its type, its id if any, and the values to write. */
export type SentRecord = { readonly type: SObjectType; readonly id: string | null; readonly values: Values };

/**
 * Reads an sObject element. Fields are found by local name, because clients put them in several namespaces.
 *
 * Source: [SOAP] "sObject"; `fieldsToNull` empties fields, an element with children refers to a parent by external id.
 */
export function readSObject({ state }: SignedSoapCall, element: Element): SentRecord {
  const typeName = childText(element, 'type') ?? element.type ?? '';
  const type = state.schema.type(typeName);
  if (type === undefined) throw rowError('INVALID_TYPE', `sObject type '${typeName}' is not supported.`);
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const field of element.children) {
    if (field.name === 'type' || field.name === 'fieldsToNull' || field.name.toLowerCase() === 'id') continue;
    values[field.name] = fieldValue(field);
  }
  for (const { text } of childrenNamed(element, 'fieldsToNull')) values[text.trim()] = null;
  return { type, id: childText(element, 'Id') ?? childText(element, 'id'), values };
}

function fieldValue(element: Element): unknown {
  if (element.isNil) return null;
  if (element.children.length === 0) return element.text;
  const parent: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const each of element.children) if (each.name !== 'type') parent[each.name] = each.text;
  return parent;
}

/** Who writes and what the headers ask for. Source: [SOAP] "SOAP Headers": without its header no assignment rule runs. */
export function readSave({ header, session, apiVersion }: SignedSoapCall): Save {
  const assignment = child(header, 'AssignmentRuleHeader');
  const ruleId = childText(assignment, 'assignmentRuleId');
  const duplicates = child(header, 'DuplicateRuleHeader');
  return {
    by: session.userId,
    assignment: ruleId !== null && ruleId !== '' ? { ruleId } : isTrue(childText(assignment, 'useDefaultRule')) ? 'active' : 'none',
    allowsDuplicates: isTrue(childText(duplicates, 'allowSave')),
    includesRecordDetails: isTrue(childText(duplicates, 'includeRecordDetails')),
    version: `v${apiVersion}`,
  };
}

/** Source: W3C, "XML Schema Part 2: Datatypes", boolean: words or digits. */
export const isTrue = (text: string | null): boolean => text === 'true' || text === '1';
export const isFalse = (text: string | null): boolean => text === 'false' || text === '0';
