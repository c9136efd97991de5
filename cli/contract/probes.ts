import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Option } from 'commander';
import type { Probe } from '../../simulator/contract/types.js';
import type { SystemName } from '../../simulator/kernel/wire.js';
import { findProbes } from '../files.js';
import { UsageError } from '../usage-error.js';
import { packageRoot } from '../version.js';

const SYSTEMS = ['salesforce', 'engagement', 'intacct'] as const;

/** `--system`, which several commands take. */
export function systemOption(): Option {
  return new Option('--system <name...>', 'only probes of these systems').choices(SYSTEMS);
}

/** The systems that `--system` names; all of them without it. */
export function chosenSystems(systems: readonly SystemName[] = SYSTEMS): readonly SystemName[] {
  return systems;
}

/** The probes of the files that are named; without names those that backlot brings, and those of the project's `contracts` folder. */
export async function readProbes(names: readonly string[], systems: readonly SystemName[] = SYSTEMS): Promise<readonly Probe[]> {
  const { readProbe } = await import('../../simulator/contract/language/read-probe.js');
  const files = names.length === 0 ? defaultFiles() : findProbes(names);
  const problems: string[] = [];
  const probes = files.flatMap((file) => {
    const read = readProbe(file, readFileSync(file, 'utf8'));
    if ('probe' in read) return [read.probe];
    problems.push(...read.problems.map(({ report }) => report));
    return [];
  });
  if (problems.length > 0) throw new UsageError(`probes cannot be understood\n\n${problems.join('\n\n')}\n`, 'backlot lint checks them.');
  const chosen = probes.filter(({ system }) => systems.includes(system));
  if (chosen.length === 0) throw new UsageError(`there is no probe of ${systems.join(' or ')}`, 'Name files or folders that have some.');
  return chosen;
}

function defaultFiles(): readonly string[] {
  const root = packageRoot();
  const brought = SYSTEMS.map((system) => join(root, 'simulator', system, 'probes')).flatMap((folder) => ownFiles([folder]));
  return [...brought.map((file) => relative('.', file)), ...ownFiles([])];
}

/** Files where there are some; a place without is no mistake here. */
function ownFiles(names: readonly string[]): readonly string[] {
  try {
    return findProbes(names);
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}
