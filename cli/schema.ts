import { writeFileSync } from 'node:fs';
import { Command } from 'commander';

const AFTER = `
Examples:
  $ backlot schema                                 print it
  $ backlot schema -o scenario.schema.json         write it to a file
  $ backlot schema --probes -o probe.schema.json   that of probes

In a scenario, this line makes editors complete verbs, settings and keys:
  # yaml-language-server: $schema=./scenario.schema.json`;

/** `backlot schema` gives the JSON Schema of scenario files, or of probes. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the JSON Schema of scenario files or probes, for editors.')
    .option('--probes', 'that of probes')
    .option('-o, --output <file>', 'write it to a file')
    .addHelpText('after', AFTER)
    .action(async ({ output, probes = false }: { output?: string; probes?: boolean }) => {
      const text = probes ? await probeSchemaText() : await schemaText();
      if (output === undefined) process.stdout.write(text);
      else writeFileSync(output, text);
    });
}

export async function schemaText(): Promise<string> {
  const { schemaOfScenarios } = await import('../scenarios/runner/page.js');
  return `${JSON.stringify(schemaOfScenarios(), null, 2)}\n`;
}

async function probeSchemaText(): Promise<string> {
  const { probeSchema } = await import('../simulator/contract/language/schema.js');
  return `${JSON.stringify(probeSchema(), null, 2)}\n`;
}
