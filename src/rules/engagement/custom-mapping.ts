import type { MappingRow } from './mapping.js';

/** A custom field of a business unit as its definition says. */
export type CustomFieldDefinition = {
  /** The API name on prospects: `Region__c`. */
  readonly name: string;
  /** The field's type as the vendor names it: `text`, `number`, `dropdown`, … */
  readonly type: string;
  /** The name of the Salesforce field that it is mapped to, or null. */
  readonly salesforceName: string | null;
  /** Holds several values at once. */
  readonly isList: boolean;
};

/** What a describe says of a Salesforce field. */
export type DescribedField = { readonly name: string; readonly type: string; readonly scale?: number };

/** Types of Salesforce fields that cannot be mapped. Source: reference A.7, "lookup and geolocation fields cannot sync". */
const UNMAPPABLE = new Set(['reference', 'location', 'address', 'base64', 'complexvalue']);

/**
 * The rows that a business unit's custom fields add to the mapping.
 *
 * Source:  help "Map Salesforce and Account Engagement Custom Fields": one API name on leads and contacts, letter case aside;
 *          reference A.7, "Custom fields". Salesforce's value is used unless the unit says otherwise.
 * Inputs:  the unit's definitions; the fields of both objects. A field that only one object has is mapped for that one.
 * Refuses: lookups and geolocations, and a number that is mapped to a phone; they get no row.
 */
export function customMapping(
  definitions: readonly CustomFieldDefinition[],
  lead: readonly DescribedField[],
  contact: readonly DescribedField[],
): readonly MappingRow[] {
  return definitions.flatMap((definition) => {
    const { name, salesforceName } = definition;
    if (salesforceName === null) return [];
    const [onLead, onContact] = [mappable(definition, lead), mappable(definition, contact)];
    if (onLead === null && onContact === null) return [];
    const described = (onLead ?? onContact)!;
    const kind = kindOf(definition, described);
    const scale = ROUNDED.has(described.type) && described.scale !== undefined ? { scale: described.scale } : {};
    const names = { prospect: name, lead: onLead?.name ?? null, contact: onContact?.name ?? null };
    return [{ ...names, kind, ...scale, behavior: 'salesforce', direction: 'both' }];
  });
}

function mappable({ salesforceName, type }: CustomFieldDefinition, fields: readonly DescribedField[]): DescribedField | null {
  const field = fields.find(({ name }) => name.toLowerCase() === salesforceName?.toLowerCase()) ?? null;
  if (field === null || UNMAPPABLE.has(field.type)) return null;
  return type === 'number' && field.type === 'phone' ? null : field;
}

/** Types of numbers that Salesforce rounds to the field's decimal places. */
const ROUNDED = new Set(['double', 'currency', 'percent']);
const NUMBERS = new Set(['double', 'int', 'currency', 'percent', 'long']);

function kindOf({ isList, type }: CustomFieldDefinition, field: DescribedField): MappingRow['kind'] {
  if (isList) return 'text';
  if (field.type === 'boolean') return 'boolean';
  if (field.type === 'datetime') return 'instant';
  return type === 'number' || NUMBERS.has(field.type) ? 'number' : 'text';
}
