import type { Field } from '../schema.js';

/** Where a field stands in an event: at the top, or inside a compound: `Name.FirstName`, `BillingAddress.City`. */
export type EventPlace = { readonly top: string; readonly part: string | null };

/** Source: Change Data Capture guide, "Change Event Message Structure": names of people and addresses are shown as one field with parts. */
export function placeOf({ name, compoundFieldName }: Field): EventPlace {
  if (compoundFieldName === null) return { top: name, part: null };
  if (!compoundFieldName.endsWith('Address')) return { top: compoundFieldName, part: name };
  return { top: compoundFieldName, part: name.slice(compoundFieldName.length - 'Address'.length) };
}

/** A field's name in `changedFields`. */
export function pathOf(field: Field): string {
  const { top, part } = placeOf(field);
  return part === null ? top : `${top}.${part}`;
}
