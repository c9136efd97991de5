import { readReply, xmlData } from '../../simulator/contract/reply-data.js';
import { SYSTEMS } from '../../simulator/contract/systems/index.js';
import { manyOf, mapOf, readJson } from '../../simulator/contract/systems/reading.js';
import { ROUTES as ENGAGEMENT } from '../../simulator/engagement/routes.js';
import { ROUTES as INTACCT } from '../../simulator/intacct/routes.js';
import { Router } from '../../simulator/kernel/routes.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { routes as SALESFORCE } from '../../simulator/salesforce/routes.js';

/** A call as a trace or a probe has it. */
export type SeenCall = {
  readonly system: SystemName;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly status: number;
  readonly reply: string;
};

type Map = Readonly<Record<string, unknown>>;

const ROUTERS = { salesforce: new Router(SALESFORCE), engagement: new Router(ENGAGEMENT), intacct: new Router(INTACCT) };

/** What a call uses of a vendor: its route, the fields it reads and writes, and the error codes of its reply. */
export function usesOf(call: SeenCall): readonly string[] {
  const found = ROUTERS[call.system].find(call.method, call.path);
  const route = found.route === null ? [] : [`route ${found.route.method} ${found.route.path}`];
  const reply = readReply({ status: call.status, headers: {}, body: call.reply });
  const errors = SYSTEMS[call.system].errors(reply).map((code) => `error ${code}`);
  return [...route, ...FIELDS[call.system](call), ...errors].map((use) => `${call.system}: ${use}`);
}

const FIELDS: Readonly<Record<SystemName, (call: SeenCall) => readonly string[]>> = {
  salesforce({ path, query, body }) {
    const [, columns, object] = /^SELECT (.+?) FROM (\w+)/s.exec(new URLSearchParams(query).get('q') ?? '') ?? [];
    if (columns !== undefined) return columns.split(',').map((column) => `read ${object}.${column.trim()}`);
    const described = /\/sobjects\/(\w+)\/describe$/.exec(path);
    if (described !== null) return [`describe ${described[1]}`];
    return recordsOf(body).flatMap((record) => {
      const type = String(mapOf(record['attributes'])['type']);
      return Object.keys(record).flatMap((name) => (name === 'attributes' ? [] : [`write ${type}.${name}`]));
    });
  },

  engagement({ path, query, body }) {
    const collection = path.split('/').at(-1)!;
    const fields = new URLSearchParams(query).get('fields')?.split(',') ?? [];
    const written = path.endsWith('/lookup')
      ? Object.keys(mapOf(readJson(body))).map((key) => `look up ${path.split('/').at(-2)} by ${key}`)
      : recordsOf(body)
          .flatMap((record) => pathsOf(record))
          .map((name) => `write ${collection}.${name}`);
    return [...fields.map((name) => `read ${collection}.${name}`), ...written];
  },

  intacct({ body }) {
    return functionsIn(body).flatMap(([name, content]) => {
      const object = mapOf(content)['object'];
      if (name === 'query') {
        const fields = manyOf(mapOf(mapOf(content)['select'])['field']);
        return [`function query ${String(object)}`, ...fields.map((field) => `read ${String(object)}.${String(field)}`)];
      }
      if (name === 'get_list') return [`function get_list ${String(mapOf(content)['@object'])}`];
      if (object !== undefined) return [`function ${name} ${String(object)}`];
      return [
        `function ${name}`,
        ...pathsOf(mapOf(content)).map((path) => `write ${name === 'create' || name === 'update' ? '' : `${name}.`}${path}`),
      ];
    });
  },
};

function recordsOf(body: string): readonly Map[] {
  return manyOf(mapOf(readJson(body))['records']).map(mapOf);
}

/** The places of a map that hold something, by their names; items of lists count together. */
function pathsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(pathsOf))];
  const entries = Object.entries(mapOf(value)).filter(([key]) => !/^[@#]/.test(key));
  return entries.flatMap(([key, each]) => {
    const below = pathsOf(each);
    return below.length === 0 ? [key] : below.map((path) => `${key}.${path}`);
  });
}

function functionsIn(body: string): readonly (readonly [string, unknown])[] {
  if (!body.trimStart().startsWith('<')) return [];
  const { operation } = mapOf(mapOf(xmlData(body))['request']);
  return manyOf(mapOf(mapOf(operation)['content'])['function']).flatMap((call) =>
    Object.entries(mapOf(call)).filter(([name]) => !name.startsWith('@')),
  );
}
