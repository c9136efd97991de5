import { z } from 'zod';
import type { Miss } from '../checks/check.js';
import { CHECK_SHAPE, evaluate, scanChecks } from '../checks/index.js';
import { duration, matcher } from '../language/pieces.js';
import { show } from '../language/show.js';
import { durationText, instantText, parseDuration } from '../language/time.js';
import { verb } from '../language/verb.js';
import type { Scene } from '../stage/scene.js';
import { StepFailure } from '../stage/step-failure.js';

/** All checks hold now; the clock does not move. */
export const expect = verb({
  name: 'expect',
  about: 'All checks hold now; the clock does not move.',
  form: z.looseObject(CHECK_SHAPE).catchall(matcher),
  text: (form) => `expects ${show(form)}`,
  isCheck: true,
  scan: (form, sight) => scanChecks(form, sight),
  act: (form, scene) => {
    const miss = evaluate(form, scene, scene.place)[0];
    if (miss !== undefined) throw failure(miss);
  },
});

/** The clock moves until all checks hold. */
export const eventually = verb({
  name: 'eventually',
  about: 'The clock moves until all checks hold; reports the instant.',
  form: z
    .looseObject({ ...CHECK_SHAPE, within: duration.meta({ write: 'Write how long at most: { within: 30m, … }.' }) })
    .catchall(matcher),
  text: ({ within, ...checks }) => `expects within ${within} ${show(checks)}`,
  isCheck: true,
  scan: ({ within: _, ...checks }, sight) => scanChecks(checks, sight),
  act: async ({ within, ...checks }, scene) => {
    const deadline = scene.now + parseDuration(within)!;
    let misses = evaluate(checks, scene, scene.place);
    await untilEvent(
      deadline,
      scene,
      () => {
        misses = evaluate(checks, scene, scene.place);
        return misses.length === 0;
      },
      misses.length === 0,
    );
    const miss = misses[0];
    if (miss !== undefined) throw failure(miss, ` within ${within}`);
    scene.stage.remark(`held at ${instantText(scene.now)}`);
  },
});

/** The clock moves; the checks, all together, hold at no event on the way. */
export const never = verb({
  name: 'never',
  about: 'The clock moves; the checks, all together, hold at no event on the way.',
  form: z.looseObject({ ...CHECK_SHAPE, during: duration.meta({ write: 'Write how long: { during: 7d, … }.' }) }).catchall(matcher),
  text: ({ during, ...checks }) => `expects that for ${during} never ${show(checks)}`,
  isCheck: true,
  scan: ({ during: _, ...checks }, sight) => scanChecks(checks, sight),
  act: async ({ during, ...checks }, scene) => {
    const start = scene.now;
    const holds = (): boolean => evaluate(checks, scene, scene.place).length === 0;
    const didHold = await untilEvent(start + parseDuration(during)!, scene, holds, holds());
    if (!didHold) return;
    const after = durationText(scene.now - start);
    throw new StepFailure(
      `that for ${during} never ${show(checks)}`,
      `it held after ${after}, at ${instantText(scene.now)}`,
      [],
      scene.place.key,
    );
  },
});

/** Moves the clock event by event until a condition holds; looks again only when something happened. True when it held. */
async function untilEvent(deadline: number, scene: Scene, holds: () => boolean, holdsNow: boolean): Promise<boolean> {
  const { world } = scene.stage;
  let isHeld = holdsNow;
  let seen = world.changes.next + world.calls.next;
  while (!isHeld && (await scene.stage.moveTowards(deadline))) {
    scene.afterEvent();
    const now = world.changes.next + world.calls.next;
    if (now !== seen) isHeld = holds();
    seen = now;
  }
  return isHeld;
}

function failure({ place, expected, actual, about }: Miss, suffix = ''): StepFailure {
  return new StepFailure(`${expected}${suffix}`, actual, about, place.value);
}
