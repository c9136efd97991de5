import { type Recording, record } from '../../simulator/contract/cassette/record.js';
import { Caller } from '../../simulator/contract/play/caller.js';
import { playProbe } from '../../simulator/contract/play/play-probe.js';
import { STAND_IN_LOGINS, type StandInOptions, standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Exchange, Probe } from '../../simulator/contract/types.js';

export const RUN = 'bl7q3x';

/** What stand-ins said to probes. */
export async function recordingOf(probes: readonly Probe[], options: StandInOptions = {}): Promise<Recording> {
  const exchanges: Exchange[] = [];
  const target = standInTarget(options);
  for (const probe of probes) {
    const { playing } = await playProbe(probe, target, new Caller(target, undefined), { run: RUN, allowed: new Set() });
    exchanges.push(...playing.exchanges);
  }
  return { exchanges, target: 'sandbox', run: RUN, at: target.now(), logins: STAND_IN_LOGINS };
}

/** The cassettes of stand-ins, by system. */
export async function cassettesOf(probes: readonly Probe[], options: StandInOptions = {}): Promise<ReadonlyMap<string, string>> {
  return record(await recordingOf(probes, options));
}
