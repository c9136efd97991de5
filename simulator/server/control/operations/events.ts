import type { Call } from '../../../kernel/routes.js';
import type { WireResponse } from '../../../kernel/wire.js';
import { realTime } from '../../real-time.js';
import type { Control } from '../control.js';

/** How often a comment keeps an idle stream open, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** Events that wait for one slow reader; beyond, the oldest are dropped and the stream says so. */
const WAITING_MAX = 1_000;

/** GET /_backlot/events - each event is `event: call | change | decision` with the log's entry as JSON. */
export function streamEvents({ state, world }: Call<Control>): WireResponse {
  const mailbox = new Mailbox();
  const ends = [
    world.calls.listen((call) => mailbox.post('call', call)),
    world.changes.listen((change) => mailbox.post('change', change)),
    state.hooks.onDecision?.((decision) => mailbox.post('decision', decision)) ?? (() => {}),
  ];
  const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
  return { status: 200, headers, body: mailbox.read(() => ends.forEach((end) => void end())) };
}

/** Events on their way to one reader. */
class Mailbox {
  #waiting: string[] = [];
  #dropped = 0;
  #wake: () => void = () => {};

  post(event: string, entry: { readonly seq: number }): void {
    this.#waiting.push(`event: ${event}\nid: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#wake();
  }

  /** What a reader gets, until it goes away; then `end` is called, also while it waits. */
  read(end: () => void): AsyncIterable<string> {
    this.#waiting.unshift(': backlot\n\n');
    const iterator: AsyncIterator<string> = {
      next: async () => ({ done: false, value: this.#waiting.length > 0 ? this.#take() : await this.#next() }),
      return: async () => {
        end();
        this.#wake();
        return { done: true, value: undefined };
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  }

  #take(): string {
    const lost = this.#dropped === 0 ? '' : `event: dropped\ndata: {"count":${this.#dropped}}\n\n`;
    const texts = this.#waiting.splice(0);
    this.#dropped = 0;
    return lost + texts.join('');
  }

  #next(): Promise<string> {
    return new Promise((resolve) => {
      const cancel = realTime.after(HEARTBEAT_MS, () => resolve(': still here\n\n'));
      this.#wake = () => {
        cancel();
        this.#wake = () => {};
        resolve(this.#take());
      };
    });
  }
}
