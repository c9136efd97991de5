import type { RecordTypeInfo } from '../describe.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';

/** The record types of an object, in order of creation. */
export function recordTypesOf(org: SalesforceOrg, type: SObjectType): readonly RecordTypeInfo[] {
  const rows = org.table(org.schema.type('RecordType')!).filter((row) => row['SobjectType'] === type.name);
  return rows.map((row) => ({
    id: row['Id'] as string,
    name: row['Name'] as string,
    developerName: row['DeveloperName'] as string,
    isActive: row['IsActive'] === true,
    description: (row['Description'] as string | null | undefined) ?? null,
  }));
}
