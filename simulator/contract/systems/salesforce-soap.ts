import { xmlData } from '../reply-data.js';
import { manyOf, mapOf } from './reading.js';
import { keyOf } from './salesforce-ids.js';
import type { Effect, MadeRecord } from './system.js';

/** SOAP calls that change nothing. Source: SOAP API guide, "Core Calls", "Describe Calls", "Utility Calls". */
const READS =
  /^(?:login|logout|query|queryAll|queryMore|retrieve|search|describe\w+|getUserInfo|getServerTimestamp|getUpdated|getDeleted)$/;

/** Which records each call names, and by what. Source: SOAP API guide, "Core Calls". */
const NAMED: Readonly<Record<string, (content: Content) => readonly unknown[]>> = {
  update: ({ sObjects }) => manyOf(sObjects).map((record) => mapOf(record)['Id']),
  delete: ({ ids }) => manyOf(ids),
  merge: ({ request }) =>
    manyOf(request)
      .map(mapOf)
      .flatMap(({ masterRecord, recordToMergeIds }) => [mapOf(masterRecord)['Id'], ...manyOf(recordToMergeIds)]),
  convertLead: ({ leadConverts }) =>
    manyOf(leadConverts)
      .map(mapOf)
      .flatMap(({ leadId, accountId, contactId, opportunityId }) => [leadId, accountId, contactId, opportunityId].filter(isNamed)),
};

/** Members of a result that name what a lead became. Source: SOAP API guide, "LeadConvertResult". */
const CONVERTED = { accountId: 'Account', contactId: 'Contact', opportunityId: 'Opportunity' } as const;

type Content = Readonly<Record<string, unknown>>;

/** What the call in an envelope would do. */
export function soapEffectOf(envelope: string): Effect {
  const { name, content } = callIn(envelope);
  if (READS.test(name)) return { kind: 'read' };
  if (name === 'create') return { kind: 'make', text: envelope };
  const keys = Object.hasOwn(NAMED, name) ? NAMED[name]!(content) : [];
  return keys.length === 0 ? { kind: 'unknown' } : { kind: 'touch', keys: keys.map((key) => (typeof key === 'string' ? key : '')) };
}

/** Records that a call made. A conversion makes what its lead was not told to become. */
export function madeBySoap(envelope: string, reply: unknown): readonly MadeRecord[] {
  const { name, content } = callIn(envelope);
  const results = manyOf(mapOf(bodyOf(reply)[`${name}Response`])['result']).map(mapOf);
  if (name === 'create') {
    const types = manyOf(content['sObjects']).map((record) => String(mapOf(record)['type']));
    return results.flatMap(({ id, success }, index) => made(id, success, types[index] ?? ''));
  }
  if (name !== 'convertLead') return [];
  const asked = manyOf(content['leadConverts']).map(mapOf);
  return results.flatMap((result, index) =>
    Object.entries(CONVERTED).flatMap(([member, object]) =>
      isNamed(asked[index]?.[member]) ? [] : made(result[member], result['success'], object),
    ),
  );
}

function made(id: unknown, success: unknown, object: string): readonly MadeRecord[] {
  return typeof id === 'string' && /^\w{15,18}$/.test(id) && success === 'true' ? [{ key: keyOf(id), object, id }] : [];
}

function callIn(envelope: string): { readonly name: string; readonly content: Content } {
  try {
    const [[name, content] = ['', {}]] = Object.entries(bodyOf(xmlData(envelope)));
    return { name, content: mapOf(content) };
  } catch {
    return { name: '', content: {} };
  }
}

function bodyOf(data: unknown): Content {
  return mapOf(mapOf(mapOf(data)['Envelope'])['Body']);
}

function isNamed(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
