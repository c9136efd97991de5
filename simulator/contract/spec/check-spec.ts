import type { ErrorObject } from 'ajv';
import { below } from '../path.js';
import type { Exchange } from '../types.js';
import { mapOf, resolved, type Spec, type SpecOperation } from './document.js';
import { Schemas } from './schemas.js';

/** One place where replies are not as the document says, however many of them. */
export type SpecViolation = {
  /** The operation as the document has it: `GET /objects/{key}`. */
  readonly route: string;
  readonly status: number;
  /** Where in the replies: `status`, `content-type`, `body.records[*].Name`. */
  readonly path: string;
  readonly expected: string;
  /** How often it was met: in other replies, or in other items of one. */
  readonly count: number;
  /** The first of them. */
  readonly example: { readonly probe: string; readonly step: string; readonly path: string; readonly actual: unknown };
};

/** What is wrong in one place of one reply. */
type Fault = Pick<SpecViolation, 'path' | 'expected'> & { readonly actual: unknown };

export type SpecCheck = {
  readonly violations: readonly SpecViolation[];
  /** Replies that the document speaks of. */
  readonly checked: number;
  /** Routes of replies that it does not speak of. */
  readonly unknown: readonly string[];
};

/** Every reply against what the document says of its operation: its status, its media type and its body. */
export function checkSpec(spec: Spec, exchanges: readonly Exchange[]): SpecCheck {
  const schemas = new Schemas(spec);
  const violations = new Map<string, SpecViolation>();
  const unknown = new Set<string>();
  let checked = 0;
  for (const exchange of exchanges) {
    const operation = operationOf(spec, exchange);
    if (operation === undefined) unknown.add(`${exchange.step.method} ${exchange.step.path}`);
    else {
      checked += 1;
      for (const fault of faultsOf(spec, schemas, operation, exchange)) count(violations, fault, operation, exchange);
    }
  }
  return { violations: [...violations.values()], checked, unknown: [...unknown].sort() };
}

/** Faults of one kind are one violation: those of one operation and status, at one place, whatever the index of an item. */
function count(
  violations: Map<string, SpecViolation>,
  { path, expected, actual }: Fault,
  operation: SpecOperation,
  { probe, step, reply }: Exchange,
): void {
  const place = path.replace(/\[\d+\]/g, '[*]');
  const route = `${operation.method} ${operation.path}`;
  const key = [route, reply.status, place, expected].join('\n');
  const known = violations.get(key) ?? {
    ...{ route, status: reply.status, path: place, expected, count: 0 },
    example: { probe: probe.title, step: `${step.part} ${step.index + 1}`, path, actual },
  };
  violations.set(key, { ...known, count: known.count + 1 });
}

function operationOf({ operations }: Spec, { request }: Exchange): SpecOperation | undefined {
  const path = safelyDecoded(request.path);
  return operations
    .filter(({ method, matches }) => method === request.method && (matches.test(request.path) || matches.test(path)))
    .sort((one, other) => other.weight - one.weight)[0];
}

function faultsOf(spec: Spec, schemas: Schemas, operation: SpecOperation, { reply }: Exchange): readonly Fault[] {
  const described = responseOf(operation, reply.status);
  if (described === undefined) {
    return [{ path: 'status', expected: `one of ${Object.keys(operation.responses).join(', ')}`, actual: reply.status }];
  }
  const content = mapOf(resolved(spec, described)['content']);
  const types = Object.keys(content);
  if (types.length === 0) return [];
  const type = (reply.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const media = types.find((each) => fitsType(each, type));
  if (media === undefined) {
    return reply.text === '' ? [] : [{ path: 'content-type', expected: `one of ${types.join(', ')}`, actual: type }];
  }
  const { schema } = mapOf(content[media]);
  if (schema === undefined || !/json|\*/.test(media)) return [];
  const errors = schemas.errors(schema, reply.data, `${operation.method} ${operation.path} ${reply.status}`) ?? [];
  return mostTelling(errors).map((error) => ({ path: pathOf(error), expected: expectedOf(error), actual: actualOf(error) }));
}

/** By its number, by its class (`4XX`), or by the one for all others. */
function responseOf({ responses }: SpecOperation, status: number): unknown {
  const ofClass = `${String(status)[0]}XX`;
  return responses[String(status)] ?? responses[ofClass] ?? responses[ofClass.toLowerCase()] ?? responses['default'];
}

function fitsType(pattern: string, type: string): boolean {
  const wanted = pattern.split(';')[0]!.trim().toLowerCase();
  if (wanted === type || wanted === '*/*') return true;
  return wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1));
}

/** Without what only says that something below is wrong, when that is told as well. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const inner = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'allOf', 'if', '$ref'].includes(keyword));
  // A value that may be null is told of twice: as the wrong thing, and as not null.
  const told = inner.filter(
    (error) => !isOfNull(error) || !inner.some((other) => other !== error && other.instancePath.startsWith(error.instancePath)),
  );
  return told.length > 0 ? told : errors;
}

const isOfNull = ({ keyword, params }: ErrorObject): boolean => keyword === 'type' && params['type'] === 'null';

function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = steps.reduce((at, step) => below(at, /^\d+$/.test(step) ? Number(step) : step), 'body');
  if (keyword === 'required') return below(path, String(params['missingProperty']));
  if (keyword === 'additionalProperties') return below(path, String(params['additionalProperty']));
  return keyword === 'unevaluatedProperties' ? below(path, String(params['unevaluatedProperty'])) : path;
}

function expectedOf({ keyword, params, message, schema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return [schema].flat().join(' or ');
    case 'enum':
      return `one of ${(params['allowedValues'] as readonly unknown[]).map((each) => JSON.stringify(each)).join(', ')}`;
    case 'required':
      return 'to be there';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'not to be there';
    default:
      return message ?? keyword;
  }
}

function actualOf({ keyword, params, data }: ErrorObject): unknown {
  if (keyword === 'required') return undefined;
  const name = params['additionalProperty'] ?? params['unevaluatedProperty'];
  return name === undefined ? data : mapOf(data)[String(name)];
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
