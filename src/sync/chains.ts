import type { Journal, Memory } from '../journal/journal.js';
import { refText } from '../journal/store.js';
import { VendorFailure } from '../model/failure.js';
import type { CoreEvent } from './core.js';
import type { Aftermath, Command, CommandHandler, CommandOutcome, Ended, Flow, FlowContext, Intent } from './flow.js';
import type { Queue, Taken } from './queue.js';
import type { DecisionBook } from './record.js';
import { nextAttemptAt, RECORD_ATTEMPTS_MAX } from './retry.js';

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

type Parts = {
  readonly flow: Flow;
  readonly journal: Journal;
  readonly queue: Queue;
  readonly decisions: DecisionBook;
  readonly context: FlowContext;
  readonly observe: (event: CoreEvent) => void;
};

/**
 * Applies commands and records what became of them. A chain is in the journal before its first command is sent and leaves it
 * when its last one ended; what is found there by a new core is looked up first.
 */
export class Chains {
  /** Records written by this pass. */
  writes = 0;
  #isDirty = false;
  #openByKey = new Map<string, Set<string>>();

  constructor(private readonly parts: Parts) {
    for (const chain of this.#all()) this.#opened(chain);
  }

  /** Keeps the intents of decided commands. They are durable before the first is sent. */
  add(chains: readonly Omit<Chain, 'id'>[]): Chain[] {
    const { journal, flow } = this.parts;
    let number = (journal.read(flow.name, 'number', 'chain') as number | null) ?? 0;
    const added = chains.map((chain) => {
      number += 1;
      return { ...chain, id: String(number) };
    });
    if (added.length === 0) return [];
    const memories: Memory[] = added.map((chain) => ({ space: 'intent', key: chain.id, value: chain }));
    this.#write([...memories, { space: 'number', key: 'chain', value: number }]);
    for (const chain of added) {
      this.#opened(chain);
      this.parts.observe({ kind: 'command-recorded', command: commandText(chain) });
    }
    return added;
  }

  /** Whether a key has commands under way. */
  isOpen(key: string): boolean {
    return this.#openByKey.has(key);
  }

  /** Takes up what an earlier attempt or an earlier core left: looks up what became of it, then goes on. */
  async takeUp(now: number): Promise<void> {
    const due = this.#all().filter((chain) => (this.parts.queue.get(chain.key)?.dueAt ?? 0) <= now);
    const unknown = due.filter((chain) => !chain.isUnsent);
    const onward = due.filter((chain) => chain.isUnsent).map(({ id }) => id);
    for (const [handler, group] of this.#grouped(unknown)) {
      try {
        const found = handler.lookUp === undefined ? group.map(() => null) : await handler.lookUp(group.map(intentOf), this.parts.context);
        group.forEach((chain, index) => {
          if (this.#foundAgain(chain, handler, found[index] ?? null)) onward.push(chain.id);
        });
      } catch (error) {
        this.#later(group, asFailure(error));
      }
    }
    await this.run(onward);
  }

  /** Sends the first commands of chains, many in one call, then the next ones, until all ended or wait. */
  async run(ids: readonly string[]): Promise<void> {
    for (let round = this.#read(ids); round.length > 0; round = this.#read(ids)) {
      const waiting = new Set<string>();
      let kind: string | null = null;
      for (const [handler, group] of this.#grouped(round)) {
        // One kind a round, the earliest: chains that are at a later one wait, so that calls are full and records keep their order.
        kind ??= handler.kind;
        if (handler.kind !== kind) break;
        const sent = await this.#send(handler, group);
        for (const id of sent.left) waiting.add(id);
      }
      ids = round.map(({ id }) => id).filter((id) => !waiting.has(id));
    }
  }

  async #send(handler: CommandHandler, chains: readonly Chain[]): Promise<{ left: readonly string[] }> {
    const { journal, flow, context, observe } = this.parts;
    const unsent = chains.filter(({ isUnsent }) => isUnsent);
    this.#write(unsent.map((chain) => ({ space: 'intent', key: chain.id, value: { ...chain, isUnsent: false } })));
    if (this.#isDirty) await journal.flush(flow.name);
    this.#isDirty = false;
    for (const chain of chains) observe({ kind: 'command-sent', command: commandText(chain) });
    let outcomes: readonly CommandOutcome[];
    try {
      outcomes = await handler.apply(chains.map(intentOf), context);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.kind === 'refusal' && chains.length > 1) return this.#sendHalves(handler, chains);
      if (failure.kind === 'refusal') outcomes = chains.map(() => ({ kind: 'failed', failure }));
      else {
        this.#later(chains, failure);
        return { left: chains.map(({ id }) => id) };
      }
    }
    const left = chains.filter((chain, index) => !this.#ended(chain, handler, outcomes[index] ?? noOutcome(chain)));
    return { left: left.map(({ id }) => id) };
  }

  /** The call was refused as a whole: which record is to blame shows when they are sent apart. */
  async #sendHalves(handler: CommandHandler, chains: readonly Chain[]): Promise<{ left: readonly string[] }> {
    const middle = Math.ceil(chains.length / 2);
    const first = await this.#send(handler, chains.slice(0, middle));
    const second = await this.#send(handler, chains.slice(middle));
    return { left: [...first.left, ...second.left] };
  }

  /** Records one outcome. False when the chain must wait. */
  #ended(chain: Chain, handler: CommandHandler, outcome: CommandOutcome): boolean {
    if (outcome.kind === 'done') {
      this.writes += outcome.writes ?? 1;
      this.#advance(chain, handler, { kind: 'done', result: outcome.result ?? null });
      return true;
    }
    const { failure } = outcome;
    const attempts = (this.parts.queue.get(chain.key)?.attempts ?? 0) + 1;
    if (failure.kind === 'refusal' || (failure.kind === 'retry' && attempts > RECORD_ATTEMPTS_MAX)) {
      this.#advance(chain, handler, { kind: 'refused', failure });
      return true;
    }
    this.#later([chain], failure);
    return false;
  }

