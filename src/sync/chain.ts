import { refText } from '../journal/store.js';
import { VendorFailure } from '../model/failure.js';
import type { Command, CommandHandler, CommandOutcome, Intent } from './flow.js';

/** The commands of one conclusion that have not ended, as the journal keeps them: the first is the one under way. */
export type Chain = {
  readonly id: string;
  readonly key: string;
  /** The decision, and the place it has among its key's. */
  readonly seq: number;
  readonly place: string;
  readonly commands: readonly Command[];
  /** How many of the chain took effect. */
  readonly step: number;
  /** The instant of the first command's intent. */
  readonly at: number;
  /** Whether the first command is known not to have been written, so that it may be sent without looking. */
  readonly isUnsent: boolean;
};

/** Chains by the handler of their first command, in the order of handlers, in groups that fit one call. */
export function* groupsOf(chains: readonly Chain[], handlers: readonly CommandHandler[]): Generator<[CommandHandler, Chain[]]> {
  for (const handler of handlers) {
    const batches = new Map<string, Chain[]>();
    for (const chain of chains) {
      const [command] = chain.commands;
      if (command?.kind !== handler.kind) continue;
      const batch = batches.get(command.batch ?? '');
      if (batch === undefined) batches.set(command.batch ?? '', [chain]);
      else batch.push(chain);
    }
    for (const batch of batches.values()) for (const call of callsOf(batch, handler.batchMax)) yield [handler, call];
  }
}

/** What is sent of a chain now. */
export function intentOf(chain: Chain): Intent {
  return { id: `${chain.id}.${chain.step}`, at: chain.at, command: chain.commands[0]! };
}

/** A command as logs and traces name it. */
export function commandText({ commands: [command], id, step }: Chain): string {
  const { system, object, id: record } = command!.record;
  return `${id}.${step} ${command!.kind} ${system}.${object}${record === '' ? '' : ` ${record}`}`;
}

/** Stands for a record that the reply of its call left out. */
export function noOutcome(chain: Chain): CommandOutcome {
  const { record } = chain.commands[0]!;
  return { kind: 'failed', failure: new VendorFailure(record.system, 'unknown', 'NO_RESULT', 'the reply has no result for this record') };
}

/** Chains in groups that fit one call. A call never writes one record twice: vendors refuse that, and the order would be theirs. */
function callsOf(chains: readonly Chain[], max: number): Chain[][] {
  const calls: { chains: Chain[]; records: Set<string> }[] = [];
  for (const chain of chains) {
    const { record } = chain.commands[0]!;
    const name = record.id === '' ? `new ${chain.id}` : refText(record);
    let call = calls.at(-1);
    if (call === undefined || call.chains.length >= max || call.records.has(name)) {
      call = { chains: [], records: new Set() };
      calls.push(call);
    }
    call.chains.push(chain);
    call.records.add(name);
  }
  return calls.map((call) => call.chains);
}
