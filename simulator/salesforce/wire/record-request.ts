import type { WireRequest } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';
import type { SObjectType } from '../schema.js';
import { type JsonBody, readJson } from './body.js';
import { isMultipart, readParts } from './multipart.js';
import { checkJsonValues } from './record-body.js';

/**
 * Reads the record of a request: JSON or XML; or multipart, where one part is the record and the others are contents of its binary fields.
 *
 * Source: REST API guide, "Insert or Update Blob Data".
 */
export function readRecordRequest(type: SObjectType, request: WireRequest): JsonBody {
  if (!isMultipart(request)) {
    const body = readJson(request);
    checkJsonValues(type, body.value, body);
    return body;
  }
  const [entity, ...contents] = [...readParts(request)].sort((a, b) => Number(a.fileName !== null) - Number(b.fileName !== null));
  if (entity === undefined) throw broken('The multipart request must have a part with the record');
  const body = readJson({ ...request, headers: { 'content-type': 'application/json' }, body: entity.body });
  checkJsonValues(type, body.value, body);
  const value: Record<string, unknown> = Object.assign(Object.create(null) as Record<string, unknown>, body.value);
  for (const { name, body: content } of contents) {
    const field = type.field(name);
    if (field?.type !== 'base64') throw broken(`The part ${name} is no binary field of ${type.name}`);
    value[field.name] = Buffer.from(content).toString('base64');
  }
  return { value, text: body.text };
}

const broken = (message: string) => new SalesforceError('INVALID_MULTIPART_REQUEST', message);
