/** The choice that a misspelt word most likely meant, or null when none is close. Letter case does not count. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1) + 1;
  for (const choice of choices) {
    const candidate = choice.toLowerCase();
    const distance = candidate.endsWith(`.${wanted}`) ? 1 : editDistance(wanted, candidate, bestDistance);
    if (distance < bestDistance) {
      best = choice;
      bestDistance = distance;
    }
  }
  return best;
}

/** The hint for an unknown word: the nearest one, or else what is told otherwise: the choices, when they are few. */
export function suggestion(word: string, choices: Iterable<string>, otherwise?: string): string {
  const all = [...choices];
  const close = nearest(word, all) ?? meant(word, all);
  if (close !== null) return `Did you mean "${close}"?`;
  if (otherwise !== undefined) return otherwise;
  if (all.length === 0) return '';
  if (all.length <= CHOICES_SHOWN_MAX) return `Write one of ${all.join(', ')}.`;
  return `Write one of ${likest(word, all).join(', ')}, ….`;
}

/** Of many choices, the few that share most with a word: first those that have most of its pairs of letters. */
function likest(word: string, choices: readonly string[]): readonly string[] {
  const wanted = pairs(word);
  const shared = (choice: string): number => pairs(choice).filter((pair) => wanted.includes(pair)).length / (choice.length + word.length);
  const ranked = choices.map((choice) => ({ choice, shared: shared(choice) })).sort((a, b) => b.shared - a.shared);
  return ranked.slice(0, LIKEST_SHOWN_MAX).map(({ choice }) => choice);
}

function pairs(word: string): readonly string[] {
  const lowered = word.toLowerCase();
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => lowered.slice(at, at + 2));
}

/** Words that people bring from elsewhere, and what they are called here. */
const CALLED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  advance: ['wait', 'sleep', 'tick', 'pass'],
  expect: ['assert', 'check', 'verify', 'should', 'then', 'ensure'],
  eventually: ['await', 'waitfor', 'poll'],
  create: ['insert', 'add', 'new', 'make', 'upsert'],
  update: ['edit', 'change', 'modify', 'patch'],
  delete: ['remove', 'destroy', 'drop'],
  sync: ['run', 'pass'],
  set: ['configure', 'settings', 'config', 'setting'],
  crash: ['kill', 'restart', 'die'],
  pause: ['stop', 'disable'],
  resume: ['start', 'enable', 'continue'],
  note: ['comment', 'log', 'say', 'echo', 'print'],
  http: ['request', 'call', 'get', 'post', 'curl', 'api'],
  fault: ['fail', 'error', 'break', 'inject'],
  find: ['get', 'query', 'select', 'lookup'],
  matches: ['regex', 'regexp', 'like', 'pattern', 'match'],
  atLeast: ['min', 'gte', 'gt', 'minimum', 'morethan', 'greaterthan', '>', '>='],
  atMost: ['max', 'lte', 'lt', 'maximum', 'lessthan', '<', '<='],
  oneOf: ['in', 'anyof', 'either'],
  not: ['ne', 'isnot', '!='],
  contains: ['includes', 'has', 'substring'],
  engagement: ['pardot', 'mcae', 'ae'],
  salesforce: ['sf', 'sfdc', 'crm'],
  intacct: ['sage', 'erp'],
  scenario: ['name', 'title', 'description'],
  steps: ['when', 'story', 'test', 'tests'],
  given: ['before', 'setup', 'background', 'beforeeach'],
  examples: ['rows', 'table', 'cases', 'params'],
  as: ['id', 'name', 'called', 'alias'],
};

function meant(word: string, choices: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  return choices.find((choice) => CALLED_ELSEWHERE[choice]?.includes(wanted)) ?? null;
}

/** As many as the language has verbs, with some to spare. */
const CHOICES_SHOWN_MAX = 42;

/** Of more than that, as many as can be looked over. */
const LIKEST_SHOWN_MAX = 12;

/** Insertions, deletions, replacements and swaps of neighbours between two words; stops early beyond `max`. */
export function editDistance(from: string, to: string, max = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) > max) return max + 1;
  let older: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, older[column - 2]! + 1);
      }
      current.push(cost);
    }
    older = above;
    above = current;
  }
  return above[to.length]!;
}
