import { describe, describeEntry, type RecordTypeInfo } from '../describe.js';
import { notFound } from '../errors.js';
import { describedType, describedTypes } from '../events/event-types.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { json } from '../wire/reply.js';
import { versionOf } from './address.js';
import { conditionalDescribe } from './conditions.js';
import { recentItems } from './recent.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/sobjects - every object. Source: REST API guide, "Describe Global". */
export const describeGlobal = signedIn((call: SignedCall) =>
  conditionalDescribe(call, () => {
    const sobjects = describedTypes(call.state.schema).map((type) => describeEntry(type, versionOf(call)));
    return json(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
  }),
);

/** GET /services/data/:version/sobjects/:type - the object in short, and records of it. Source: REST API guide, "sObject Basic Information". */
export const basicInformation = signedIn((call: SignedCall) =>
  json(200, { objectDescribe: describeEntry(described(call), versionOf(call)), recentItems: recentItems(call, described(call)) }),
);

/** GET /services/data/:version/sobjects/:type/describe - the object in full. Source: REST API guide, "sObject Describe". */
export const describeObject = signedIn((call: SignedCall) => {
  const { state, origin } = call;
  const type = described(call);
  return conditionalDescribe(call, () => json(200, describe(type, state.schema, versionOf(call), origin, recordTypesOf(state, type))));
});

function described({ params, state }: SignedCall): SObjectType {
  const type = describedType(state.schema, params['type']!);
  if (type === undefined) throw notFound();
  return type;
}

/** The record types of an object, for describes. */
export function recordTypesOf(org: SalesforceOrg, type: SObjectType): readonly RecordTypeInfo[] {
  const rows = org.table(org.schema.type('RecordType')!).filter((row) => row['SobjectType'] === type.name);
  return rows.map((row) => ({
    id: row['Id'] as string,
    name: row['Name'] as string,
    developerName: row['DeveloperName'] as string,
    isActive: row['IsActive'] === true,
  }));
}
