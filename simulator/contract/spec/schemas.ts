import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { mapOf, type Spec, SpecError } from './document.js';

type Json = Readonly<Record<string, unknown>>;

/** Checks values against schemas of a document. Each schema is compiled once. */
export class Schemas {
  readonly #ajv: Ajv;
  readonly #compiled = new Map<unknown, ValidateFunction>();
  readonly #definitions: Json;
  readonly #isOld: boolean;
  readonly #file: string;

  constructor(spec: Spec) {
    this.#file = spec.file;
    this.#isOld = spec.version === '3.0';
    // Words of OpenAPI that are none of JSON Schema say nothing of values.
    const options = { strict: false, allErrors: true, verbose: true, validateFormats: true } as const;
    this.#ajv = this.#isOld ? new Ajv(options) : (new Ajv2020(options) as unknown as Ajv);
    (addFormats as unknown as (ajv: Ajv) => void)(this.#ajv);
    this.#definitions = mapOf(this.#plain(mapOf(spec.root['components'])['schemas'] ?? {}));
  }

  /** What is wrong with a value; null when nothing is. Throws `SpecError` for a schema, that of `place`, which cannot be understood. */
  errors(schema: unknown, value: unknown, place: string): readonly ErrorObject[] | null {
    let validate = this.#compiled.get(schema);
    if (validate === undefined) {
      validate = this.#compile(schema, place);
      this.#compiled.set(schema, validate);
    }
    return validate(value) ? null : (validate.errors ?? []);
  }

  #compile(schema: unknown, place: string): ValidateFunction {
    try {
      return this.#ajv.compile({ allOf: [mapOf(this.#plain(schema))], components: { schemas: this.#definitions } });
    } catch (error) {
      throw new SpecError(this.#file, `the schema of ${place} cannot be understood: ${(error as Error).message}`);
    }
  }

  /** Schemas of version 3.0 in the words of JSON Schema. Source: OpenAPI 3.0.3, "Schema Object": nullable, exclusive bounds. */
  #plain(schema: unknown): unknown {
    if (!this.#isOld) return schema;
    if (Array.isArray(schema)) return schema.map((each) => this.#plain(each));
    if (typeof schema !== 'object' || schema === null) return schema;
    const own = Object.fromEntries(
      Object.entries(schema).flatMap(([key, each]) => (VALUES.has(key) ? [[key, each]] : [[key, this.#plain(each)]])),
    ) as Record<string, unknown>;
    for (const [exclusive, bound] of BOUNDS) {
      if (own[exclusive] === true) {
        own[exclusive] = own[bound];
        delete own[bound];
      } else if (own[exclusive] === false) delete own[exclusive];
    }
    const { nullable, ...rest } = own;
    if (nullable !== true) return typeof nullable === 'boolean' ? rest : own;
    return { anyOf: [rest, { type: 'null' }] };
  }
}

const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/** What stands below these is a value, and no schema. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);
