import { z } from 'zod';
import { withoutSecrets } from '../../../simulator/kernel/secrets.js';
import { bodyText } from '../../../simulator/kernel/wire.js';
import { directTransport } from '../../../simulator/server/direct.js';
import { isMap, plain } from '../../../simulator/yaml/written.js';
import type { SystemName } from '../../../src/model/wire.js';
import { fields, matcher, newName, SYSTEMS, text } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';
import type { HttpReply } from '../stage/names.js';
import type { Scene } from '../stage/scene.js';

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\/\S*)$/;
const HOSTS: Readonly<Record<SystemName, string>> = {
  salesforce: 'localhost:4001',
  engagement: 'localhost:4002',
  intacct: 'localhost:4003',
};

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
    const headers = { ...(body.isJson ? { 'content-type': 'application/json' } : {}), ...(await session(system, given, scene)), ...given };
    const send = directTransport(scene.stage.simulator[system].standIn, HOSTS[system]);
    const reply = await send({ method, path, query, headers, body: body.text });
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
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
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

/** Headers of a program that signed in as the acting user; Intacct's envelopes bring their own sign-in. */
async function session(system: SystemName, given: Readonly<Record<string, string>>, scene: Scene): Promise<Record<string, string>> {
  if (system === 'intacct' || given['authorization'] !== undefined) return {};
  const token = await tokenOf(scene);
  const unit = system === 'engagement' ? { 'pardot-business-unit-id': scene.stage.simulator.engagement.people.units()[0]! } : {};
  return { authorization: `Bearer ${token}`, ...unit };
}

async function tokenOf(scene: Scene): Promise<string> {
  const { salesforce } = scene.stage.simulator;
  const username = salesforce.people.read('User', scene.actor('salesforce'))?.['Username'];
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: 'backlot',
    client_secret: 'backlot',
    username: String(username),
    password: 'backlot',
  });
  const reply = await directTransport(
    salesforce.standIn,
    HOSTS.salesforce,
  )({
    method: 'POST',
    path: '/services/oauth2/token',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const answer = parsed(bodyText(reply));
  if (isMap(answer) && typeof answer['access_token'] === 'string') return answer['access_token'];
  throw scene.place.problem(
    `${scene.by} cannot sign in to Salesforce`,
    'Let an active user make the call, or bring an Authorization header.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
