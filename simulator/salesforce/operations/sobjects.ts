import { describe, describeEntry } from '../describe.js';
import { notFound } from '../errors.js';
import { describedType, describedTypes } from '../events/event-types.js';
import type { SObjectType } from '../schema.js';
import { BySchema } from '../state/by-schema.js';
import { toJson } from '../state/print-record.js';
import { recordTypesOf } from '../state/record-types.js';
import { json, jsonText } from '../wire/reply.js';
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
  return conditionalDescribe(call, () =>
    jsonText(200, describeText(type, state.schema, versionOf(call), origin, recordTypesOf(state, type))),
  );
});

/** Describes as text: they are long, clients ask for them at every start, and they depend on the schema, the version and little else. */
const describes = new BySchema<string>(200);

function describeText(...[type, schema, version, origin, recordTypes]: Parameters<typeof describe>): string {
  const key = JSON.stringify([type.name, version, origin, recordTypes]);
  return describes.of(schema, key, () => toJson(describe(type, schema, version, origin, recordTypes)));
}

function described({ params, state }: SignedCall): SObjectType {
  const type = describedType(state.schema, params['type']!);
  if (type === undefined) throw notFound();
  return type;
}
