import type { Journal, Memory } from '../journal/journal.js';
import { VendorFailure } from '../model/failure.js';
import { type Chain, commandText, groupsOf, intentOf, noOutcome } from './chain.js';
import { ChainStore, ended, kept } from './chain-store.js';
import type { CoreEvent } from './core.js';
import type { Aftermath, CommandHandler, CommandOutcome, Ended, Flow, FlowContext } from './flow.js';
import type { Queue, Taken } from './queue.js';
import type { DecisionBook } from './record.js';
import { nextAttemptAt, RECORD_ATTEMPTS_MAX } from './retry.js';

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
  readonly #store: ChainStore;

  constructor(private readonly parts: Parts) {
    this.#store = new ChainStore(parts.journal, parts.flow.name);
  }

  /** Keeps the intents of decided commands. They are durable before the first is sent. */
  add(chains: readonly Omit<Chain, 'id'>[]): Chain[] {
    const added = this.#store.add(chains);
    for (const chain of added) this.parts.observe({ kind: 'command-recorded', command: commandText(chain) });
    return added;
  }

  /** Takes up what an earlier attempt or an earlier core left: looks up what became of it, then goes on. */
  async takeUp(now: number): Promise<void> {
    const { flow, queue, context } = this.parts;
    const due = this.#store.all().filter((chain) => (queue.get(chain.key)?.dueAt ?? 0) <= now);
    const unknown = due.filter((chain) => !chain.isUnsent);
    const onward = due.filter((chain) => chain.isUnsent).map(({ id }) => id);
    for (const [handler, group] of groupsOf(unknown, flow.handlers)) {
      try {
        const found = handler.lookUp === undefined ? group.map(() => null) : await handler.lookUp(group.map(intentOf), context);
        group.forEach((chain, index) => {
          if (this.#foundAgain(chain, handler, found[index] ?? null)) onward.push(chain.id);
        });
      } catch (error) {
        // Whatever the look-up said, what was sent before it is as unknown as it was.
        for (const chain of group) this.#postpone(chain, asFailure(error));
      }
    }
    await this.run(onward);
  }

  /** Sends the first commands of chains, many in one call, then the next ones, until all ended or wait. */
  async run(ids: readonly string[]): Promise<void> {
    for (let round = this.#store.read(ids); round.length > 0; round = this.#store.read(ids)) {
      const waiting = new Set<string>();
      let kind: string | null = null;
      for (const [handler, group] of groupsOf(round, this.parts.flow.handlers)) {
        // One kind a round, the earliest: chains that are at a later one wait, so that calls are full and records keep their order.
        kind ??= handler.kind;
        if (handler.kind !== kind) break;
        for (const id of await this.#send(handler, group)) waiting.add(id);
      }
      ids = round.map(({ id }) => id).filter((id) => !waiting.has(id));
    }
  }

  /** Sends the first commands of chains in one call. Gives the ids of those that must wait. */
  async #send(handler: CommandHandler, chains: readonly Chain[]): Promise<readonly string[]> {
    const { context, observe } = this.parts;
    this.#store.write(chains.filter(({ isUnsent }) => isUnsent).map((chain) => kept(chain, { isUnsent: false })));
    await this.#store.flush();
    for (const chain of chains) observe({ kind: 'command-sent', command: commandText(chain) });
    let outcomes: readonly CommandOutcome[];
    try {
      outcomes = await handler.apply(chains.map(intentOf), context);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.kind === 'refusal' && chains.length > 1) return this.#sendHalves(handler, chains);
      if (failure.kind !== 'refusal') {
        for (const chain of chains) this.#later(chain, failure);
        return chains.map(({ id }) => id);
      }
      outcomes = chains.map(() => ({ kind: 'failed', failure }));
    }
    const waiting = chains.filter((chain, index) => !this.#ended(chain, handler, outcomes[index] ?? noOutcome(chain)));
    return waiting.map(({ id }) => id);
  }

  /** The call was refused as a whole: which record is to blame shows when they are sent apart. */
  async #sendHalves(handler: CommandHandler, chains: readonly Chain[]): Promise<readonly string[]> {
    const middle = Math.ceil(chains.length / 2);
    const first = await this.#send(handler, chains.slice(0, middle));
    const second = await this.#send(handler, chains.slice(middle));
    return [...first, ...second];
  }

  /** Records one outcome. False when the chain must wait. */
  #ended(chain: Chain, handler: CommandHandler, outcome: CommandOutcome): boolean {
    if (outcome.kind === 'done') {
      this.writes += outcome.writes ?? 1;
      this.#advance(chain, handler, { kind: 'done', result: outcome.result ?? null });
      return true;
    }
    const { failure } = outcome;
    if (failure.kind === 'refusal' || (failure.kind === 'retry' && this.#attempts(chain) > RECORD_ATTEMPTS_MAX)) {
      this.#advance(chain, handler, { kind: 'refused', failure });
      return true;
    }
    this.#later(chain, failure);
    return false;
  }

  /** Goes on to the next command, or closes the chain. */
  #advance(chain: Chain, handler: CommandHandler, end: Ended): void {
    const { journal, decisions, context, observe } = this.parts;
    const aftermath: Aftermath = handler.after?.(intentOf(chain), end, context) ?? {};
    const rest = end.kind === 'done' ? chain.commands.slice(1) : [];
    const commands = [...(aftermath.commands ?? []), ...rest];
    const isClosed = commands.length === 0;
    observe({ kind: 'command-ended', command: commandText(chain), outcome: end.kind });
    journal.relate(chain.seq, aftermath.about ?? []);
    this.#store.write([
      ...(aftermath.remember ?? []),
      isClosed ? ended(chain) : kept(chain, { commands, step: chain.step + 1, at: context.now(), isUnsent: true }),
      ...(end.kind === 'refused' ? this.#taken(chain.key, { isRefused: true }) : []),
      ...(isClosed ? decisions.closed(chain.place, chain.seq) : []),
    ]);
    if (isClosed) this.#closed(chain);
  }

  /** What a look-up says of a command whose reply never came. True when the chain can go on now. */
  #foundAgain(chain: Chain, handler: CommandHandler, outcome: CommandOutcome | null): boolean {
    if (outcome !== null) return this.#ended(chain, handler, outcome);
    if (chain.step === 0) {
      this.#drop(chain);
      return false;
    }
    this.#store.write([kept(chain, { isUnsent: true })]);
    return true;
  }

  /** Nothing was written: the key is decided anew from fresh state. */
  #drop(chain: Chain): void {
    this.#store.write([ended(chain), ...this.#taken(chain.key, { isToRepeat: true })]);
    this.#closed(chain);
  }

  /** Tries a chain again later. A first command that was certainly not written is dropped, a later one is kept. */
  #later(chain: Chain, failure: VendorFailure): void {
    this.#postpone(chain, failure);
    if (failure.kind === 'unknown') this.#store.write([kept(chain, { isUnsent: false })]);
    else if (chain.step === 0) this.#drop(chain);
    else this.#store.write([kept(chain, { isUnsent: true })]);
  }

  #postpone(chain: Chain, failure: VendorFailure): void {
    const { queue, context } = this.parts;
    const attempts = this.#attempts(chain);
    this.#store.write(queue.changed(chain.key, { attempts, dueAt: nextAttemptAt(context.now(), attempts, failure) }));
  }

  /** How often the key of a chain has been tried, this time included. */
  #attempts({ key }: Chain): number {
    return (this.parts.queue.get(key)?.attempts ?? 0) + 1;
  }

  /** The last chain of a key ended: its triggers are answered, or it is decided anew. */
  #closed(chain: Chain): void {
    if (!this.#store.closed(chain)) return;
    const { queue, context } = this.parts;
    const taken = queue.get(chain.key)?.taken ?? null;
    if (taken === null) return;
    if (taken.isToRepeat) this.#store.write(queue.changed(chain.key, { taken: null }));
    else {
      const remembered = taken.isRefused ? taken.whenRefused : taken.whenDone;
      this.#store.write([...remembered, ...queue.answered(chain.key, taken.upTo, context.now())]);
      if (!taken.isRefused) this.#store.write(queue.arriving(taken.next, context.now()));
    }
  }

  #taken(key: string, change: Partial<Taken>): Memory[] {
    const taken = this.parts.queue.get(key)?.taken ?? null;
    return taken === null ? [] : this.parts.queue.changed(key, { taken: { ...taken, ...change } });
  }
}

/** Anything but a vendor's failure is a bug of ours and goes up. */
function asFailure(error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error;
  throw error;
}
