import { describe, expect, it } from 'vitest';
import { Clock } from '../../../simulator/kernel/clock.js';

describe('the clock', () => {
  it('runs what falls due in order of time, then of arming', async () => {
    const clock = new Clock(0);
    const seen: string[] = [];
    clock.on('test', (payload) => void seen.push(`${clock.now()} ${payload}`));
    clock.arm(20, 'test', 'c');
    clock.arm(10, 'test', 'a');
    clock.arm(10, 'test', 'b');
    clock.arm(99, 'test', 'late');
    await clock.advanceTo(50);
    expect(seen).toEqual(['10 a', '10 b', '20 c']);
    expect(clock.now()).toBe(50);
  });

  it('runs what a timer arms for an instant on the way', async () => {
    const clock = new Clock(0);
    const seen: number[] = [];
    clock.on('again', () => {
      seen.push(clock.now());
      clock.arm(clock.now() + 10, 'again');
    });
    clock.arm(10, 'again');
    await clock.advanceTo(35);
    expect(seen).toEqual([10, 20, 30]);
  });

  it('awaits a callback before it moves on', async () => {
    const clock = new Clock(0);
    const seen: string[] = [];
    clock.on('slow', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`slow at ${clock.now()}`);
    });
    clock.on('next', () => void seen.push(`next at ${clock.now()}`));
    clock.arm(1, 'slow');
    clock.arm(2, 'next');
    await clock.advanceTo(5);
    expect(seen).toEqual(['slow at 1', 'next at 2']);
  });

  it('goes on while a task waits for time, and resumes it at its instant', async () => {
    const clock = new Clock(0);
    const seen: string[] = [];
    await clock.run(async () => {
      await clock.sleep(30);
      seen.push(`woke at ${clock.now()}`);
    });
    expect(seen).toEqual([]);
    await clock.advanceTo(29);
    expect(seen).toEqual([]);
    await clock.advanceTo(31);
    expect(seen).toEqual(['woke at 30']);
  });

  it('throws the error of a callback to whoever moves it', async () => {
    const clock = new Clock(0);
    clock.on('bad', () => {
      throw new Error('broken');
    });
    clock.arm(1, 'bad');
    await expect(clock.advanceTo(2)).rejects.toThrow('broken');
  });

  it('does not run what was cancelled', async () => {
    const clock = new Clock(0);
    let ran = false;
    clock.on('test', () => {
      ran = true;
    });
    clock.cancel(clock.arm(1, 'test'));
    await clock.advanceTo(2);
    expect([ran, clock.peek()]).toEqual([false, undefined]);
  });

  it('forgets the tasks of a killed program, even when they end later', async () => {
    const clock = new Clock(0);
    let end: () => void = () => {};
    const stuck = clock.run(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    clock.abandonTasks();
    await stuck;
    end();
    await clock.run(async () => {});
    expect(clock.now()).toBe(0);
  });

  it('follows a real source from the present instant on', () => {
    let real = 1_000;
    const clock = new Clock(500);
    clock.follow(() => real);
    real += 7;
    expect(clock.now()).toBe(507);
    clock.jumpTo(600);
    expect(clock.now()).toBe(600);
    clock.follow(null);
    real += 50;
    expect(clock.now()).toBe(600);
  });
});
