import { z } from 'zod';
import { probeForm, stepForm, THEN } from './forms.js';

type JsonSchema = Record<string, unknown>;

/** The JSON Schema of probe files, from the forms that the parser uses, for editors. */
export function probeSchema(): JsonSchema {
  const file = jsonSchema(probeForm);
  const steps = { type: ['array', 'null'], items: { $ref: '#/$defs/step' } };
  return {
    ...file,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'backlot probe',
    properties: {
      ...(file['properties'] as JsonSchema),
      needs: steps,
      given: steps,
      steps: { ...steps, minItems: 1 },
      [THEN]: steps,
      cleanup: steps,
    },
    $defs: { step: jsonSchema(stepForm) },
  };
}

function jsonSchema(form: z.ZodType): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(form, {
    io: 'output',
    unrepresentable: 'any',
    // Maps are checked by the parser; what editors need to know is that they are maps.
    override: ({ zodSchema, jsonSchema: made }) => {
      if (zodSchema._zod.def.type === 'custom') made.type = 'object';
    },
  }) as JsonSchema;
  return schema;
}
