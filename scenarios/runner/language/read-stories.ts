import type { z } from 'zod';
import { type Path, readSource, type SourceFile } from '../../../simulator/yaml/document.js';
import { fitForm } from '../../../simulator/yaml/forms.js';
import { suggestion } from '../../../simulator/yaml/nearest.js';
import { Place } from '../../../simulator/yaml/place.js';
import { FileProblem } from '../../../simulator/yaml/problem.js';
import { isMap } from '../../../simulator/yaml/written.js';
import { readStep } from './read-step.js';
import { show } from './show.js';
import { fixtureForm, type Story, storyForm } from './story.js';
import { parseInstant } from './time.js';
import type { Step, Verb } from './verb.js';

/** What a reader needs from around a file. */
export type Surroundings = {
  readonly verbs: ReadonlyMap<string, Verb>;
  /** The fixture of a name in the nearest fixtures/ folder upwards, or null; and which names that folder has. */
  fixture(name: string): { readonly file: string; readonly text: string } | null;
  fixtureNames(): readonly string[];
};

export type StoriesRead = { readonly stories: readonly Story[]; readonly problems: readonly FileProblem[] };

type Header = z.infer<typeof storyForm>;

/** Reads a scenario file: a story, or one per row of its examples. Gives every problem of the file, not only the first. */
export function readStories(file: string, text: string, around: Surroundings): StoriesRead {
  const problems = new Problems();
  const source = problems.catching(() => readSource(file, text));
  if (source === null) return { stories: [], problems: problems.all };
  const whole = new Place(source, []);
  if (!isMap(source.value)) {
    problems.add(whole.problem('a scenario is a map of keys', 'Begin with `backlot: 1` and `scenario: …`.'));
    return { stories: [], problems: problems.all };
  }
  const rows = rowsOf(source.value);
  const columns = new Set(rows.flatMap((row) => Object.keys(row ?? {})));
  problems.add(...raggedRows(rows, whole));
  const fixtures = readFixtures(source, around, problems);
  const lineCount = text.split('\n').length;
  const stories = rows.map((row, index) => {
    const value = {
      ...(substitute({ ...(source.value as object), examples: null }, row) as object),
      examples: (source.value as Record<string, unknown>)['examples'],
    };
    return readStory({ source, value, row, index, columns, fixtures, around, problems, lineCount });
  });
  return { stories: stories.filter((story) => story !== null), problems: problems.all };
}

type Reading = {
  readonly source: SourceFile;
  readonly value: unknown;
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly index: number;
  readonly columns: ReadonlySet<string>;
  readonly fixtures: readonly { readonly source: SourceFile; readonly given: readonly unknown[] }[];
  readonly around: Surroundings;
  readonly problems: Problems;
  readonly lineCount: number;
};

function readStory(reading: Reading): Story | null {
  const { source, value, row, index, fixtures, around, problems, lineCount } = reading;
  const fitted = fitForm(storyForm, value);
  if ('misfits' in fitted) {
    problems.misfits(fitted.misfits, source);
    return null;
  }
  const header = fitted.data;
  const steps = (list: readonly unknown[], from: SourceFile, key: string): Step[] =>
    list.flatMap((each, at) => {
      const read = readStep(each, new Place(from, [key, at]), around.verbs);
      if ('step' in read) return [read.step];
      problems.add(...read.problems);
      return [];
    });
  const given = [
    ...fixtures.flatMap((fixture) =>
      steps(
        fixture.given.map((each) => substitute(each, row)),
        fixture.source,
        'given',
      ),
    ),
    ...steps(header.given ?? [], source, 'given'),
  ];
  const own = row === null ? null : source.valueAt(['examples', index]).line;
  const line = own ?? source.keyAt(['scenario']).line;
  return {
    file: source.file,
    line,
    lines: own === null || !isRowsOnLines(header) ? { first: 1, last: lineCount } : { first: own, last: own },
    title: titleOf(header.scenario, row),
    promise: header.scenario,
    about: header.about ?? null,
    tags: header.tags ?? [],
    rules: header.rules ?? [],
    rulesPlace: new Place(source, ['rules']),
    start: header.clock == null ? null : parseInstant(header.clock),
    seed: header.seed ?? 1,
    settings: header.settings ?? {},
    settingsPlace: new Place(source, ['settings']),
    waive: Object.fromEntries(Object.entries(header.waive ?? {}).map(([name, why]) => [name, String(why)])),
    waivePlace: new Place(source, ['waive']),
    given,
    steps: steps(header.steps ?? [], source, 'steps'),
    example: row,
  };
}

