import { z } from 'zod';
import type { Flow } from '../../../src/model/record.js';
import { duration, nothing, text } from '../language/pieces.js';
import { durationText, instantText, parseDuration, parseUntil } from '../language/time.js';
import { verb } from '../language/verb.js';
import { FLOWS } from '../stage/core-host.js';
import type { Scene } from '../stage/scene.js';
import { StepFailure } from '../stage/step-failure.js';

const SETTLE_MS_DEFAULT = 86_400_000;

/** Moves the clock; whatever falls due on the way runs at its own instant. */
export const advance = verb({
  name: 'advance',
  about: 'Moves the clock.',
  form: duration,
  text: (form) => `lets ${form} pass`,
  isCheck: true,
  act: (form, scene) => moveTo(scene.now + parseDuration(form)!, scene),
});

export const until = verb({
  name: 'until',
  about: 'Moves the clock to that instant, or to the next such weekday and time.',
  form: text.meta({ write: 'Write an instant such as 2026-03-06T09:00:00Z, or a weekday and time such as Fri 09:00.' }),
  text: (form) => `waits until ${form}`,
  scan: (form, sight) => {
    if (parseUntil(form, 0) === null)
      sight.tell(sight.place.problem(`"${form}" is no instant`, 'Write 2026-03-06T09:00:00Z or Fri 09:00.'));
  },
  isCheck: true,
  act: (form, scene) => {
    const at = parseUntil(form, scene.now);
    if (at === null) throw scene.place.problem(`"${form}" is no instant`, 'Write 2026-03-06T09:00:00Z or Fri 09:00.');
    if (at < scene.now)
      throw scene.place.problem(`${instantText(at)} is past: it is ${instantText(scene.now)}`, 'The clock never moves back.');
    return moveTo(at, scene);
  },
});

/** One pass of the core now; the clock does not move. */
export const sync = verb({
  name: 'sync',
  about: 'One pass of the sync core now, until all that is left waits for time.',
  form: z.enum(['all', 'engagement', 'intacct']),
  text: (form) => `passes ${form === 'all' ? 'both flows' : form}`,
  isCheck: true,
  act: async (form, scene) => {
    const { world, passes } = scene.stage;
    const flows: readonly Flow[] = form === 'all' ? FLOWS : [form];
    await world.clock.run(() => passes.drive(flows));
    scene.afterEvent();
    while (await world.clock.step(world.clock.now())) scene.afterEvent();
  },
});

export const settle = verb({
  name: 'settle',
  about: 'Moves the clock until a pass of every flow writes nothing and only standing timers are left.',
  form: z.union([nothing, z.strictObject({ within: duration.optional() })]).meta({ write: 'Write "settle:" or "settle: { within: 1d }".' }),
  text: (form) => `settles${form?.within === undefined ? '' : ` within ${form.within}`}`,
  isCheck: true,
  act: async (form, scene) => {
    const within = form?.within === undefined ? SETTLE_MS_DEFAULT : parseDuration(form.within)!;
    const deadline = scene.now + within;
    const calls = scene.stage.world.calls.next;
    while (!scene.stage.passes.isSettled) {
      if (await scene.stage.moveTowards(deadline)) scene.afterEvent();
      else throw unsettled(within, calls, scene);
    }
  },
});

async function moveTo(instant: number, scene: Scene): Promise<void> {
  while (await scene.stage.moveTowards(instant)) scene.afterEvent();
}

function unsettled(within: number, callsBefore: number, scene: Scene): StepFailure {
  const { world } = scene.stage;
  const waiting = world.clock.timers().filter((timer) => !timer.standing);
  const last = world.changes.since().findLast((change) => change.cause.isSync === true);
  const about = last === undefined ? [] : [{ system: last.system, object: last.object, id: last.id }];
  const idle =
    world.calls.next === callsBefore ? `no pass came; the next is at ${instantText(scene.stage.passes.nextPoll)}` : 'it still writes';
  const left = waiting.length === 0 ? idle : `still due: ${[...new Set(waiting.map((timer) => timer.kind))].join(', ')}`;
  return new StepFailure(`everything to settle within ${durationText(within)}`, left, about, scene.place.key);
}
