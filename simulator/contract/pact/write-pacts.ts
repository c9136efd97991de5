import type { SystemName } from '../../kernel/wire.js';
import { readJson } from '../systems/reading.js';
import type { Send } from '../targets/system.js';
import type { PactInteraction } from './interactions.js';

/** What of `@pact-foundation/pact` is used: its `PactV4`. The library is an optional peer, so that its types are not here. */
export type PactLibrary = {
  readonly PactV4: new (options: {
    consumer: string;
    provider: string;
    dir: string;
    logLevel: 'error';
  }) => { addInteraction(): Unconfigured };
};

type Unconfigured = {
  given(state: string): Unconfigured;
  uponReceiving(description: string): Unconfigured;
  withRequest(method: string, path: string, build: (builder: Builder) => void): Requested;
};
type Requested = { willRespondWith(status: number, build: (builder: Builder) => void): Described };
type Described = { executeTest<T>(test: (server: { url: string }) => Promise<T>): Promise<T | undefined> };
type Builder = {
  /** What the library's own builders hand bodies to: none of them takes a form, a CSV or SOAP as it is. */
  readonly interaction: { withRequestBody(body: string, contentType: string): unknown };
  query(query: Record<string, string | string[]>): Builder;
  headers(headers: Record<string, unknown>): Builder;
  jsonBody(body: unknown): Builder;
  xmlBody(body: string): Builder;
  matchingRules(rules: unknown): Builder;
};

/** Providers as files name them. */
export const PROVIDERS: Readonly<Record<SystemName, string>> = {
  salesforce: 'salesforce',
  engagement: 'account-engagement',
  intacct: 'sage-intacct',
};

/** Writes a Pact file for each system: the library checks that what is sent is what the file says. Gives their number of interactions. */
export async function writePacts(
  library: PactLibrary,
  interactions: readonly PactInteraction[],
  dir: string,
  sendTo: (url: string) => Send,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const system of Object.keys(PROVIDERS) as SystemName[]) {
    const own = interactions.filter((each) => each.system === system);
    if (own.length === 0) continue;
    const pact = new library.PactV4({ consumer: 'backlot', provider: PROVIDERS[system], dir, logLevel: 'error' });
    for (const interaction of own) await writeSurely(pact, interaction, sendTo);
    counts[PROVIDERS[system]] = own.length;
  }
  return counts;
}

/** How often an interaction is played before the library's word that no request came is taken. */
const ATTEMPTS = 5;

/**
 * Pact's server answers first and notes the request later, on a thread of its own, so that a library that asks at once may miss a request
 * that was answered as planned. Such an interaction is played again.
 */
async function writeSurely(
  pact: InstanceType<PactLibrary['PactV4']>,
  interaction: PactInteraction,
  sendTo: (url: string) => Send,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOne(pact.addInteraction(), interaction, sendTo);
    } catch (error) {
      if (attempt === ATTEMPTS || !String(error).includes('expected but not received')) throw error;
    }
  }
}

async function writeOne(pact: Unconfigured, interaction: PactInteraction, sendTo: (url: string) => Send): Promise<void> {
  const { state, description, request, status } = interaction;
  await pact
    .given(state)
    .uponReceiving(description)
    .withRequest(request.method, request.path, (builder) => describeRequest(builder, interaction))
    .willRespondWith(status, (builder) => describeReply(builder, interaction))
    .executeTest(async ({ url }) => {
      const reply = await sendTo(url)({ ...request });
      if (reply.status !== status) throw new Error(`${description}: the library did not take the request: ${String(reply.body)}`);
    });
}

function describeRequest(builder: Builder, { request }: PactInteraction): void {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(request.query)) query[name] = [...(query[name] ?? []), value];
  if (request.query !== '') builder.query(query);
  // A session's token is a token of some form.
  const headers = Object.entries(request.headers).map(([name, value]) => [name, name === 'authorization' ? token(value) : value]);
  builder.headers(Object.fromEntries(headers));
  if (request.body === '') return;
  const json = request.headers['content-type']?.includes('json') === true ? readJson(request.body) : null;
  if (json !== null) builder.jsonBody(json);
  else builder.interaction.withRequestBody(request.body, request.headers['content-type'] ?? 'text/plain');
}

function describeReply(builder: Builder, { contentType, json, xml }: PactInteraction): void {
  if (json !== undefined) builder.jsonBody(json);
  if (xml !== undefined) {
    builder.xmlBody(xml);
    builder.matchingRules({ body: { path: '$', rules: [{ 'pact:matcher:type': 'type' }] } });
  }
  // After the body, which would take its place.
  if (contentType !== null) builder.headers({ 'content-type': mediaType(contentType) });
}

const token = (value: string): unknown => ({ 'pact:matcher:type': 'regex', regex: '^\\S+ \\S.*$', value });

/** A content type of the same media type, whatever its parameters. */
function mediaType(value: string): unknown {
  const [type = ''] = value.split(';');
  return { 'pact:matcher:type': 'regex', regex: `^${type.trim().replace(/[.+/]/g, '\\$&')}(;.*)?$`, value };
}
