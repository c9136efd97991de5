import { defineObject, type FieldDefinition, type ObjectDefinition, reference, text } from '../objects/definition.js';

/** An object that the company added. A user-defined dimension also tags transactions, contracts and their lines. */
export type PlatformObject = { readonly id: string; readonly label: string; readonly plural: string; readonly isDimension: boolean };

/** Objects that user-defined dimensions tag. Source: developer.intacct.com, "Dimensions": transactions and their lines. */
const TAGGED = new Set(['CONTRACT', 'CONTRACTDETAIL', 'SODOCUMENTENTRY', 'ARINVOICEITEM', 'PROJECT']);

/**
 * The definition of an object that the company added: its records go by record number and have a name.
 *
 * Source:  developer.intacct.com, "Custom objects" and "User-defined dimensions".
 * Assumed: the fields that every such object has.
 */
export function definePlatformObject({ id, label, plural }: PlatformObject): ObjectDefinition {
  return defineObject({ name: id, label, plural, key: 'RECORDNO', fields: [text('NAME', 'Name', 255, { isRequired: true })] });
}

/** The field `GLDIM<object>` of each dimension, on objects that dimensions tag; it holds the record number. */
export function dimensionFields(object: string, objects: Iterable<PlatformObject>): readonly FieldDefinition[] {
  if (!TAGGED.has(object)) return [];
  const dimensions = [...objects].filter((each) => each.isDimension);
  return dimensions.map(({ id, label }) => reference(`GLDIM${id}`, label, id, { isCustom: true }));
}
