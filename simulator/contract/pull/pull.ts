import type { SystemName } from '../../kernel/wire.js';
import { Caller as TargetCaller } from '../play/caller.js';
import { SYSTEMS } from '../systems/index.js';
import type { Session } from '../systems/system.js';
import type { Login, Target } from '../types.js';
import type { Caller, PulledFiles } from './caller.js';
import { pullEngagement } from './engagement.js';
import { type AskGateway, pullIntacct } from './intacct.js';
import { pullSalesforce } from './salesforce.js';

export type PullOptions = {
  /** Objects of Salesforce; without them every custom one, and the standard ones that the stand-in knows. */
  readonly objects?: readonly string[];
  readonly signal?: AbortSignal;
};

/**
 * What a target has of its own, of each system that it has a connection to. Reads, and writes nothing. Throws what ends a run: that the
 * target cannot be reached, or does not let us in.
 */
export async function pull(target: Target, systems: readonly SystemName[], options: PullOptions = {}): Promise<PulledFiles> {
  const calls = new TargetCaller(target, options.signal);
  const files = new Map<string, string>();
  const notes: string[] = [];
  for (const system of systems) {
    const login = target.login(system);
    if (login === null) continue;
    const session = (await calls.session(system, login))!;
    const pulled = await PULLERS[system]({ calls, system, login, session }, options);
    for (const [path, text] of pulled.files) files.set(path, text);
    notes.push(...pulled.notes.map((note) => `${system}: ${note}`));
  }
  return { files, notes };
}

type SignedIn = { readonly calls: TargetCaller; readonly system: SystemName; readonly login: Login; readonly session: Session };

const PULLERS: Readonly<Record<SystemName, (signed: SignedIn, options: PullOptions) => Promise<PulledFiles>>> = {
  salesforce: (signed, { objects }) => pullSalesforce(callerOf(signed), objects),
  engagement: (signed) => pullEngagement(callerOf(signed)),
  intacct: (signed) => pullIntacct(gatewayOf(signed)),
};

function callerOf({ calls, system, login, session }: SignedIn): Caller {
  return {
    version: login.version,
    session: session.id,
    async send({ method, path, query = '', headers = {}, body = '' }) {
      const request = SYSTEMS[system].sign({ method, path, query, headers, body }, session);
      const { status, text } = await calls.send(system, request, null);
      return { status, text };
    },
  };
}

function gatewayOf({ calls, system, login, session }: SignedIn): AskGateway {
  const { envelope, sign } = SYSTEMS[system];
  return async (functionXml) => {
    const body = envelope!([functionXml], login, session);
    const request = sign({ method: 'POST', path: '/ia/xml/xmlgw.phtml', query: '', headers: {}, body }, session);
    const { status, text } = await calls.send(system, request, null);
    return { status, text };
  };
}
