import { parse } from 'yaml';
import { BacklotError } from '../../kernel/errors.js';

/** A file that is no OpenAPI document, or one that cannot be used. */
export class SpecError extends BacklotError {
  readonly code = 'NO_OPENAPI';
  constructor(file: string, reason: string) {
    super(`${file} is no OpenAPI document: ${reason}`, 'Give one of version 3.0 or 3.1, as YAML or JSON, with its references inside it.');
  }
}

type Json = Readonly<Record<string, unknown>>;

/** One operation: which calls are meant, and what its replies look like. */
export type SpecOperation = {
  readonly method: string;
  /** As the document has it: `/objects/{object}/{key}`. */
  readonly path: string;
  readonly matches: RegExp;
  /** Literal parts of the path: of several that fit, the one with the most is meant. */
  readonly weight: number;
  readonly responses: Json;
  /** Where the operation stands, as a JSON pointer. */
  readonly pointer: string;
};

export type Spec = {
  readonly file: string;
  readonly version: '3.0' | '3.1';
  readonly root: Json;
  readonly operations: readonly SpecOperation[];
};

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads an OpenAPI document. Throws `SpecError`. */
export function readSpec(file: string, text: string): Spec {
  const root = readRoot(file, text);
  const [, version] = /^(3\.[01])\./.exec(String(root['openapi'])) ?? [];
  if (version === undefined) throw new SpecError(file, `its version is ${JSON.stringify(root['openapi'] ?? root['swagger'] ?? null)}`);
  const paths = mapOf(root['paths']);
  const bases = basesOf(root['servers']);
  const operations = Object.entries(paths).flatMap(([path, item]) => {
    const own = bases.length === 0 ? [''] : bases;
    const local = basesOf(mapOf(item)['servers']);
    return METHODS.flatMap((method) => {
      const operation = mapOf(item)[method];
      if (typeof operation !== 'object' || operation === null) return [];
      const pointer = `/paths/${escaped(path)}/${method}`;
      const responses = mapOf(mapOf(operation)['responses']);
      return [{ method: method.toUpperCase(), path, ...matcherOf(path, local.length > 0 ? local : own), responses, pointer }];
    });
  });
  if (operations.length === 0) throw new SpecError(file, 'it has no operations');
  return { file, version: version as Spec['version'], root, operations };
}

function readRoot(file: string, text: string): Json {
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: 1_000 });
  } catch (error) {
    throw new SpecError(file, (error as Error).message.split('\n')[0]!);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new SpecError(file, 'it is no map');
  return read as Json;
}

/** Paths of the servers' addresses; their variables stand for anything. */
function basesOf(servers: unknown): readonly string[] {
  const urls = Array.isArray(servers) ? servers.map((each) => String(mapOf(each)['url'] ?? '')) : [];
  return urls.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\/+$/, ''));
}

function matcherOf(path: string, bases: readonly string[]): { readonly matches: RegExp; readonly weight: number } {
  const pattern = (text: string): string =>
    text
      .split(/(\{[^{}]*\})/)
      .map((part, index) => (index % 2 === 1 ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('');
  const before = bases.map(pattern).join('|');
  return { matches: new RegExp(`^(?:${before})${pattern(path)}/?$`, 'i'), weight: path.replace(/\{[^{}]*\}/g, '').length };
}

/** What a pointer names; itself when it is no reference. Only references inside the document are followed. */
export function resolved(spec: Spec, value: unknown, depth = 0): Json {
  const { $ref } = mapOf(value);
  if (typeof $ref !== 'string') return mapOf(value);
  if (!$ref.startsWith('#/') || depth > 50) throw new SpecError(spec.file, `${$ref} cannot be followed`);
  const steps = $ref
    .slice(2)
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((at, step) => (Object.hasOwn(mapOf(at), step) ? mapOf(at)[step] : undefined), spec.root);
  if (found === undefined) throw new SpecError(spec.file, `${$ref} is not in it`);
  return resolved(spec, found, depth + 1);
}

export function mapOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A key as a step of a JSON pointer. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
