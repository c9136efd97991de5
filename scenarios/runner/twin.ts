import { Place } from '../../simulator/yaml/place.js';
import { FileProblem } from '../../simulator/yaml/problem.js';
import { failureOf } from './failure.js';
import { readStep } from './language/read-step.js';
import { parseInstant } from './language/time.js';
import { Performance } from './player.js';
import type { PlayedStep, ScenarioFailure } from './result.js';
import { Stage } from './stage/stage.js';
import type { Trace } from './stage/trace.js';
import type { TransportFactory } from './stage/transports.js';
import { VERBS, type VOCABULARY } from './steps/index.js';
import type { Created, CreateForm, FindForm, SettingsForm, TypedChecks, TypeName } from './typed.js';

/** What may stand beside a verb. */
export type Beside = { readonly by?: string; readonly label?: string; readonly fails?: true | string };

export type TellOptions = {
  /** Start of virtual time, as an instant. */
  readonly clock?: string;
  readonly seed?: number;
  readonly settings?: SettingsForm;
  /** Invariants that are off, each with the reason. */
  readonly waive?: Readonly<Record<string, string>>;
  readonly transports?: TransportFactory;
  /** A file that the story names, such as the CSV of an import; without it there are none. */
  readonly readFile?: (name: string) => string | null;
};

type Vocabulary = typeof VOCABULARY;
type Form<V> = V extends { readonly text: (form: infer F) => string } ? F : never;
type Camel<S extends string> = S extends `${infer Head}-${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : S;
type VerbFunction<F> = null extends F ? (form?: F, beside?: Beside) => Promise<void> : (form: F, beside?: Beside) => Promise<void>;

/** The verbs of the language as functions: `sendToEngagement` is *send-to-engagement*. */
type VerbFunctions = { readonly [V in keyof Vocabulary as V extends Typed ? never : Camel<V>]: VerbFunction<Form<Vocabulary[V]>> };

/** Verbs whose forms name types, fields or settings. */
type Typed = 'create' | 'find' | 'set' | 'expect' | 'eventually' | 'never';

/** A story as TypeScript tells it. */
export type Story = VerbFunctions & {
  create<T extends TypeName>(type: T, fields: Created<T> | readonly Created<T>[], beside?: Beside): Promise<void>;
  create(form: CreateForm | readonly CreateForm[], beside?: Beside): Promise<void>;
  find(form: FindForm, beside?: Beside): Promise<void>;
  set(form: SettingsForm, beside?: Beside): Promise<void>;
  expect(checks: Form<Vocabulary['expect']> & TypedChecks, beside?: Beside): Promise<void>;
  eventually(checks: Form<Vocabulary['eventually']> & TypedChecks, beside?: Beside): Promise<void>;
  never(checks: Form<Vocabulary['never']> & TypedChecks, beside?: Beside): Promise<void>;
  /** Steps that set the stage; writes count after them. */
  given(steps: () => Promise<void>): Promise<void>;
  /** The present values of a named record; null when it is gone. */
  get(name: string): Readonly<Record<string, unknown>> | null;
  /** The id of a named record. */
  id(name: string): string;
};

export type Told = { readonly failure: ScenarioFailure | null; readonly steps: readonly PlayedStep[]; readonly trace: Trace };

/** Plays a story that is told in TypeScript, on a fresh stage. Never throws for what the story does. */
export async function tell(options: TellOptions, story: (s: Story) => Promise<void>): Promise<Told> {
  const { clock, seed = 1, settings = {}, waive = {}, transports, readFile = () => null } = options;
  const start = clock === undefined ? null : parseInstant(clock);
  if (clock !== undefined && start === null) throw new FileProblem(`"${clock}" is no instant`, 'Write 2026-03-02T09:00:00Z.', null);
  const stage = await Stage.open({ seed, start, ...(transports === undefined ? {} : { transports }) });
  const performance = new Performance(stage, waive, Place.nowhere, readFile);
  let failure: ScenarioFailure | null = null;
  try {
    if (Object.keys(settings).length > 0) await performance.settings(settings, Place.nowhere);
    performance.begin();
    await story(storyOn(performance));
    performance.end();
  } catch (error) {
    failure = failureOf({ error, stage, step: performance.current, replay: null });
  } finally {
    await stage.close();
  }
  return { failure, steps: performance.played, trace: stage.trace };
}

function storyOn(performance: Performance): Story {
  const { names } = performance.stage;
  let phase: 'given' | 'steps' = 'steps';
  const play = async (verb: string, form: unknown, beside: Beside = {}): Promise<void> => {
    const read = readStep({ ...beside, [verb]: form ?? null }, Place.nowhere, VERBS);
    if (!('step' in read)) throw read.problems[0]!;
    await performance.step(read.step, phase);
  };
  const functions: Record<string, unknown> = {};
  for (const verb of VERBS.keys()) functions[camel(verb)] = (form: unknown, beside?: Beside) => play(verb, form, beside);
  const own = {
    create: (first: unknown, second?: unknown, third?: Beside) =>
      typeof first === 'string' ? play('create', { [first]: second }, third) : play('create', first, second as Beside | undefined),
    given: async (steps: () => Promise<void>) => {
      phase = 'given';
      await steps();
      phase = 'steps';
      performance.begin();
    },
    get: (name: string) => {
      const ref = names.need(name, Place.nowhere);
      return performance.stage.people(ref.system).read(ref.object, ref.id);
    },
    id: (name: string) => names.need(name, Place.nowhere).id,
  };
  return { ...functions, ...own } as unknown as Story;
}

function camel(verb: string): string {
  return verb.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
