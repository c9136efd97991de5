import type { Story } from './story.js';
import { topicOf } from './topics.js';

/** A scenario file of the library: its path under scenarios/, and what it tells. */
export type Shelved = { readonly path: string; readonly story: Story };

/** A folder of the library, and what its scenarios have to do with. */
const FOLDERS: Readonly<Record<string, string>> = {
  engagement: 'Salesforce and Account Engagement',
  intacct: 'Salesforce and Sage Intacct',
  together: 'All three systems',
};

/** The index of the scenarios that ship, docs/library.md: folder by folder and topic by topic, each with its promise and what it is about. */
export function libraryPage(shelved: readonly Shelved[]): string {
  const folders = [...grouped(shelved, ({ path }) => path.slice(0, path.lastIndexOf('/')))].sort(([a], [b]) => (a < b ? -1 : 1));
  const shelves = folders.map(([folder, stories]) => ({ folder, topics: topicsOf(stories) }));
  const contents = shelves.map(({ folder, topics }) => {
    const links = topics.map(([topic, { length }]) => `[${topic}](#${anchor(heading(folder, topic))}) ${length}`);
    return `- **[${heading(folder)}](#${anchor(heading(folder))})**${links.length > 1 ? `: ${links.join(' · ')}` : ''}`;
  });
  const texts = shelves.map(({ folder, topics }) => {
    const parts = topics.map(
      ([topic, stories]) => `${topics.length > 1 ? `### ${heading(folder, topic)}\n\n` : ''}${stories.map(entry).join('\n')}\n`,
    );
    return `## ${heading(folder)}\n\n${parts.join('\n')}`;
  });
  return `# The scenarios that ship

*This page is made from the scenario files; a test keeps it true.* There are ${shelved.length}. Play one with \`backlot run FILE\`, look at it with
\`backlot run FILE --reporter html\`. Behind each stand the rules that it proves; \`backlot run --tag TAG\` plays all that have a tag.

${contents.join('\n')}

${texts.join('\n')}`;
}

/** A folder with fewer scenarios can be read as it is. */
const TOPICS_FROM = 40;

function topicsOf(stories: readonly Shelved[]): readonly (readonly [string, readonly Shelved[]])[] {
  if (stories.length < TOPICS_FROM) return [['All', stories]];
  return [...grouped(stories, ({ story }) => topicOf(story.tags))].sort(([a], [b]) => (a < b ? -1 : 1));
}

function grouped(stories: readonly Shelved[], keyOf: (each: Shelved) => string): ReadonlyMap<string, readonly Shelved[]> {
  const groups = new Map<string, Shelved[]>();
  for (const each of stories) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

/** A topic carries its folder's name, so that no two headings of the page are the same. */
function heading(folder: string, topic?: string): string {
  return topic === undefined ? (FOLDERS[folder] ?? folder) : `${topic} (${folder})`;
}

/** As Markdown viewers make them from headings. */
function anchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function entry({ path, story }: Shelved): string {
  const { promise, about, rules } = story;
  return `- **[${text(promise)}](../scenarios/${path}).** ${text(about ?? '')} ${rules.length === 0 ? '' : `*${rules.join(' ')}*`}`.trimEnd();
}

function text(written: string): string {
  return written.replace(/\s+/g, ' ').replaceAll('[', '\\[').replaceAll(']', '\\]').trim();
}
