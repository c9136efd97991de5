import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';

/** What every user's password is until somebody sets another. */
export const PASSWORD = 'backlot';

type Password = { readonly userId: string; readonly text: string };

/** Passwords of users. They are the stand-in's own books, stay out of the change log, and of every reply but that of a reset. */
export class Passwords {
  #own: Table<Password>;
  #random;

  constructor(world: World) {
    this.#own = world.table<Password>('salesforce', { name: 'Password', key: (row) => row.userId, logged: false });
    this.#random = world.random('salesforce:passwords');
  }

  /** Whether it is the user's, with any security token behind it, or none. Source: Salesforce Help, "Reset Your Security Token": letters and digits. */
  isRight(userId: string, given: string): boolean {
    const own = this.#own.get(userId)?.text ?? PASSWORD;
    return given.startsWith(own) && /^[A-Za-z0-9]*$/.test(given.slice(own.length));
  }

  set(userId: string, text: string): void {
    this.#own.put({ userId, text });
  }

  /** Gives the user a new one, which is told once. */
  reset(userId: string): string {
    const text = `${this.#random.text(9)}1a`;
    this.set(userId, text);
    return text;
  }
}
