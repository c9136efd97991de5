import { ProtocolError } from '../../simulator/kernel/errors.js';
import type { Place } from '../../simulator/yaml/place.js';
import { FileProblem } from '../../simulator/yaml/problem.js';
import { failureOf } from './failure.js';
import { Watch } from './invariants/index.js';
import { show } from './language/show.js';
import type { Story } from './language/story.js';
import type { Step } from './language/verb.js';
import type { NamedRecord, PlayedStep, ScenarioOutcome, ScenarioResult } from './result.js';
import type { Names } from './stage/names.js';
import { saveSettings, showInSalesforce } from './stage/save-settings.js';
import { Scene } from './stage/scene.js';
import { Stage } from './stage/stage.js';
import { StepFailure } from './stage/step-failure.js';
import { Trace } from './stage/trace.js';
import type { TransportFactory } from './stage/transports.js';

export type PlayOptions = {
  /** Instead of the seed in the file. */
  readonly seed?: number;
  /** How the core reaches the stand-ins; direct unless a test says otherwise. */
  readonly transports?: TransportFactory;
  /** A file that the story names, relative to it. */
  readonly readFile?: (name: string) => string | null;
  /** Files by path of an org that the stand-ins are to be like, as `backlot contract pull` wrote them. */
  readonly org?: ReadonlyMap<string, string>;
};

/** Plays a story on a fresh stage. Never throws: whatever goes wrong is in the result. */
export async function playStory(story: Story, options: PlayOptions = {}): Promise<ScenarioResult> {
  const seed = options.seed ?? story.seed;
  const { start, example } = story;
  const columns = new Set(Object.keys(example ?? {}));
  const { file, line, title, tags, rules, about } = story;
  let performance: Performance | null = null;
  let outcome: ScenarioOutcome = 'passed';
  let error: unknown = null;
  try {
    const stage = await Stage.open({
      seed,
      start,
      columns,
      ...(options.transports === undefined ? {} : { transports: options.transports }),
      ...(options.org === undefined ? {} : { org: options.org }),
    });
    performance = new Performance(stage, story.waive, story.waivePlace, options.readFile ?? (() => null));
    await performance.play(story);
  } catch (thrown) {
    error = thrown;
    outcome = thrown instanceof StepFailure ? 'failed' : thrown instanceof FileProblem ? 'invalid' : 'broken';
  }
  const stage = performance?.stage ?? null;
  const step = performance?.current ?? null;
  const failure =
    outcome === 'passed' ? null : failureOf({ error, stage, step, replay: { file, line, isExample: example !== null, seed } });
  await stage?.close();
  return {
    ...{ file, line, title, tags, rules, about, example, seed, outcome, failure },
    names: stage === null ? [] : namedRecords(stage.names),
    steps: performance?.played ?? [],
    trace: stage?.trace ?? new Trace(),
  };
}

function namedRecords(names: Names): readonly NamedRecord[] {
  return [...names.all()].flatMap(([name]) => {
    const ref = names.record(name);
    return ref === null ? [] : [{ name, system: ref.system, object: ref.object, id: ref.id }];
  });
}

/** One story being played: its steps one after the other, with what is watched in every story. */
export class Performance {
  readonly played: PlayedStep[] = [];
  /** The step that is being played: `step 3 (merge)`. */
  current: string | null = null;
  #watch: Watch;
  #count = 0;

  constructor(
    readonly stage: Stage,
    waive: Readonly<Record<string, string>>,
    waivePlace: Place,
    private readonly readFile: (name: string) => string | null,
  ) {
    this.#watch = new Watch(stage, waive, waivePlace);
  }

  async play(story: Story): Promise<void> {
    if (Object.keys(story.settings).length > 0) await this.settings(story.settings, story.settingsPlace);
    for (const step of story.given) await this.step(step, 'given');
    this.begin();
    for (const step of story.steps) await this.step(step, 'steps');
    this.end();
  }

  /** Settings that are in force from the start. */
  async settings(settings: Readonly<Record<string, unknown>>, place: Place): Promise<void> {
    this.current = 'settings';
    const scene = new Scene(this.stage, place, 'admin', 'settings', this.readFile);
    try {
      scene.act(() => {
        saveSettings(settings, scene, place);
        if (Object.keys(settings).some((key) => key.startsWith('intacct.'))) showInSalesforce(scene);
      });
    } catch (error) {
      throw error instanceof ProtocolError ? refusedFailure(error, place, 'these settings to be saved') : error;
    }
  }

  /** The stage is set: what the sync writes from now on counts. */
  begin(): void {
    this.stage.begin = this.stage.markNow();
    this.#count = 0;
  }

  async step(step: Step, phase: 'given' | 'steps'): Promise<void> {
    const { verb, form, place, by } = step;
    this.#count += 1;
    const sentence = `${by === 'admin' ? '' : `${by} `}${verb.text(form)}`;
    const text = step.label ?? sentence;
    this.current = `step ${this.#count} (${phase === 'given' ? 'given, ' : ''}${verb.name})`;
    this.stage.trace.step(this.stage.world.clock.now(), this.#count, text, phase);
    const look = (): void => this.#watch.look(place);
    const scene = new Scene(this.stage, place, by, this.current, this.readFile, look);
    await act(step, scene);
    look();
    this.played.push({
      text,
      at: this.stage.world.clock.now(),
      phase,
      isNote: verb.name === 'note',
      remarks: this.stage.remarks.splice(0),
    });
  }

  /** What was planned must have come. */
  end(): void {
    const { plannedFaults, crashes, world } = this.stage;
    for (const { id, isOptional, place, text } of plannedFaults) {
      if (isOptional || (world.faults.get(id)?.fired ?? 0) > 0) continue;
      throw new StepFailure(`the fault on ${text} to fire`, 'no call of the sync met it', [], place.key);
    }
    for (const { plan, isOptional, place } of crashes) {
      if (isOptional || plan.hasCome) continue;
      throw new StepFailure('the sync core to crash', `the write to crash at never came; there were ${plan.writes}`, [], place.key);
    }
    this.current = null;
  }
}

/** Plays one step and holds a refusal against what the step says of it. */
async function act({ verb, form, fails, place }: Step, scene: Scene): Promise<void> {
  try {
    await verb.act(form, scene);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (fails === null) throw refusedFailure(error, place, 'this step to succeed');
    if (fails === true || error.code === fails || `${error.code}: ${error.message}`.includes(fails)) return;
    throw refusedFailure(error, place, `this step to be refused with ${show(fails)}`);
  }
  if (fails !== null) {
    const wanted = fails === true ? 'this step to be refused' : `this step to be refused with ${show(fails)}`;
    throw new StepFailure(wanted, 'it was not refused', [], place.key);
  }
}

function refusedFailure(error: ProtocolError, place: Place, expected: string): StepFailure {
  return new StepFailure(expected, `refused with ${error.code}: ${error.message}`, [], place.key);
}
