import type { SalesforceRow } from '../../model/intacct.js';
import { type FieldTypes, type Mapping, mappedPath } from '../../rules/intacct/mapping.js';
import { ACCOUNT_TO_CUSTOMER, CONTACT_TO_CONTACT } from '../../rules/intacct/standard-mappings.js';
import { WRITTEN_BACK } from '../../rules/intacct/write-back.js';
import { contentHash } from '../hash.js';

const SYSTEM = ['Id', 'IsDeleted', 'MasterRecordId', 'CreatedDate', 'CreatedById', 'LastModifiedById', 'SystemModstamp'];
const STATE = Object.values(WRITTEN_BACK);
const ENTITY = 'ia_crm__Intacct_Entity__c';
const SHIPPING = ['ShippingStreet', 'ShippingCity', 'ShippingState', 'ShippingPostalCode', 'ShippingCountry'];

/** Package fields of an account that steer its sync. Source: reference A.8; assumed where the documents leave them unnamed. */
export const ACCOUNT_FIELDS = { entity: ENTITY, billTo: 'ia_crm__Bill_to__c', shipTo: 'ia_crm__Ship_to__c' } as const;

/** Columns of an account: what the poll compares and what a sync needs. */
export function accountColumns(mappings: readonly Mapping[], types: FieldTypes): readonly string[] {
  const mapped = ACCOUNT_TO_CUSTOMER.map(({ salesforceField }) => salesforceField);
  const own = ['ParentId', 'Type', ...SHIPPING, ...Object.values(ACCOUNT_FIELDS)];
  return unique([...SYSTEM, ...STATE, ...mapped, ...own, ...customColumns(mappings, types)]);
}

/** Columns of a contact. */
export function contactColumns(mappings: readonly Mapping[], types: FieldTypes): readonly string[] {
  const mapped = CONTACT_TO_CONTACT.map(({ salesforceField }) => salesforceField);
  return unique([...SYSTEM, ...STATE, ...mapped, 'Name', 'AccountId', ENTITY, ...customColumns(mappings, types)]);
}

/** Columns of custom mappings. A mapped field that the org does not have is not asked for: it would end the whole query. */
export function customColumns(mappings: readonly Mapping[], types: FieldTypes): readonly string[] {
  return mappings.flatMap((mapping) => {
    const facts = types[mapping.salesforceField];
    return facts === null ? [] : [mapping.salesforceField, mappedPath(mapping, facts ?? null)];
  });
}

/** Fields of a row that people keep, hashed: stamps, the parent and what the core writes back left out. */
export function peoplesHash(row: SalesforceRow): string {
  return contentHash(Object.fromEntries(Object.entries(row).filter(([name]) => !NOT_PEOPLES.has(name))));
}

const NOT_PEOPLES = new Set(['attributes', 'Account', 'AccountId', ...SYSTEM, ...STATE]);

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
