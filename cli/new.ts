import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { collect } from './options.js';
import { schemaText } from './schema.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot new                                                  asks for what it needs
  $ backlot new scenarios/merge.yaml --scenario "A merge keeps the customer" --flow intacct --tag merge`;

const SCHEMA = 'scenario.schema.json';

type Flow = 'engagement' | 'intacct';
type Options = { readonly scenario?: string; readonly flow?: Flow; readonly tag?: readonly string[] };

/** `backlot new` begins a scenario file that plays as it stands, with the schema for editors beside it. */
export function newCommand(): Command {
  return new Command('new')
    .description('Begin a scenario file.')
    .argument('[file]', 'where to write it')
    .option('--scenario <title>', 'what it promises, in one sentence')
    .addOption(new Option('--flow <name>', 'what it is about').choices(['engagement', 'intacct']))
    .option('--tag <tag>', 'a tag; may be given several times', collect)
    .addHelpText('after', AFTER)
    .action(async (file: string | undefined, options: Options) => {
      const given = await complete(file, options);
      if (existsSync(given.file)) throw new UsageError(`${given.file} is there already`, 'Choose another name; nothing was written.');
      mkdirSync(dirname(resolve(given.file)), { recursive: true });
      const schema = await schemaFor(given.file);
      writeFileSync(given.file, scenarioText(given, relative(dirname(resolve(given.file)), schema)));
      process.stdout.write(`${given.file} is written. Play it: backlot run ${given.file}\n`);
    });
}

type Given = { readonly file: string; readonly title: string; readonly flow: Flow; readonly tags: readonly string[] };

/** What the flags leave out is asked for at a terminal; elsewhere it has to be given. */
async function complete(file: string | undefined, { scenario, flow, tag = [] }: Options): Promise<Given> {
  if (file !== undefined && scenario !== undefined)
    return { file: withEnding(file), title: scenario, flow: flow ?? 'engagement', tags: tag };
  if (process.stdin.isTTY !== true) {
    throw new UsageError('there is nobody to ask', 'Give everything: backlot new FILE --scenario "What it promises"');
  }
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const title = scenario ?? (await terminal.question('What does it promise, in one sentence? '));
    const about = flow ?? ((await terminal.question('Is it about engagement or intacct? [engagement] ')) || 'engagement');
    const name = file ?? (await terminal.question(`Which file? [scenarios/${slug(title)}.yaml] `));
    const isIntacct = about.toLowerCase().startsWith('i');
    return { file: withEnding(name || `scenarios/${slug(title)}.yaml`), title, flow: isIntacct ? 'intacct' : 'engagement', tags: tag };
  } finally {
    terminal.close();
  }
}

/** The nearest schema file upwards, or a new one beside the scenario. */
async function schemaFor(file: string): Promise<string> {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, SCHEMA))) return join(folder, SCHEMA);
    if (dirname(folder) === folder) break;
  }
  const fresh = join(dirname(resolve(file)), SCHEMA);
  writeFileSync(fresh, await schemaText());
  return fresh;
}

function scenarioText({ title, flow, tags }: Given, schema: string): string {
  const head = [
    `# yaml-language-server: $schema=${schema.startsWith('.') ? schema : `./${schema}`}`,
    'backlot: 1',
    `scenario: ${JSON.stringify(title)}`,
  ];
  return `${[...head, `tags: ${JSON.stringify([...new Set([flow, ...tags])])}`].join('\n')}\n${BODIES[flow]}`;
}

const BODIES: Readonly<Record<Flow, string>> = {
  engagement: `settings: { engagement.autoCreateProspects: true }
given: []
steps:
  - create: { salesforce.Lead: { as: jane, FirstName: Jane, LastName: Jensen, Email: jane@example.com } }
  - settle:
  - expect:
      engagement.Prospect: { count: 1, where: { email: jane@example.com } }
      decision: { on: jane, outcome: create }
`,
  intacct: `given:
  - create: { salesforce.Account: { as: acme, Name: Acme Ltd } }
steps:
  - sync-to-intacct: { on: acme }
  - settle:
  - expect:
      intacct.CUSTOMER: { count: 1, where: { NAME: Acme Ltd } }
      decision: { on: acme, outcome: create }
`,
};

function withEnding(file: string): string {
  return /\.ya?ml$/.test(basename(file)) ? file : `${file}.yaml`;
}

function slug(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'scenario'
  );
}
