import { describe, expect, it } from 'vitest';
import { VendorFailure } from '../../../src/model/failure.js';
import { Ledger, type Mishap } from './ledger.js';

describe('A pass', () => {
  it('asks one query and records nothing when nothing changed', async () => {
    const ledger = new Ledger();
    expect(await ledger.pass()).toEqual({ flow: 'engagement', writes: 0, decisions: 0, left: 0, parked: 0 });
    expect(ledger.calls).toEqual(['poll']);
  });

  it('applies chains together: all creates in batches, then all write-backs in one', async () => {
    const ledger = new Ledger();
    for (const name of ['a', 'b', 'c', 'd']) ledger.write(name);
    expect(await ledger.pass()).toMatchObject({ writes: 8, decisions: 4, left: 0 });
    expect(ledger.calls).toEqual(['poll', 'load 4', 'copy 3', 'copy 1', 'stamp 4']);
    expect(ledger.notes.get('d')).toMatchObject({ page: 'd' });
  });

  it('writes nothing and decides nothing the second time', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    await ledger.pass();
    expect(await ledger.pass()).toMatchObject({ writes: 0, decisions: 0, left: 0 });
    expect(ledger.journal.decisions()).toHaveLength(1);
  });

  it('reconciles keys of a lower rank before the others, whatever their order', async () => {
    const ledger = new Ledger();
    for (const name of ['a', 'first', 'b']) ledger.write(name);
    await ledger.pass();
    expect(ledger.pages).toEqual(['first', 'a', 'b']);
  });

  it('adds the records that a command made to its decision', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    await ledger.pass();
    expect(ledger.journal.decisions()[0]?.about.map(({ object }) => object)).toEqual(['Note', 'Page']);
  });

  it('adds no decision that says the same again', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    await ledger.pass();
    ledger.write('a');
    await ledger.pass();
    ledger.write('a');
    await ledger.pass();
    expect(ledger.journal.decisions().map(({ outcome }) => outcome)).toEqual(['create', 'skip']);
  });

  it('records the intent before it sends, and the outcome after', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    await ledger.pass();
    const kinds = ledger.events.map(({ kind }) => kind).filter((kind) => kind.startsWith('command'));
    expect(kinds).toEqual(['command-recorded', 'command-sent', 'command-ended', 'command-sent', 'command-ended']);
    expect([...ledger.journal.entries('engagement', 'intent')]).toEqual([]);
  });
});

describe('A refusal of content', () => {
  it('is final, is shown, and waits for a new trigger', async () => {
    const ledger = new Ledger();
    ledger.write('bad');
    ledger.write('good');
    expect(await ledger.pass()).toMatchObject({ writes: 3, left: 0 });
    expect(ledger.notes.get('bad')).toMatchObject({ page: null, error: 'BAD: no such name' });
    ledger.calls.length = 0;
    await ledger.pass();
    expect(ledger.calls).toEqual(['poll']);
    ledger.write('bad');
    await ledger.pass();
    expect(ledger.calls).toContain('copy 1');
  });

  it('of a whole call is narrowed down to the record to blame', async () => {
    const ledger = new Ledger();
    for (const name of ['a', 'b']) ledger.write(name);
    ledger.mishaps.push(null, null, new VendorFailure('intacct', 'refusal', 'BAD_REQUEST', 'broken'));
    await ledger.pass();
    expect(ledger.calls).toEqual(['poll', 'load 2', 'copy 2', 'copy 1', 'copy 1', 'stamp 2']);
    expect(ledger.pages).toEqual(['a', 'b']);
  });
});

describe('A passing failure', () => {
  it('of one record is tried again with growing pauses, and in the end shown', async () => {
    const ledger = new Ledger();
    ledger.locked.add('a');
    ledger.write('a');
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const { left } = await ledger.pass();
      if (left === 0) break;
      pauses.push(ledger.nextDue()! - ledger.now);
      ledger.now = ledger.nextDue()!;
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(ledger.notes.get('a')).toMatchObject({ error: 'LOCKED: row is locked' });
    expect(ledger.journal.decisions()).toHaveLength(1);
  });

  it('is not tried again before its time', async () => {
    const ledger = new Ledger();
    ledger.locked.add('a');
    ledger.write('a');
    await ledger.pass();
    ledger.calls.length = 0;
    expect(await ledger.pass()).toMatchObject({ writes: 0, left: 1 });
    expect(ledger.calls).toEqual(['poll']);
  });

  it('waits as long as the vendor asks', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    ledger.mishaps.push(null, new VendorFailure('intacct', 'retry', '429', 'slow down', { retryAfterMs: 90_000 }));
    await ledger.pass();
    expect(ledger.nextDue()).toBe(ledger.now + 90_000);
  });

  it('of the look-up after a lost reply leaves open what became of the write', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    ledger.mishaps.push(null, null, 'lost-reply', new VendorFailure('intacct', 'retry', '429', 'slow down'));
    await ledger.settle();
    expect(ledger.calls.slice(0, 7)).toEqual(['poll', 'load 1', 'copy 1', 'look-up 1', 'poll', 'look-up 1', 'stamp 1']);
    expect(ledger.pages).toEqual(['a']);
  });

  it('of the poll leaves its keys to a later poll', async () => {
    const ledger = new Ledger();
    ledger.write('a');
    ledger.mishaps.push('lost-reply');
    expect(await ledger.pass()).toMatchObject({ writes: 0, left: 1 });
    ledger.now = ledger.nextDue()!;
    expect(await ledger.pass()).toMatchObject({ writes: 2, left: 0 });
    expect(ledger.nextDue()).toBeNull();
  });
});

describe('A parked key', () => {
  it('waits without a retry and without a call, and goes on when it may', async () => {
    const ledger = new Ledger();
    ledger.isPaused = true;
    ledger.write('a');
    expect(await ledger.pass()).toMatchObject({ writes: 0, left: 0 });
    expect(ledger.nextDue()).toBeNull();
    ledger.isPaused = false;
    await ledger.restart();
    expect(await ledger.pass()).toMatchObject({ writes: 2, left: 0 });
  });
});

describe('After a crash or a lost reply at any call', () => {
  const mishaps: Mishap[] = ['refused-connection', 'lost-reply', 'kill-before', 'kill-after'];
  const calls = [0, 1, 2, 3, 4, 5, 6];
  const cases = mishaps.flatMap((mishap) =>
    calls.flatMap((first) => [[mishap, first, null] as const, [mishap, first, first + 1] as const]),
  );

  it.each(cases)('%s at call %s (and %s) leaves the same end and the same creates', async (mishap, first, second) => {
    const ledger = new Ledger();
    for (const name of ['a', 'bad', 'c', 'd', 'first']) ledger.write(name);
    ledger.mishaps.push(...Array.from({ length: first }, () => null), mishap, ...(second === null ? [] : [mishap]));
    await ledger.settle();
    expect([...ledger.pages].sort()).toEqual(['a', 'c', 'd', 'first']);
    expect([...ledger.notes].map(([name, { page, error }]) => [name, page, error])).toEqual([
      ['a', 'a', null],
      ['bad', null, 'BAD: no such name'],
      ['c', 'c', null],
      ['d', 'd', null],
      ['first', 'first', null],
    ]);
    expect([...ledger.journal.entries('engagement', 'intent')]).toEqual([]);
    expect([...ledger.journal.entries('engagement', 'pending')]).toEqual([]);
    expect(ledger.journal.decisions()).toHaveLength(5);
  });
});
