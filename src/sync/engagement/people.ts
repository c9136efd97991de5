import { PERSON_COLUMNS } from '../../clients/salesforce/wire.js';
import { DEFAULT_MAPPING, STREET, salesforceField } from '../../rules/engagement/mapping.js';

/** The mapped Salesforce fields of an object, parents by path. */
export function personFieldNames(type: 'Lead' | 'Contact'): readonly string[] {
  return FIELD_NAMES[type];
}

/** Every column that the sync reads of an object. */
export function personColumns(type: 'Lead' | 'Contact'): readonly string[] {
  return COLUMNS[type];
}

const FIELD_NAMES = { Lead: fieldNames('Lead'), Contact: fieldNames('Contact') } as const;
const COLUMNS = {
  Lead: [...PERSON_COLUMNS.Lead, ...FIELD_NAMES.Lead],
  Contact: [...PERSON_COLUMNS.Contact, ...FIELD_NAMES.Contact],
} as const;

function fieldNames(type: 'Lead' | 'Contact'): readonly string[] {
  const mapped = DEFAULT_MAPPING.map((row) => salesforceField(row, type)).filter((field) => field !== null);
  return [...new Set([...mapped, type === 'Lead' ? STREET.lead : STREET.contact])];
}
