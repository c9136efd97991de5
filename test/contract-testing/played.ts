import { Caller } from '../../simulator/contract/play/caller.js';
import { playProbe } from '../../simulator/contract/play/play-probe.js';
import { type StandInOptions, standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Probe, Target } from '../../simulator/contract/types.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { probeOf } from './probes.js';

type Setting = Omit<StandInOptions, 'simulator'> & {
  readonly signal?: AbortSignal;
  readonly allowed?: readonly string[];
  readonly target?: Partial<Target>;
};

/** A probe played on the stand-ins of a new world, which somebody may have altered. */
export async function play(text: string | Probe, { signal, allowed = [], target: other = {}, ...options }: Setting = {}) {
  const simulator = createSimulator();
  const target = { ...standInTarget({ simulator, ...options }), ...other };
  const probe = typeof text === 'string' ? probeOf(text) : text;
  const played = await playProbe(probe, target, new Caller(target, signal), { run: 'bltest', allowed: new Set(allowed), signal });
  return { ...played, ...played.playing, simulator, statuses: played.playing.exchanges.map(({ reply }) => reply.status) };
}

/** Ids of accounts that are there and not in the recycle bin. */
export function accounts({ world }: Simulator): readonly string[] {
  const [found] = [...world.tables()].filter(({ system, table }) => system === 'salesforce' && table.name === 'Account');
  return [...(found?.table.scan() ?? [])].filter((row) => row['IsDeleted'] !== true).map((row) => String(row['Id']));
}
