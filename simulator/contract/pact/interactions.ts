import type { SystemName } from '../../kernel/wire.js';
import { fillValue } from '../language/placeholders.js';
import { Caller } from '../play/caller.js';
import { playProbe } from '../play/play-probe.js';
import { mapOf, readJson } from '../systems/reading.js';
import { standInTarget } from '../targets/stand-in.js';
import type { Exchange, Probe, ProbeReply, ProbeRequest, Target } from '../types.js';
import { pactOf, UNSAID } from './matchers.js';

/** A request as it was sent, sign-ins among them. */
export type SentRequest = { readonly system: SystemName; readonly request: ProbeRequest };

/** One request that somebody relies on, with what must hold of the reply. */
export type PactInteraction = {
  readonly system: SystemName;
  readonly description: string;
  /** The provider state: everything that was sent before, to a stand-in of a new world. */
  readonly state: string;
  readonly before: readonly SentRequest[];
  readonly request: ProbeRequest;
  readonly status: number;
  readonly contentType: string | null;
  /** Of JSON: values and matchers. Undefined where nothing is said of the body, or where it is XML. */
  readonly json?: unknown;
  /** Of XML: the reply itself, whose elements and types must be there. */
  readonly xml?: string;
};

/** The prefix of what probes make. It is always the same, so that what is sent always is. */
const RUN = 'blpact';

/**
 * The requests of probes as interactions. A stand-in of a new world always answers the same, so that whoever sends what was sent before finds
 * the ids and the sessions that an interaction names.
 */
export async function interactionsOf(probes: readonly Probe[]): Promise<readonly PactInteraction[]> {
  const interactions: PactInteraction[] = [];
  for (const probe of probes) interactions.push(...(await interactionsOfOne(probe)));
  return interactions;
}

async function interactionsOfOne(probe: Probe): Promise<readonly PactInteraction[]> {
  const target = standInTarget();
  const sent: SentRequest[] = [];
  const places = new Map<ProbeRequest, number>();
  const watched: Target = {
    ...target,
    send: (system, request, about) => {
      places.set(request, sent.length);
      sent.push({ system, request });
      return target.send(system, request, about);
    },
  };
  const { playing } = await playProbe(probe, watched, new Caller(watched, undefined), { run: RUN, allowed: new Set() });
  const replies = new Map<string, ProbeReply>();
  return playing.exchanges.flatMap((exchange) => {
    const { step, request, reply } = exchange;
    if (step.as !== null) replies.set(step.as, reply);
    if (step.part === 'given' || step.part === 'cleanup' || isBroken(request)) return [];
    const place = `${step.part} ${step.index + 1}`;
    const description = `${probe.title} (${place})`;
    const before = sent.slice(0, places.get(request));
    const scope = { run: RUN, login: target.login(probe.system)!, replies };
    return [{ system: probe.system, description, state: description, before, request, status: reply.status, ...said(exchange, scope) }];
  });
}

/** A body that calls itself JSON and is none: to Pact every body of that type is JSON. */
function isBroken({ headers, body }: ProbeRequest): boolean {
  return body !== '' && headers['content-type']?.includes('json') === true && readJson(body) === null;
}

function said({ step, reply }: Exchange, scope: Parameters<typeof fillValue>[1]): Pick<PactInteraction, 'contentType' | 'json' | 'xml'> {
  const contentType = reply.headers['content-type'] ?? null;
  if (reply.text.trimStart().startsWith('<'))
    return /^(?:application|text)\/xml\b/.test(contentType ?? '') && areAlike(reply.data)
      ? { contentType, xml: reply.text }
      : { contentType };
  if (step.expect.body === undefined || !/\bjson\b/.test(contentType ?? '')) return { contentType };
  const json = withDecimals(pactOf(fillValue(step.expect.body, scope), reply.data), reply.text);
  return json === UNSAID ? { contentType } : { contentType, json };
}

/** Whether repeated elements have the same children, as Pact takes them to have; a result that failed has others than one that did not. */
function areAlike(xml: unknown): boolean {
  if (typeof xml !== 'object' || xml === null) return true;
  if (Array.isArray(xml) && new Set(xml.map((each) => Object.keys(mapOf(each)).sort().join())).size > 1) return false;
  return Object.values(xml).every(areAlike);
}

/** Numbers that the vendor writes with a decimal point are others to Pact, so that only their being numbers is told. */
function withDecimals(value: unknown, text: string): unknown {
  if (typeof value === 'number') return new RegExp(`[:,[]\\s*${value}\\.0`).test(text) ? { 'pact:matcher:type': 'number', value } : value;
  if (Array.isArray(value)) return value.map((each) => withDecimals(each, text));
  if (typeof value !== 'object' || value === null || 'pact:matcher:type' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withDecimals(each, text)]));
}
