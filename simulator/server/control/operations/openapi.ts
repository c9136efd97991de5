import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control, ControlRoute } from '../control.js';
import { json } from '../wire.js';

/** GET /_backlot/openapi.json - the control API in OpenAPI 3.1, made from its routes. */
export function describe({ state }: Call<Control>, routes: readonly ControlRoute[]): WireResponse {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  return json({
    openapi: '3.1.0',
    info: {
      title: 'backlot control API',
      version: state.version,
      description: 'Moves the clock, plans failures, plays steps, and shows what happened.',
    },
    servers: [{ url: state.urls().backlot }],
    paths,
    components: { schemas: { Error: ERROR } },
  });
}

function operation({ method, path, summary, body, query }: ControlRoute): unknown {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  return {
    operationId: `${method.toLowerCase()}${path.slice('/_backlot'.length).replace(/[/.:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(inPath.length + inQuery.length > 0 ? { parameters: [...inPath, ...inQuery] } : {}),
    ...(body === undefined ? {} : { requestBody: { description: body.about, content: { 'application/json': { example: body.example } } } }),
    responses: {
      '200': { description: summary },
      default: { description: 'Refused.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

const text = { type: 'string' };
const ERROR = {
  type: 'object',
  properties: { error: { type: 'object', properties: { code: text, message: text, hint: text }, required: ['code', 'message', 'hint'] } },
  required: ['error'],
};
