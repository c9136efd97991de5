import type { Journal, Memory } from '../journal/journal.js';
import type { Flow } from '../model/record.js';
import type { Chain } from './chain.js';

/** The chains of one flow that have not ended, as the journal keeps them; beside them, which keys have any. */
export class ChainStore {
  #isDirty = false;
  readonly #openByKey = new Map<string, Set<string>>();

  constructor(
    private readonly journal: Journal,
    private readonly flow: Flow,
  ) {
    for (const chain of this.all()) this.#opened(chain);
  }

  /** Keeps the intents of decided commands; gives the chains their ids. */
  add(chains: readonly Omit<Chain, 'id'>[]): Chain[] {
    if (chains.length === 0) return [];
    let number = (this.journal.read(this.flow, 'number', 'chain') as number | null) ?? 0;
    const added = chains.map((chain) => {
      number += 1;
      return { ...chain, id: String(number) };
    });
    this.write([...added.map((chain) => kept(chain)), { space: 'number', key: 'chain', value: number }]);
    for (const chain of added) this.#opened(chain);
    return added;
  }

  all(): Chain[] {
    return [...this.journal.entries(this.flow, 'intent')].map(([, chain]) => chain as Chain);
  }

  read(ids: readonly string[]): Chain[] {
    const chains = ids.map((id) => this.journal.read(this.flow, 'intent', id) as Chain | null);
    return chains.filter((chain) => chain !== null);
  }

  /** Takes an ended chain off its key; true when it was the last one. Its intent is forgotten by the caller, with what else it writes. */
  closed(chain: Chain): boolean {
    const open = this.#openByKey.get(chain.key);
    open?.delete(chain.id);
    if (open !== undefined && open.size > 0) return false;
    this.#openByKey.delete(chain.key);
    return true;
  }

  write(memories: readonly Memory[]): void {
    if (memories.length === 0) return;
    this.journal.write(this.flow, memories);
    this.#isDirty = true;
  }

  /** Makes durable what was written since the last time. */
  async flush(): Promise<void> {
    if (this.#isDirty) await this.journal.flush(this.flow);
    this.#isDirty = false;
  }

  #opened(chain: Chain): void {
    const open = this.#openByKey.get(chain.key);
    if (open === undefined) this.#openByKey.set(chain.key, new Set([chain.id]));
    else open.add(chain.id);
  }
}

/** A chain as something to remember, as it is or changed. */
export function kept(chain: Chain, change: Partial<Chain> = {}): Memory {
  return { space: 'intent', key: chain.id, value: { ...chain, ...change } };
}

/** The end of a chain as something to remember. */
export function ended(chain: Chain): Memory {
  return { space: 'intent', key: chain.id, value: null };
}
