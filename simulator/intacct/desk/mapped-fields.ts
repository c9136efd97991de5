import type { FieldInfo, FieldKind } from '../../kernel/people.js';
import type { ObjectDefinition } from '../objects/definition.js';
import type { ConnectedOrg } from './connected-org.js';
import { fieldInfos } from './fields.js';

type MappingRow = Readonly<Record<string, string | undefined>>;

/** The mapping settings, with the objects that their rows are about. */
export const MAPPING_SETTINGS = {
  'accounts.mappings': { intacct: 'CUSTOMER', salesforce: 'Account' },
  'contacts.mappings': { intacct: 'CONTACT', salesforce: 'Contact' },
} as const;

/**
 * The complaint about a row that names a field which Salesforce does not have; null when all have one.
 *
 * Source:  reference B.4: unknown fields are rejected.
 * Assumed: a custom field may be made after it is mapped, so only standard ones are unknown; the parent's fields are not looked at.
 */
export function unknownSalesforceField(rows: readonly MappingRow[], object: string, org: ConnectedOrg): string | null {
  const fields = fieldsOf(object, org);
  const unknown = rows.find(({ salesforceField: name = '' }) => !name.includes('.') && !name.endsWith('__c') && !fields.has(key(name)));
  return unknown === undefined ? null : `${object} has no field ${unknown['salesforceField']}`;
}

/**
 * What a Save of mapping rows warns of: values that the field on the other side does not take.
 *
 * Source:  reference B.4, D-28: type compatibility is warned of, not rejected.
 * Assumed: a text takes everything; every other field takes values of its own kind. An inactive row carries nothing.
 */
export function typeWarnings(rows: readonly MappingRow[], intacct: ObjectDefinition, object: string, org: ConnectedOrg): readonly string[] {
  const theirs = new Map(fieldInfos(intacct).map((field) => [field.name, field]));
  const ours = fieldsOf(object, org);
  return rows.flatMap((row) => {
    const [theirField, ourField] = [theirs.get(key(row['intacctField'])), ours.get(key(row['salesforceField']))];
    if (row['status'] === 'inactive' || theirField === undefined || ourField === undefined) return [];
    const carried = [
      ...(row['rule'] === 'fromIntacct' ? [] : [[ourField, theirField] as const]),
      ...(row['rule'] === 'toIntacct' ? [] : [[theirField, ourField] as const]),
    ];
    const [lost] = carried.filter(([from, to]) => !takes(to.kind, from.kind));
    if (lost === undefined) return [];
    const [from, to] = lost;
    return [
      `the mapping of ${intacct.name}.${theirField.name} and ${object}.${ourField.name}: ${to.name} (${to.kind}) does not take what ${from.name} (${from.kind}) holds`,
    ];
  });
}

/** References and lists go as texts. */
const AS_TEXT: ReadonlySet<FieldKind> = new Set(['text', 'reference', 'list', 'structure']);

function takes(to: FieldKind, from: FieldKind): boolean {
  return AS_TEXT.has(to) || to === from;
}

function fieldsOf(object: string, org: ConnectedOrg): ReadonlyMap<string, FieldInfo> {
  return new Map((org.type(object)?.fields ?? []).map((field) => [key(field.name), field]));
}

function key(name: string | undefined): string {
  return (name ?? '').toUpperCase();
}
