import type { Person, PersonFields, Prospect, Value } from '../../model/engagement.js';
import { DEFAULT_MAPPING, type MappingRow, STREET, salesforceField } from './mapping.js';
import type { ConnectorSettings, FieldBehavior } from './settings.js';

/** What a field sync would write on each side; empty when both are in step. */
export type FieldSync = {
  readonly toPerson: PersonFields;
  readonly toProspect: Readonly<Record<string, Value>>;
  /** Fields where both sides had a value and one lost it. */
  readonly lost: readonly { readonly field: string; readonly side: 'salesforce' | 'engagement'; readonly value: Value }[];
};

/** Fills LastName and Company on a new record when the prospect has none (D-6). It is no value when it comes back. */
export const UNKNOWN = '[[unknown]]';

/**
 * Merges the mapped fields of a linked pair.
 *
 * Source:  help "How Sync Behavior Works"; reference A.7, the table of the three behaviours. A value beats a blank in all three,
 *          unless null overwrite is on and Salesforce's value is used. A checkbox has no blank: `false` is a value.
 *          Opting out is the one field whose own history decides under *most recently updated*.
 * Inputs:  both records as read in this pass; `mapping` with custom rows; `isWritable` says which Salesforce fields the connector may
 *          edit; `lastOptedOut` is what both sides had at the last sync, null when that is not known.
 * Assumed: the filler `[[unknown]]` counts as a blank on the Salesforce side, or it would come back as a name.
 */
export function mergeFields(
  prospect: Prospect,
  person: Person,
  settings: ConnectorSettings,
  mapping: readonly MappingRow[] = DEFAULT_MAPPING,
  isWritable: (field: string) => boolean = () => true,
  lastOptedOut: boolean | null = null,
): FieldSync {
  const toPerson: Record<string, Value> = {};
  const toProspect: Record<string, Value> = {};
  const lost: { field: string; side: 'salesforce' | 'engagement'; value: Value }[] = [];
  const isProspectNewer = prospect.updatedAt > person.modifiedAt;
  for (const row of withStreet(mapping, person)) {
    const field = salesforceField(row, person.type);
    if (field === null || !(field in person.fields)) continue;
    if (row.isPackageField && settings.stopSyncingPackageFields) continue;
    const ours = rounded(normalised(prospectValue(prospect, row.prospect), row.kind), row);
    const theirs = twoLines(row, normalised(person.fields[field] ?? null, row.kind));
    if (ours === theirs) continue;
    const isOursNewer = row.prospect === 'optedOut' && lastOptedOut !== null ? ours !== lastOptedOut : isProspectNewer;
    const winner = winnerOf(row, person.type, ours, theirs, settings, isOursNewer, isWritable(field));
    if (winner === 'engagement') {
      toPerson[field] = ours;
      if (theirs !== null && row.direction === 'both') lost.push({ field, side: 'salesforce', value: theirs });
    } else if (winner === 'salesforce') {
      writeProspect(toProspect, row.prospect, theirs);
      if (ours !== null) lost.push({ field: row.prospect, side: 'engagement', value: ours });
    }
  }
  return { toPerson, toProspect, lost };
}

/**
 * The mapped fields of a prospect as a new Lead or Contact gets them. Blanks are left out, so that Salesforce's defaults hold.
 *
 * Source:  reference A.3, "Lead body on create".
 */
export function fieldsForNewPerson(
  prospect: Prospect,
  object: 'Lead' | 'Contact',
  settings: ConnectorSettings,
  mapping: readonly MappingRow[] = DEFAULT_MAPPING,
  isWritable: (field: string) => boolean = () => true,
): PersonFields {
  const fields: Record<string, Value> = { Email: prospect.email };
  for (const row of withStreet(mapping, { type: object })) {
    const field = salesforceField(row, object);
    if (field === null || field.includes('.') || row.direction === 'down' || !isWritable(field)) continue;
    if (row.isPackageField && settings.stopSyncingPackageFields) continue;
    const value = rounded(normalised(prospectValue(prospect, row.prospect), row.kind), row);
    if (value !== null && value !== false) fields[field] = value;
  }
  fields['LastName'] ??= UNKNOWN;
  if (object === 'Lead') fields['Company'] ??= UNKNOWN;
  return fields;
}

