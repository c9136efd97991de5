import { bodyText, type SystemName, type WireRequest } from '../../kernel/wire.js';
import { UnreachableError } from '../errors.js';
import type { Target } from '../types.js';
import type { Connection } from './connection.js';

/** How a request reaches an address. Rejects when no reply arrives. Given from outside: this room has no network. */
export type Send = (
  request: WireRequest,
) => Promise<{ status: number; headers: Readonly<Record<string, string>>; body: Uint8Array | string }>;

/** The machine's time, given from outside. */
export type Time = { now(): number; wait(ms: number, signal: AbortSignal): Promise<void> };

/** Systems over the network, as a connection file names them. */
export function systemTarget(connection: Connection, sendTo: (url: string) => Send, time: Time): Target {
  const ways = new Map<string, Send>();
  const never = new AbortController().signal;
  const wayTo = (url: string): Send => {
    const known = ways.get(url) ?? sendTo(url);
    ways.set(url, known);
    return known;
  };
  const urlOf = (system: SystemName): string => connection.systems[system]?.url ?? connection.signInUrl ?? '';
  return {
    name: connection.name,
    isStandIn: connection.isStandIn,
    isRecorded: false,
    run: null,
    login: (system) => connection.systems[system]?.login ?? null,
    async send(system, request) {
      if (connection.pauseMs > 0) await time.wait(connection.pauseMs, never);
      try {
        const reply = await wayTo(urlOf(system))(request);
        return { status: reply.status, headers: reply.headers, body: bodyText(reply) };
      } catch (error) {
        throw new UnreachableError(system, urlOf(system), error);
      }
    },
    wait: (ms, signal) => time.wait(ms, signal ?? never),
    now: () => time.now(),
  };
}
