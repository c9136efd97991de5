import { stringify } from 'yaml';
import { type Recorded, storyOf } from './story-of.js';

/** A recording as a scenario file, and what of it the language has no words for. */
export function recordedText(recorded: Recorded, head = ''): { readonly text: string; readonly untold: readonly string[] } {
  const { clock, given, steps, untold } = storyOf(recorded);
  const lines = [
    `${head}backlot: 1`,
    `scenario: ${JSON.stringify(recorded.title)}`,
    'tags: [recorded]',
    `clock: ${clock}`,
    ...(recorded.seed === 1 ? [] : [`seed: ${recorded.seed}`]),
    ...(given.length === 0 ? [] : ['given:', ...given.map(line)]),
    'steps:',
    ...steps.map(line),
    ...untold.map((each) => `# Not told: ${each}`),
  ];
  return { text: `${lines.join('\n')}\n`, untold };
}

function line(step: object): string {
  const lines = Object.entries(step).map(
    ([key, form]) => `${key}:${form === null ? '' : ` ${stringify(form, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`}`,
  );
  return `  - ${lines.join('\n    ')}`;
}
