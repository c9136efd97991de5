import { NotRecordedError } from '../errors.js';
import { STAND_IN_LOGINS } from '../targets/stand-in.js';
import type { Target } from '../types.js';
import type { Cassette, RecordedExchange } from './cassette.js';
import { placeOf } from './record.js';

/** What a target said once, in its place. Nobody signs in to it, and it has nothing to clean up. */
export function cassetteTarget(name: string, cassettes: readonly Cassette[]): Target {
  const bySystem = new Map(cassettes.map((each) => [each.system, each]));
  const kept = new Map<string, RecordedExchange>();
  for (const { system, exchanges } of cassettes) {
    for (const exchange of exchanges) kept.set(keyOf(system, exchange.probe, exchange.step), exchange);
  }
  return {
    name,
    isStandIn: false,
    isRecorded: true,
    run: cassettes[0]?.run ?? null,
    login: (system) => {
      const cassette = bySystem.get(system);
      // Nothing is signed in with it; placeholders of requests must stand for something.
      return cassette === undefined ? null : { version: cassette.version, values: STAND_IN_LOGINS[system].values };
    },
    send: async (system, _request, about) => {
      const found = about === null ? undefined : kept.get(keyOf(system, about.probe.title, placeOf(about.step)));
      if (found === undefined) throw new NotRecordedError(name, about === null ? 'a sign-in' : placeOf(about.step));
      const body = found.body === null ? '' : JSON.stringify(found.body);
      return { status: found.status, headers: found.headers, body, masked: found.masked };
    },
    wait: async () => {},
    now: () => Date.parse(cassettes[0]?.recordedAt ?? ''),
  };
}

const keyOf = (system: string, probe: string, step: string): string => `${system}\n${probe}\n${step}`;
