import { rowError } from '../errors.js';
import { field } from '../objects/fields.js';
import { READ_ONLY, sObject } from '../objects/object.js';
import type { Schema, SObjectDefinition } from '../schema.js';
import { dateOf } from './dates.js';

/** A custom object, or a platform event, as people ask for it: names as the Metadata API has them. */
export type ObjectRequest = {
  /** `Invoice__c`; `Order_Shipped__e` for a platform event. */
  readonly fullName: string;
  readonly label?: string;
  readonly pluralLabel?: string;
  readonly description?: string;
  readonly nameField?: NameFieldRequest;
  /** Records that belong to a master have no owner of their own. */
  readonly sharingModel?: string;
  /** Objects that a package brought have its namespace in their names. */
  readonly isPackaged?: boolean;
};

export type NameFieldRequest = {
  readonly label?: string;
  readonly type?: 'Text' | 'AutoNumber';
  /** `INV-{0000}`. */
  readonly displayFormat?: string;
  readonly startingNumber?: number;
};

/** A custom object of the org, kept as data so that snapshots cover it. */
export type AddedObject = ObjectRequest & { readonly label: string; readonly pluralLabel: string; readonly keyPrefix: string };

/** Source: Metadata API guide, "CustomObject", fullName: forty characters before the suffix. */
const FULL_NAME = /^(?=.{1,43}$)[A-Za-z](?:[A-Za-z0-9]|_(?!_))*__[ce]$/;

/** Source: Metadata API guide, "CustomObject": what the name of an object must look like. Refuses bad names and names that are taken. */
export function customObjectOf(schema: Schema, request: ObjectRequest, keyPrefix: string): AddedObject {
  const { fullName } = request;
  if (!FULL_NAME.test(fullName) && request.isPackaged !== true) {
    throw rowError(
      'INVALID_FULL_NAME',
      `The Object Name field can only contain underscores and alphanumeric characters, and must end with __c or __e: ${fullName}`,
      ['fullName'],
    );
  }
  if (schema.type(fullName) !== undefined) {
    throw rowError('DUPLICATE_DEVELOPER_NAME', `There is already an object named ${fullName}.`, ['fullName']);
  }
  const label = request.label ?? fullName.replace(/__[ce]$/, '').replaceAll('_', ' ');
  return { ...request, label, pluralLabel: request.pluralLabel ?? `${label}s`, keyPrefix };
}

/** The object with the fields that it has before anybody adds some. */
export function definitionOf(
  added: Omit<AddedObject, 'label' | 'pluralLabel'> & { label?: string; pluralLabel?: string },
): SObjectDefinition {
  const labels = { ...(added.label && { label: added.label }), ...(added.pluralLabel && { labelPlural: added.pluralLabel }) };
  if (isEventName(added.fullName)) return eventDefinition(added.fullName, added.keyPrefix, labels);
  const { nameField } = added;
  const isAutoNumber = nameField?.type === 'AutoNumber';
  const label = nameField?.label ?? `${added.label ?? added.fullName} Name`;
  const name = field('Name', 'string(80)', isAutoNumber ? 'diN' : 'cundiN', { label, isAutoNumber });
  const owner = field('OwnerId', 'ref Group,User', 'cud', { label: 'Owner ID', onDelete: 'none' });
  return sObject(added.fullName, added.keyPrefix, added.sharingModel === 'ControlledByParent' ? [name] : [owner, name], labels);
}

export function isEventName(name: string): boolean {
  return /__e$/i.test(name);
}

/** Source: Platform Events guide, "Platform Event Fields": published by creating, and neither queried nor changed. */
function eventDefinition(name: string, keyPrefix: string, labels: { label?: string; labelPlural?: string }): SObjectDefinition {
  const fields = [
    field('ReplayId', 'string(1000)', 'n', { label: 'Replay ID' }),
    field('CreatedDate', 'datetime', 'd'),
    field('CreatedById', 'ref User', 'd', { label: 'Created By ID', onDelete: 'none' }),
    field('EventUuid', 'string(36)', 'n', { label: 'Event UUID' }),
  ];
  const abilities = { ...READ_ONLY, isCreateable: true, isQueryable: false, isReplicateable: false, hasRecycleBin: false };
  return { ...sObject(name, keyPrefix, [], { ...labels, ...abilities, scopes: [] }), isCustom: true, fields };
}

/** The next number of an auto-numbered object or field: `INV-{0000}` gives `INV-0001`. Source: Salesforce Help, "Custom Field Types", Auto Number. */
export function autoNumberText({ displayFormat = '{00000}' }: NameFieldRequest, number: number, now: number): string {
  const [year = '', month = '', day = ''] = dateOf(now).split('-');
  const dates: Readonly<Record<string, string>> = { YYYY: year, YY: year.slice(2), MM: month, DD: day };
  return displayFormat.replace(
    /\{(0+|YYYY|YY|MM|DD)\}/g,
    (_braces, part: string) => dates[part] ?? String(number).padStart(part.length, '0'),
  );
}
