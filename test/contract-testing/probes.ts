import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readProbe } from '../../simulator/contract/language/read-probe.js';
import type { Probe } from '../../simulator/contract/types.js';
import type { SystemName } from '../../simulator/kernel/wire.js';

const SIMULATOR = fileURLToPath(new URL('../../simulator', import.meta.url));

/** A probe from its text, which must be right. */
export function probeOf(text: string, file = 'a.probe.yaml'): Probe {
  const read = readProbe(file, text);
  if ('problems' in read) throw new Error(read.problems.map(({ report }) => report).join('\n'));
  return read.probe;
}

/** The probes that backlot brings for a system. */
export function bundledProbes(system: SystemName): readonly Probe[] {
  const folder = `${SIMULATOR}/${system}/probes`;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.probe.yaml'))
    .sort()
    .map((file) => probeOf(readFileSync(`${folder}/${file}`, 'utf8'), `simulator/${system}/probes/${file}`));
}
