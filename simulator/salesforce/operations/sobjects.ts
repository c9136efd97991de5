import { OftenUsed } from '../../kernel/often-used.js';
import { describe, describeEntry } from '../describe.js';
import { notFound } from '../errors.js';
import { describedType, describedTypes } from '../events/event-types.js';
import type { Schema, SObjectType } from '../schema.js';
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

/** Describes of one schema that are kept as text. */
const DESCRIBES_MAX = 200;

const describes = new WeakMap<Schema, OftenUsed<string>>();

/** A describe as text. It is long, clients ask for it at every start, and it depends on these alone. */
function describeText(...[type, schema, version, origin, recordTypes]: Parameters<typeof describe>): string {
  const texts = describes.get(schema) ?? new OftenUsed(DESCRIBES_MAX);
  describes.set(schema, texts);
  const key = JSON.stringify([type.name, version, origin, recordTypes]);
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = toJson(describe(type, schema, version, origin, recordTypes));
  return texts.comesAgain(key) ? texts.keep(key, text) : text;
}

function described({ params, state }: SignedCall): SObjectType {
  const type = describedType(state.schema, params['type']!);
  if (type === undefined) throw notFound();
  return type;
}