/** The mapped fields of a person as a new prospect gets them. */
export function fieldsForNewProspect(person: Person, mapping: readonly MappingRow[] = DEFAULT_MAPPING): Readonly<Record<string, Value>> {
  const fields: Record<string, Value> = { email: person.email };
  for (const row of withStreet(mapping, person)) {
    const field = salesforceField(row, person.type);
    if (field === null || row.direction === 'up') continue;
    const value = normalised(person.fields[field] ?? null, row.kind);
    if (value !== null && value !== false) writeProspect(fields, row.prospect, value);
  }
  return fields;
}

/** Which side's value both shall have, or null to leave them. */
function winnerOf(
  row: MappingRow,
  object: 'Lead' | 'Contact',
  ours: Value,
  theirs: Value,
  settings: ConnectorSettings,
  isProspectNewer: boolean,
  isWritable: boolean,
): 'engagement' | 'salesforce' | null {
  if (row.direction === 'up') return isWritable && ours !== null ? 'engagement' : null;
  const isReadOnly = !isWritable || row.direction === 'down' || (object === 'Contact' && row.contactDirection === 'down');
  if (isReadOnly) return theirs === null ? null : 'salesforce';
  if (ours === null) return 'salesforce';
  const behavior: FieldBehavior = settings.fieldBehavior[row.prospect === STREET_ROW ? 'addressOne' : row.prospect] ?? row.behavior;
  if (theirs === null) return behavior === 'salesforce' && settings.nullOverwriteFromSalesforce ? 'salesforce' : 'engagement';
  if (behavior === 'mostRecent') return isProspectNewer ? 'engagement' : 'salesforce';
  return behavior;
}

const STREET_ROW = 'addressOne\naddressTwo';

/** The mapping with the street, whose two lines are two fields in Account Engagement. */
function withStreet(mapping: readonly MappingRow[], person: { readonly type: 'Lead' | 'Contact' }): readonly MappingRow[] {
  const street: MappingRow = {
    prospect: STREET_ROW,
    lead: STREET.lead,
    contact: STREET.contact,
    kind: 'text',
    behavior: 'salesforce',
    direction: 'both',
  };
  return salesforceField(street, person.type) === null ? mapping : [...mapping, street];
}

function prospectValue(prospect: Prospect, field: string): Value {
  if (field !== STREET_ROW) return prospect.fields[field] ?? null;
  return linesOf(`${prospect.fields['addressOne'] ?? ''}\n${prospect.fields['addressTwo'] ?? ''}`).join('\n');
}

function writeProspect(fields: Record<string, Value>, field: string, value: Value): void {
  if (field !== STREET_ROW) {
    fields[field] = value;
    return;
  }
  const [first = '', ...rest] = linesOf(value);
  fields['addressOne'] = first === '' ? null : first;
  fields['addressTwo'] = rest.length === 0 ? null : rest.join(' ');
}

/** A street as Account Engagement can hold it: what stands from the second line on becomes one line. */
function twoLines(row: MappingRow, value: Value): Value {
  if (row.prospect !== STREET_ROW || value === null) return value;
  const [first = '', ...rest] = linesOf(value);
  return rest.length === 0 ? first : `${first}\n${rest.join(' ')}`;
}

function linesOf(value: Value): string[] {
  const lines = String(value ?? '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** One spelling for both sides: trimmed text, numbers as numbers, instants to the second; blanks and the filler are null. */
function normalised(value: Value, kind: MappingRow['kind']): Value {
  if (kind === 'boolean') return value === true || value === 'true';
  if (value === null) return null;
  if (kind === 'number') return numberOf(value);
  const text = String(value).replace(/\r\n/g, '\n').trim();
  if (text === '' || text === UNKNOWN) return null;
  return kind === 'instant' ? instantOf(text) : text;
}

function numberOf(value: Value): Value {
  const text = String(value).trim();
  if (text === '') return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** A number as Salesforce would keep it, half up away from zero: what it rounded is no difference, or it would be written without end. */
function rounded(value: Value, { scale }: MappingRow): Value {
  if (scale === undefined || typeof value !== 'number') return value;
  const size = Number(`${Math.round(Number(`${Math.abs(value)}e${scale}`))}e-${scale}`);
  if (Number.isNaN(size)) return value;
  return value < 0 && size !== 0 ? -size : size;
}

/** An instant as `2026-03-02T09:00:00Z`: the two systems write offsets and fractions differently. */
function instantOf(text: string): Value {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : new Date(at).toISOString().replace('.000Z', 'Z');
}
