import { z } from 'zod';
import { storyForm } from './story.js';
import type { Verb } from './verb.js';

type JsonSchema = Record<string, unknown>;

/** Keys that a schema may complete, beside the verbs: settings by their full keys, and types with their fields. */
export type Known = {
  readonly settings: readonly { readonly key: string; readonly label: string }[];
};

/** The JSON Schema of scenario files, from the declarations that the parser uses. Editors complete verbs and settings by it. */
export function scenarioSchema(verbs: ReadonlyMap<string, Verb>, known: Known): JsonSchema {
  const file = jsonSchema(storyForm);
  const settings = Object.fromEntries(known.settings.map(({ key, label }) => [key, { description: label }]));
  const steps = { type: ['array', 'null'], items: { $ref: '#/$defs/step' } };
  return {
    ...file,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'backlot scenario',
    properties: {
      ...(file['properties'] as JsonSchema),
      given: steps,
      steps,
      settings: { type: ['object', 'null'], properties: settings },
    },
    $defs: { step: { oneOf: [...verbs.values()].map((verb) => stepSchema(verb, settings)) } },
  };
}

function stepSchema(verb: Verb, settings: JsonSchema): JsonSchema {
  const form = verb.name === 'set' ? { type: 'object', properties: settings } : jsonSchema(verb.form);
  const fails = verb.isCheck === true ? {} : { fails: { type: ['string', 'number', 'boolean'] } };
  return {
    type: 'object',
    description: verb.about,
    properties: { [verb.name]: { ...form, description: verb.about }, by: { type: 'string' }, label: { type: 'string' }, ...fails },
    required: [verb.name],
    additionalProperties: false,
  };
}

function jsonSchema(form: z.ZodType): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(form, { io: 'output', unrepresentable: 'any' }) as JsonSchema;
  return schema;
}