function isRowsOnLines(header: Header): boolean {
  return header.examples != null;
}

function titleOf(title: string, row: Readonly<Record<string, unknown>> | null): string {
  if (row === null) return title;
  const cells = Object.entries(row).map(([key, value]) => `${key}: ${value === null ? 'null' : show(value)}`);
  return `${title} (${cells.join(', ')})`;
}

function rowsOf(value: Record<string, unknown>): readonly (Readonly<Record<string, unknown>> | null)[] {
  const examples = value['examples'];
  return Array.isArray(examples) && examples.length > 0 && examples.every(isMap) ? examples : [null];
}

/** Every row of examples has the columns of the first: a misspelt one would leave `$column` without a value in that row alone. */
function raggedRows(rows: readonly (Readonly<Record<string, unknown>> | null)[], whole: Place): FileProblem[] {
  const wanted = Object.keys(rows[0] ?? {});
  return rows.flatMap((row, index) => {
    const place = whole.sub('examples', index);
    const lacking = wanted.filter((column) => !Object.hasOwn(row ?? {}, column));
    const extra = Object.keys(row ?? {}).filter((column) => !wanted.includes(column));
    const beyond = extra.map((column) =>
      place.sub(column).keyProblem(`the first row has no column "${column}"`, suggestion(column, lacking) || SAME_COLUMNS),
    );
    return extra.length > 0 ? beyond : lacking.map((column) => place.problem(`this row lacks the column "${column}"`, SAME_COLUMNS));
  });
}

const SAME_COLUMNS = 'Give every row the same columns; null is no value.';

/** Puts a row's values where `$column` stands as a whole scalar. */
function substitute(value: unknown, row: Readonly<Record<string, unknown>> | null): unknown {
  if (row === null) return value;
  if (typeof value === 'string') {
    const column = value.startsWith('$') && !value.startsWith('$$') ? value.slice(1) : null;
    return column !== null && Object.hasOwn(row, column) ? row[column] : value;
  }
  if (Array.isArray(value)) return value.map((each) => substitute(each, row));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, substitute(each, row)]));
  return value;
}

function readFixtures(source: SourceFile, around: Surroundings, problems: Problems): { source: SourceFile; given: readonly unknown[] }[] {
  const use = isMap(source.value) ? source.value['use'] : null;
  if (!Array.isArray(use)) return [];
  return use.flatMap((name, index) => {
    const found = around.fixture(String(name));
    if (found === null) {
      const hint = suggestion(String(name), around.fixtureNames()) || 'Put it into a fixtures/ folder beside the scenario or above it.';
      problems.add(new Place(source, ['use', index]).problem(`there is no fixture "${String(name)}"`, hint));
      return [];
    }
    const fixture = problems.catching(() => readSource(found.file, found.text));
    if (fixture === null) return [];
    const fitted = fitForm(fixtureForm, fixture.value);
    if ('data' in fitted) return [{ source: fixture, given: fitted.data.given ?? [] }];
    problems.misfits(fitted.misfits, fixture);
    // What it names all the same is no further mistake of the story that uses it.
    const given = isMap(fixture.value) ? fixture.value['given'] : null;
    return Array.isArray(given) ? [{ source: fixture, given }] : [];
  });
}

/** Problems found so far; each place and text once, though several rows of examples may stumble over it. */
class Problems {
  readonly #byText = new Map<string, FileProblem>();

  get all(): readonly FileProblem[] {
    return [...this.#byText.values()];
  }

  add(...problems: readonly FileProblem[]): void {
    for (const problem of problems) if (!this.#byText.has(problem.message)) this.#byText.set(problem.message, problem);
  }

  misfits(misfits: readonly { path: Path; text: string; hint: string; isKey?: boolean }[], source: SourceFile): void {
    for (const { path, text, hint, isKey } of misfits) {
      const place = new Place(source, path);
      this.add(isKey === true ? place.keyProblem(text, hint) : place.problem(text, hint));
    }
  }

  catching<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.add(error);
      return null;
    }
  }
}
