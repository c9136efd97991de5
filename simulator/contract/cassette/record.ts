import type { SystemName } from '../../kernel/wire.js';
import type { Exchange, Login, ProbeStep } from '../types.js';
import { type Cassette, cassetteText, type RecordedExchange } from './cassette.js';
import { Pseudonyms } from './pseudonyms.js';
import { redactBody } from './redact.js';
import { keptText, type ScalarContext } from './scalars.js';
import { checkForSecrets, secretsOf } from './secrets.js';
import { keptQuery, type Vocabulary, vocabularyOf } from './vocabulary.js';
import { wantedOf } from './wanted.js';

export type Recording = {
  readonly exchanges: readonly Exchange[];
  readonly target: string;
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly logins: Readonly<Partial<Record<SystemName, Login>>>;
};

/** Headers of replies that are kept; of all others nothing is, unless the probe names them. */
const HEADERS: ReadonlySet<string> = new Set(['content-type', 'retry-after', 'location', 'allow', 'www-authenticate']);

/**
 * The cassettes of a recording, by system, as texts to write. Throws `SecretFoundError` when one of them would have a secret in it.
 * What was said to requests of sign-in is never kept.
 */
export function record(recording: Recording): ReadonlyMap<SystemName, string> {
  const pseudonyms = new Pseudonyms();
  const vocabularies = new Map<Exchange['probe'], Vocabulary>();
  const bySystem = new Map<SystemName, RecordedExchange[]>();
  for (const exchange of recording.exchanges) {
    const { probe, system } = exchange;
    if (exchange.step.part === 'cleanup') continue;
    const vocabulary = vocabularies.get(probe) ?? vocabularyOf(probe, recording.run);
    vocabularies.set(probe, vocabulary);
    const kept = keptExchange(exchange, { vocabulary, pseudonyms, at: recording.at });
    bySystem.set(system, [...(bySystem.get(system) ?? []), kept]);
  }
  const secrets = secretsOf(Object.values(recording.logins), recording.exchanges);
  const isOwn = (value: string): boolean => [...vocabularies.values()].some(({ texts, words }) => texts.has(value) || words.has(value));
  const texts = new Map<SystemName, string>();
  for (const [system, exchanges] of bySystem) {
    // The request stands there as the probe's file has it; what came from the target is what there is to fear.
    checkForSecrets(JSON.stringify(exchanges.map(({ headers, body }) => ({ headers, body }))), secrets, isOwn);
    texts.set(system, cassetteText(cassetteOf(recording, system, exchanges)));
  }
  return texts;
}

function cassetteOf({ target, at, run, logins }: Recording, system: SystemName, exchanges: RecordedExchange[]): Cassette {
  const version = logins[system]?.version ?? '';
  return { cassette: 1, system, version, target, recordedAt: new Date(at).toISOString(), run, exchanges };
}

/** Which request of a probe: `steps 2`. */
export function placeOf({ part, index }: Pick<ProbeStep, 'part' | 'index'>): string {
  return `${part} ${index + 1}`;
}

function keptExchange({ probe, step, reply }: Exchange, context: ScalarContext): RecordedExchange {
  const { value, masked } = redactBody(reply.data, wantedOf(probe, step), context);
  const named = new Set(Object.keys(step.expect.headers).map((name) => name.toLowerCase()));
  const headers = Object.entries(reply.headers).filter(([name]) => HEADERS.has(name) || named.has(name));
  return {
    probe: probe.title,
    step: placeOf(step),
    request: `${step.method} ${step.path}`,
    query: keptQuery(step),
    status: reply.status,
    headers: Object.fromEntries(headers.map(([name, each]) => [name, keptHeader(name, each, context)])),
    body: value,
    masked: [...masked],
  };
}

/** Media types and counts of seconds are kept as they are. */
function keptHeader(name: string, value: string, context: ScalarContext): string {
  if (name === 'content-type') return /^[\w.+-]+\/[\w.+-]+(?:;\s*charset=[\w-]+)?$/i.test(value) ? value : 'text/plain';
  return /^\d{1,4}$/.test(value) ? value : keptText(value.split('?')[0]!, context);
}