  /** Goes on to the next command, or closes the chain. */
  #advance(chain: Chain, handler: CommandHandler, ended: Ended): void {
    const { journal, decisions, context, observe } = this.parts;
    const aftermath: Aftermath = handler.after?.(intentOf(chain), ended, context) ?? {};
    const rest = ended.kind === 'done' ? chain.commands.slice(1) : [];
    const commands = [...(aftermath.commands ?? []), ...rest];
    const isClosed = commands.length === 0;
    const next = isClosed ? null : { ...chain, commands, step: chain.step + 1, at: context.now(), isUnsent: true };
    observe({ kind: 'command-ended', command: commandText(chain), outcome: ended.kind });
    journal.relate(chain.seq, aftermath.about ?? []);
    this.#write([
      ...(aftermath.remember ?? []),
      { space: 'intent', key: chain.id, value: next },
      ...(ended.kind === 'refused' ? this.#taken(chain.key, { isRefused: true }) : []),
      ...(isClosed ? decisions.closed(chain.place, chain.seq) : []),
    ]);
    if (isClosed) this.#closed(chain);
  }

  /** What a look-up says of a command whose reply never came. True when the chain can go on now. */
  #foundAgain(chain: Chain, handler: CommandHandler, outcome: CommandOutcome | null): boolean {
    if (outcome !== null) return this.#ended(chain, handler, outcome);
    if (chain.step > 0) {
      this.#write([{ space: 'intent', key: chain.id, value: { ...chain, isUnsent: true } }]);
      return true;
    }
    this.#drop(chain);
    return false;
  }

  /** Nothing was written: the key is decided anew from fresh state. */
  #drop(chain: Chain): void {
    this.#write([{ space: 'intent', key: chain.id, value: null }, ...this.#taken(chain.key, { isToRepeat: true })]);
    this.#closed(chain);
  }

  /** Tries chains again later. A first command that was certainly not written is dropped, a later one is kept. */
  #later(chains: readonly Chain[], failure: VendorFailure): void {
    const { queue, context } = this.parts;
    for (const chain of chains) {
      const attempts = (queue.get(chain.key)?.attempts ?? 0) + 1;
      this.#write(queue.changed(chain.key, { attempts, dueAt: nextAttemptAt(context.now(), attempts, failure) }));
      if (failure.kind === 'unknown') this.#write([{ space: 'intent', key: chain.id, value: { ...chain, isUnsent: false } }]);
      else if (chain.step === 0) this.#drop(chain);
      else this.#write([{ space: 'intent', key: chain.id, value: { ...chain, isUnsent: true } }]);
    }
  }

  /** The last chain of a key ended: its triggers are answered, or it is decided anew. */
  #closed(chain: Chain): void {
    const open = this.#openByKey.get(chain.key);
    open?.delete(chain.id);
    if (open !== undefined && open.size > 0) return;
    this.#openByKey.delete(chain.key);
    const { queue, context } = this.parts;
    const taken = queue.get(chain.key)?.taken ?? null;
    if (taken === null) return;
    if (taken.isToRepeat) this.#write(queue.changed(chain.key, { taken: null }));
    else {
      const remembered = taken.isRefused ? taken.whenRefused : taken.whenDone;
      this.#write([...remembered, ...queue.answered(chain.key, taken.upTo, context.now())]);
      if (!taken.isRefused) this.#write(queue.arriving(taken.next, context.now()));
    }
  }

  #taken(key: string, change: Partial<Taken>): Memory[] {
    const taken = this.parts.queue.get(key)?.taken ?? null;
    return taken === null ? [] : this.parts.queue.changed(key, { taken: { ...taken, ...change } });
  }

  /** Chains by the handler of their first command, in the order of handlers, in groups that fit one call. */
  *#grouped(chains: readonly Chain[]): Generator<[CommandHandler, Chain[]]> {
    for (const handler of this.parts.flow.handlers) {
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

  #all(): Chain[] {
    return [...this.parts.journal.entries(this.parts.flow.name, 'intent')].map(([, chain]) => chain as Chain);
  }

  #read(ids: readonly string[]): Chain[] {
    const chains = ids.map((id) => this.parts.journal.read(this.parts.flow.name, 'intent', id) as Chain | null);
    return chains.filter((chain) => chain !== null);
  }

  #opened(chain: Chain): void {
    const open = this.#openByKey.get(chain.key);
    if (open === undefined) this.#openByKey.set(chain.key, new Set([chain.id]));
    else open.add(chain.id);
  }

  #write(memories: readonly Memory[]): void {
    if (memories.length === 0) return;
    this.parts.journal.write(this.parts.flow.name, memories);
    this.#isDirty = true;
  }
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

function intentOf(chain: Chain): Intent {
  return { id: `${chain.id}.${chain.step}`, at: chain.at, command: chain.commands[0]! };
}

function commandText({ commands: [command], id, step }: Chain): string {
  const { system, object, id: record } = command!.record;
  return `${id}.${step} ${command!.kind} ${system}.${object}${record === '' ? '' : ` ${record}`}`;
}

/** Anything but a vendor's failure is a bug of ours and goes up. */
function asFailure(error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error;
  throw error;
}

function noOutcome(chain: Chain): CommandOutcome {
  const { record } = chain.commands[0]!;
  return { kind: 'failed', failure: new VendorFailure(record.system, 'unknown', 'NO_RESULT', 'the reply has no result for this record') };
}
