import { z } from 'zod';
import { withoutSecrets } from '../../../simulator/kernel/secrets.js';
import { bodyText } from '../../../simulator/kernel/wire.js';
import { isMap, plain } from '../../../simulator/yaml/written.js';
import type { SystemName } from '../../../src/model/wire.js';
import { fields, matcher, newName, SYSTEMS, text } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';
import type { HttpReply } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';
import { parsed, sendTo, session } from '../stage/signed-in.js';

/** A query may have blanks, as SOQL does; they are sent as a browser sends them. */
const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\/[^\s?]*(?:\?.*\S)?)\s*$/;
const line = text
  .refine((value) => REQUEST.test(value), { error: 'is not a request line' })
  .meta({ write: 'Write a method and a path: GET /services/data/v62.0/limits' });

/** A raw call by a program that is signed in as the acting user. */
export const http = verb({
  name: 'http',
  about: 'A raw probe of a stand-in, signed in as the acting user unless it brings its own Authorization header.',
  form: z
    .strictObject({
      salesforce: line.optional(),
      engagement: line.optional(),
      intacct: line.optional(),
      headers: fields.optional(),
      body: matcher.optional(),
      as: newName.optional(),
    })
    .refine((form) => SYSTEMS.filter((system) => form[system] !== undefined).length === 1, { error: 'does not name exactly one system' })
    .meta({ write: 'Write { salesforce: GET /services/data/v62.0/limits, as: reply }.' }),
  text: (form) => withoutSecrets(`calls ${systemOf(form)} ${form[systemOf(form)] ?? ''}`),
  isCheck: true,
  scan: ({ as, body, headers, ...rest }, sight) => {
    scanLine(rest, sight);
    sight.references(headers ?? null, sight.place.sub('headers'));
    if (typeof body !== 'string' || !/\s/.test(body)) sight.references(body ?? null, sight.place.sub('body'));
    if (as !== undefined) sight.declare(as, { kind: 'reply' }, sight.place.sub('as'));
  },
  act: async (form, scene) => {
    const system = systemOf(form);
    const [, method = 'GET', target = '/'] = REQUEST.exec(form[system] ?? '') ?? [];
    const [path = '/', query = ''] = split(target);
    const body = bodyOf(form.body, scene);
    const given = Object.fromEntries(
      Object.entries(form.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(plain(scene.resolved(value, scene.place)))]),
    );
    const headers = {
      ...(body.isJson ? { 'content-type': 'application/json' } : {}),
      ...(await session(system, path, given, scene)),
      ...given,
    };
    const reply = await sendTo(system, scene)({ method, path, query, headers, body: body.text });
    const kept: HttpReply = { status: reply.status, headers: reply.headers, body: parsed(bodyText(reply)) };
    if (form.as !== undefined) scene.names.declare(form.as, { kind: 'reply', reply: kept }, scene.place.sub('as'));
  },
});

/** A reference stands for a value only where it is the whole of it; in a path it would be sent as it stands. */
function scanLine(form: Partial<Record<SystemName, string | undefined>>, sight: Sight): void {
  const system = systemOf(form);
  const [, name] = /\$([A-Za-z_][\w-]*)/.exec(form[system] ?? '') ?? [];
  if (name === undefined || !sight.told.names.has(name)) return;
  const hint = 'Ask for the record by a value of it, such as /query?q=SELECT+Id+FROM+Lead+WHERE+LastName=…, or use the TypeScript twin.';
  sight.tell(sight.place.sub(system).problem(`"$${name}" stands for a record only where it is the whole value`, hint));
}

function systemOf(form: Partial<Record<SystemName, string | undefined>>): SystemName {
  return SYSTEMS.find((system) => form[system] !== undefined) ?? 'salesforce';
}

function split(target: string): [string, string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1).replaceAll(/\s/g, '%20')];
}

function bodyOf(raw: unknown, scene: Scene): { text: string; isJson: boolean } {
  if (raw === undefined || raw === null) return { text: '', isJson: false };
  if (typeof raw === 'string') return { text: String(scene.resolved(raw, scene.place.sub('body'))), isJson: false };
  return { text: JSON.stringify(resolvedDeep(raw, scene)), isJson: true };
}

function resolvedDeep(value: unknown, scene: Scene): unknown {
  if (Array.isArray(value)) return value.map((each) => resolvedDeep(each, scene));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolvedDeep(each, scene)]));
  return plain(scene.resolved(value, scene.place.sub('body')));
}
