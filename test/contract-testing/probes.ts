import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readProbe } from '../../simulator/contract/language/read-probe.js';
import type { Probe } from '../../simulator/contract/types.js';
import type { SystemName } from '../../simulator/kernel/wire.js';

const SIMULATOR = fileURLToPath(new URL('../../simulator', import.meta.url));

/** The part of a probe of Salesforce that makes an account, as `made`. */
export const ACCOUNT_GIVEN = `
system: salesforce
given:
  - send: POST /services/data/v{version}/sobjects/Account
    as: made
    json: { Name: '{run} Acme' }
`;

/** A probe from its text, which must be right. */
export function probeOf(text: string, file = 'a.probe.yaml'): Probe {
  const read = readProbe(file, text);
  if ('problems' in read) throw new Error(read.problems.map(({ report }) => report).join('\n'));
  return read.probe;
}

/** The probes that backlot brings, of one system or of all. */
export function bundledProbes(system?: SystemName): readonly Probe[] {
  return readdirSync(SIMULATOR, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.probe.yaml') && (system === undefined || file.startsWith(`${system}/`)))
    .sort()
    .map((file) => probeOf(readFileSync(`${SIMULATOR}/${file}`, 'utf8'), `simulator/${file}`));
}
