import { beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../../simulator/kernel/clock.js';
import { ClockDriver, type RealTime } from '../../../simulator/server/real-time.js';

/** A machine's time that passes when told to. */
class Machine implements RealTime {
  #now = 1_000_000;
  #waits = new Map<number, { at: number; work: () => void }>();
  #nextId = 1;
  now = (): number => this.#now;
  after(ms: number, work: () => void): () => void {
    const id = this.#nextId++;
    this.#waits.set(id, { at: this.#now + ms, work });
    return () => this.#waits.delete(id);
  }
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#waits].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) break;
      this.#waits.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].work();
      await new Promise(setImmediate);
    }
    this.#now = until;
  }
  set(now: number): void {
    this.#now = now;
  }
  get waits(): number {
    return this.#waits.size;
  }
}

describe('a clock that is driven by the machine', () => {
  let machine: Machine;
  let clock: Clock;
  let driver: ClockDriver;
  let ran: [string, number][];
  let failures: unknown[];
  beforeEach(() => {
    machine = new Machine();
    clock = new Clock(5_000);
    ran = [];
    failures = [];
    driver = new ClockDriver(clock, machine, (error) => failures.push(error));
    clock.on('test:note', (text) => void ran.push([text as string, clock.now()]));
    clock.on('test:fail', () => {
      throw new Error('boom');
    });
  });

  it('lets the machine have its turn while a long way is gone, and not for a short one', async () => {
    clock.on('test:work', () => machine.set(machine.now() + 30));
    for (let at = 5_001; at <= 5_010; at += 1) clock.arm(at, 'test:work');
    clock.arm(5_011, 'test:note', 'there');
    const arrived = driver.advanceTo(6_000);
    await new Promise(setImmediate);
    // After two of them; whatever else the process has to do comes now.
    expect([clock.now(), machine.waits]).toEqual([5_002, 1]);
    await machine.pass(1_000);
    await arrived;
    expect([clock.now(), ran]).toEqual([6_000, [['there', 5_011]]]);
  });

  it('goes no further once it is stopped on the way', async () => {
    clock.on('test:work', () => machine.set(machine.now() + 60));
    for (let at = 5_001; at <= 5_010; at += 1) clock.arm(at, 'test:work');
    void driver.advanceTo(6_000);
    await new Promise(setImmediate);
    driver.stop();
    await machine.pass(1_000);
    expect(clock.now()).toBe(5_002);
  });

  it('stands until it is let go, then passes with the machine from where it stood', async () => {
    await machine.pass(100);
    expect(clock.now()).toBe(5_000);
    driver.thaw();
    await machine.pass(250);
    expect(clock.now()).toBe(5_250);
    driver.freeze();
    await machine.pass(100);
    expect(clock.now()).toBe(5_250);
  });

  it('runs timers when they fall due, also those armed meanwhile', async () => {
    driver.thaw();
    clock.arm(5_500, 'test:note', 'later');
    clock.arm(5_100, 'test:note', 'soon');
    await machine.pass(99);
    expect(ran).toEqual([]);
    await machine.pass(1_000);
    expect(ran).toEqual([
      ['soon', 5_100],
      ['later', 5_500],
    ]);
  });

  it('runs what falls due on the way of an advance at its own instant, then passes on', async () => {
    driver.thaw();
    clock.arm(90_000, 'test:note', 'on the way');
    await driver.advanceTo(100_000);
    expect(ran).toEqual([['on the way', 90_000]]);
    await machine.pass(10);
    expect(clock.now()).toBe(100_010);
    expect(driver.isFrozen).toBe(false);
  });

  it('goes on after a timer failed, and tells of the failure', async () => {
    driver.thaw();
    clock.arm(5_010, 'test:fail');
    clock.arm(5_020, 'test:note', 'after');
    await machine.pass(100);
    expect(failures).toHaveLength(1);
    expect(ran.map(([text]) => text)).toEqual(['after']);
  });

  it('never goes back when somebody sets the machine back, and follows when it is set on', async () => {
    driver.thaw();
    await machine.pass(10_000);
    expect(clock.now()).toBe(15_000);
    machine.set(1_000_000 - 3_600_000);
    expect(clock.now()).toBe(15_000);
    clock.arm(clock.now() + 2_000, 'test:note', 'after');
    await machine.pass(2_000);
    expect(ran).toEqual([['after', 17_000]]);
    machine.set(1_000_000 + 3_600_000);
    expect(clock.now()).toBeGreaterThan(17_000 + 3_600_000);
  });

  it('lets one mover at a time', async () => {
    clock.arm(6_000, 'test:note', 'first');
    clock.arm(7_000, 'test:note', 'second');
    await Promise.all([driver.advanceTo(6_500), driver.advanceTo(7_500)]);
    expect(ran).toEqual([
      ['first', 6_000],
      ['second', 7_000],
    ]);
  });

  it('waits for nothing when it is stopped', () => {
    driver.thaw();
    clock.arm(6_000, 'test:note', 'never');
    driver.stop();
    expect(machine.waits).toBe(0);
  });
});
