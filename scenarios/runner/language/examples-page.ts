import { ENGAGEMENT_RULES } from '../../../src/rules/catalogue/engagement.js';
import { ENGAGEMENT_EXAMPLES, type Example } from '../../../src/rules/catalogue/engagement-examples.js';
import type { Rule } from '../../../src/rules/catalogue/rule.js';
import type { Shelved } from './library.js';

/** docs/engagement-examples.md: each example, rule and decision between Salesforce and Account Engagement, and the scenarios that show it. */
export function examplesPage(shelved: readonly Shelved[]): string {
  const examples = ENGAGEMENT_EXAMPLES.map((example) => `| ${example.id} | ${example.text} | ${shownBy(example, shelved)} |`);
  return `# What shows how Account Engagement syncs

*This page is made from the rule catalogue and the scenario files; a test keeps it true.* A scenario shows an example when it has its tag (\`E12\`), and
proves a rule or a decision when it names it under \`rules\`.

## Examples

What people report about the connector, and what plays it. Examples about clients of the API have tests of the stand-in.

| | What happens | Shown by |
|---|---|---|
${examples.join('\n')}

## Rules

| | Rule | Proven by |
|---|---|---|
${rulesIn(shelved, (id) => !id.startsWith('D-'))}

## Decisions of the project

Where the sources are silent or contradict each other.

| | Decision | Proven by |
|---|---|---|
${rulesIn(shelved, (id) => id.startsWith('D-'))}
`;
}

/** The scenarios that have an example's tag. */
export function scenariosOf({ id }: Example, shelved: readonly Shelved[]): readonly Shelved[] {
  return shelved.filter(({ path, story }) => !path.startsWith('intacct/') && story.tags.includes(id));
}

/** The scenarios about Account Engagement that name a rule; decisions of the other catalogue are called alike. */
export function proofsIn(id: string, shelved: readonly Shelved[]): readonly Shelved[] {
  const isOurs = ({ rules }: Shelved['story']): boolean => rules.some((each) => each.startsWith('AE-'));
  return shelved.filter(({ story }) => story.rules.includes(id) && isOurs(story));
}

function shownBy(example: Example, shelved: readonly Shelved[]): string {
  if (example.lacking !== undefined) return `nothing: ${example.lacking}`;
  if (example.test !== undefined) return `[${nameOf(example.test)}](../${example.test})`;
  return links(scenariosOf(example, shelved));
}

function rulesIn(shelved: readonly Shelved[], isWanted: (id: string) => boolean): string {
  const rows = ENGAGEMENT_RULES.filter(({ id }) => isWanted(id)).map((rule: Rule) => {
    const proofs = proofsIn(rule.id, shelved);
    return `| ${rule.id} | ${rule.text} | ${proofs.length > SHOWN_MAX ? `${links(proofs.slice(0, SHOWN_MAX))} and ${proofs.length - SHOWN_MAX} more` : links(proofs)} |`;
  });
  return rows.join('\n');
}

/** Proofs that a cell of the page names; rules that nearly every story rests on have dozens. */
const SHOWN_MAX = 6;

function links(shelved: readonly Shelved[]): string {
  return shelved.map(({ path }) => `[${nameOf(path)}](../scenarios/${path})`).join(', ');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
