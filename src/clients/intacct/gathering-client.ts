import type { GatewayClient, SendOptions } from './client.js';
import { everyRow } from './every-row.js';
import type { QueryRequest } from './functions.js';
import type { GatewayFunction, GatewayResult, GatewayRow } from './wire.js';

type Asked = {
  readonly functions: readonly GatewayFunction[];
  readonly options: SendOptions;
  readonly answer: (results: readonly GatewayResult[]) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Sends in one envelope what several callers ask for at the same moment: whoever polls many objects pays for one call. A call that fails
 * as a whole fails for all of them; a function that is refused is refused for its own caller.
 */
export class GatheringClient implements GatewayClient {
  #asked: Asked[] = [];

  constructor(private readonly client: GatewayClient) {}

  send(functions: readonly GatewayFunction[], options: SendOptions): Promise<readonly GatewayResult[]> {
    return new Promise((answer, fail) => {
      if (this.#asked.length === 0) queueMicrotask(() => this.#flush());
      this.#asked.push({ functions, options, answer, fail });
    });
  }

  query(request: QueryRequest, options: SendOptions): Promise<readonly GatewayRow[]> {
    return everyRow(this, request, options);
  }

  #flush(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (const alike of groupedByOptions(asked)) void this.#exchange(alike);
  }

  async #exchange(asked: readonly Asked[]): Promise<void> {
    try {
      const functions = asked.flatMap((each, caller) =>
        each.functions.map(({ controlId, body }) => ({ controlId: `${caller + 1}-${controlId}`, body })),
      );
      const results = await this.client.send(functions, asked[0]!.options);
      let from = 0;
      for (const { functions: own, answer } of asked) {
        answer(results.slice(from, from + own.length));
        from += own.length;
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }
}

function groupedByOptions(asked: readonly Asked[]): Iterable<readonly Asked[]> {
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const key = JSON.stringify(each.options);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups.values();
}
