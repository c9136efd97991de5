import { Command } from 'commander';
import { checkSpecCommand } from './contract/check-spec.js';
import { diffCommand } from './contract/diff.js';
import { exportCommand } from './contract/export.js';
import { pullCommand } from './contract/pull.js';
import { contractRecordCommand } from './contract/record.js';
import { verifyCommand } from './contract/verify.js';

const AFTER = `
Examples:
  $ backlot contract verify                          every probe on the stand-ins
  $ backlot contract verify --target sandbox.yaml    on a real system, too, and what differs
  $ backlot contract verify --system intacct contracts

docs/contract-testing.md says how to point it at a sandbox, and what it makes there.`;

/** `backlot contract` proves that the stand-ins and the real systems behave alike, and shows where they drift. */
export function contractCommand(exitWith: (code: number) => void): Command {
  const contract = new Command('contract')
    .description('Compare the stand-ins with real systems: the same probes on both.')
    .addHelpText('after', AFTER);
  for (const make of [verifyCommand, contractRecordCommand, diffCommand, pullCommand, checkSpecCommand, exportCommand])
    contract.addCommand(make(exitWith));
  return contract;
}
