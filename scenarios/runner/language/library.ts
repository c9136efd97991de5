import type { Story } from './story.js';

/** A scenario file of the library: its path under scenarios/, and what it tells. */
export type Shelved = { readonly path: string; readonly story: Story };

/** The index of the scenarios that ship, docs/library.md: folder by folder, each with its promise, what it is about and its rules. */
export function libraryPage(shelved: readonly Shelved[]): string {
  const folders = new Map<string, Shelved[]>();
  for (const each of shelved) {
    const folder = each.path.slice(0, each.path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), each]);
  }
  const shelves = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, stories]) => shelf(folder, stories));
  return `# The scenarios that ship

*This page is made from the scenario files; a test keeps it true.* There are ${shelved.length}. Play one with \`backlot run FILE\`, look at it with
\`backlot run FILE --reporter html\`.

${shelves.join('\n')}`;
}

function shelf(folder: string, stories: readonly Shelved[]): string {
  const rows = stories.map(({ path, story }) => {
    const { promise, about, rules, tags } = story;
    const file = path.slice(path.lastIndexOf('/') + 1);
    return `| [${file}](../scenarios/${path}) | ${cell(`**${promise}.** ${about ?? ''}`)} | ${tags.join(' ')} | ${rules.join(' ')} |`;
  });
  return `## ${folder}\n\n| File | What it promises | Tags | Rules |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').replace('..**', '.**').trim();
}
