import { bodyText } from '../../../simulator/kernel/wire.js';
import { directTransport } from '../../../simulator/server/direct.js';
import { isMap } from '../../../simulator/yaml/written.js';
import type { SystemName, Transport } from '../../../src/model/wire.js';
import type { Scene } from './scene.js';

const HOSTS: Readonly<Record<SystemName, string>> = {
  salesforce: 'localhost:4001',
  engagement: 'localhost:4002',
  intacct: 'localhost:4003',
};

/** Sends a program's calls to a stand-in of the stage, beside the sync core's. */
export function sendTo(system: SystemName, scene: Scene): Transport {
  return directTransport(scene.stage.simulator[system].standIn, HOSTS[system]);
}

/** Headers of a program that signed in as the acting user; envelopes of the XML gateway, and who asks for a token, bring their own sign-in. */
export async function session(
  system: SystemName,
  path: string,
  given: Readonly<Record<string, string>>,
  scene: Scene,
): Promise<Record<string, string>> {
  if (given['authorization'] !== undefined) return {};
  if (system === 'intacct') return REST.test(path) ? bearer(await intacctToken(scene)) : {};
  const unit = system === 'engagement' ? { 'pardot-business-unit-id': scene.stage.simulator.engagement.people.units()[0]! } : {};
  return { ...bearer(await salesforceToken(scene)), ...unit };
}

/** The body of a reply: parsed JSON, or the text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const REST = /^\/ia\/api\/v1\/(?!oauth2\/)/;

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function salesforceToken(scene: Scene): Promise<string> {
  const username = scene.stage.simulator.salesforce.people.read('User', scene.actor('salesforce'))?.['Username'];
  return token('salesforce', '/services/oauth2/token', { grant_type: 'password', username: String(username), password: 'backlot' }, scene);
}

function intacctToken(scene: Scene): Promise<string> {
  const { people, state } = scene.stage.simulator.intacct;
  const actor = scene.actor('intacct');
  const login = people.list('USERINFO').find((user) => String(user['RECORDNO']) === actor)?.['LOGINID'];
  const username = `${String(login)}@${state.id}`;
  return token('intacct', '/ia/api/v1/oauth2/token', { grant_type: 'client_credentials', username }, scene);
}

async function token(system: SystemName, path: string, grant: Readonly<Record<string, string>>, scene: Scene): Promise<string> {
  const reply = await sendTo(
    system,
    scene,
  )({
    method: 'POST',
    path,
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: 'backlot', client_secret: 'backlot', ...grant }).toString(),
  });
  const answer = parsed(bodyText(reply));
  if (isMap(answer) && typeof answer['access_token'] === 'string') return answer['access_token'];
  throw scene.place.problem(
    `${scene.by} cannot sign in to ${TITLES[system]}`,
    'Let an active user make the call, or bring an Authorization header.',
  );
}

const TITLES: Readonly<Record<SystemName, string>> = {
  salesforce: 'Salesforce',
  engagement: 'Account Engagement',
  intacct: 'Sage Intacct',
};
