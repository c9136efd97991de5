import type { Field, SObjectAbilities, SObjectDefinition } from '../schema.js';
import { AUDIT, field } from './fields.js';

export type ObjectOptions = Partial<SObjectAbilities> & {
  readonly label?: string;
  readonly labelPlural?: string;
  /** Setup objects have no IsDeleted and no recycle bin. Default true. */
  readonly hasRecycleBin?: boolean;
  readonly scopes?: readonly string[];
};

const BUSINESS_OBJECT: SObjectAbilities = {
  isCreateable: true,
  isUpdateable: true,
  isDeletable: true,
  isUndeletable: true,
  isMergeable: false,
  isQueryable: true,
  isReplicateable: true,
  isSearchable: true,
  isLayoutable: true,
  isTriggerable: true,
};

/** What the platform keeps for itself: readable, not writable through the API. */
export const READ_ONLY = {
  isCreateable: false,
  isUpdateable: false,
  isDeletable: false,
  isUndeletable: false,
  isSearchable: false,
  isLayoutable: false,
  isTriggerable: false,
} as const satisfies Partial<SObjectAbilities>;

/** What can only be described. */
export const NOTHING: SObjectAbilities = { ...READ_ONLY, isMergeable: false, isQueryable: false, isReplicateable: false };

/** An object of the org: the fields that every object has, around its own. */
export function sObject(name: string, keyPrefix: string, fields: readonly Field[], options: ObjectOptions = {}): SObjectDefinition {
  const { label = name.replace(/([a-z])([A-Z])/g, '$1 $2'), labelPlural, hasRecycleBin = true, scopes = ['mine'], ...abilities } = options;
  const id = field('Id', 'id', 'd', { label: name.endsWith('__c') ? 'Record ID' : `${label} ID` });
  const own = hasRecycleBin ? [id, field('IsDeleted', 'boolean', 'd', { label: 'Deleted' })] : [id];
  return {
    ...BUSINESS_OBJECT,
    isUndeletable: hasRecycleBin,
    ...abilities,
    name,
    label,
    labelPlural: labelPlural ?? pluralOf(label),
    keyPrefix,
    isCustom: name.endsWith('__c'),
    fields: [...own, ...fields, ...AUDIT],
    scopes,
  };
}

function pluralOf(label: string): string {
  return label.endsWith('y') ? `${label.slice(0, -1)}ies` : label.endsWith('s') ? `${label}es` : `${label}s`;
}
