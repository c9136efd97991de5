import { z } from 'zod';
import type { Check } from '../checks/check.js';
import type { Invariant } from '../invariants/invariant.js';
import { storyForm } from './story.js';
import type { Verb } from './verb.js';

/** The declarations that the page is made of. */
export type Declared = {
  readonly verbs: Iterable<Verb>;
  readonly checks: Iterable<Check>;
  readonly matchers: readonly string[];
  readonly invariants: readonly Invariant[];
  readonly types: readonly string[];
  readonly settings: readonly { readonly key: string; readonly label: string; readonly default: unknown }[];
};

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly write?: string;
};

/** The language's page, docs/scenarios.md, from the declarations that the parser uses. */
export function languageReference(declared: Declared): string {
  const { verbs, checks, matchers, invariants, types, settings } = declared;
  return [
    INTRODUCTION,
    '## The file\n',
    keyTable(schemaOf(storyForm)),
    '## Steps\n',
    'A step is a map with one verb. Beside it may stand `by` (the acting user, `admin` unless told otherwise), `label` (text for reports) and',
    '`fails` (the step must be refused: an error code, a piece of its text, or `true`). Steps that only look or move the clock cannot be refused.\n',
    ...[...verbs].map((verb) => declaration(verb.name, verb.about, verb.form)),
    '## Checks\n',
    'Keys of `expect`, `eventually` and `never`. Beside these words, a key names a type (`salesforce.Lead: 2`, or `{ count, where, each }`)',
    'or what an earlier step named (`jane: { Title: CTO }`, `jane: gone`, `jane: exists`, `fault: fired`).\n',
    ...[...checks].map((check) => declaration(check.name, check.about, check.form)),
    '## Matchers\n',
    `Wherever a value stands: a literal, \`null\`, a name, a \`$reference\`, or a map of ${matchers.map((name) => `\`${name}\``).join(', ')}.\n`,
    '## Invariants\n',
    'Looked at after every event of every scenario. `waive: { name: why }` turns one off.\n',
    ...invariants.map(({ name, promise }) => `- \`${name}\`: ${promise}`),
    '\n## Types\n',
    `${types.map((type) => `\`${type}\``).join(' · ')}\n`,
    '## Settings\n',
    '| Key | On the page | Default |\n|---|---|---|',
    ...settings.map(({ key, label, default: value }) => `| \`${key}\` | ${cell(label)} | ${cell(code(value))} |`),
    '',
  ].join('\n');
}

const INTRODUCTION = `# The scenario language

*This page is made from the declarations of the language (\`scenarios/runner\`); a test keeps it true.*

A scenario is one YAML file: a story that the stand-ins and the sync core play out on a virtual clock, with expectations. Play it with
\`backlot run FILE\`, check it with \`backlot lint FILE\`, begin one with \`backlot new\`.

\`\`\`yaml
backlot: 1
scenario: A new lead becomes a prospect
settings: { engagement.autoCreateProspects: true }
given:
  - create: { salesforce.Lead: { as: jane, LastName: Jensen, Email: jane@example.com } }
steps:
  - settle:
  - expect: { engagement.Prospect: { count: 1, where: { email: jane@example.com } } }
\`\`\`

Records have the vendors' own names: \`salesforce.Account\` with \`Name\`, \`engagement.Prospect\` with \`email\`, \`intacct.CUSTOMER\` with \`CUSTOMERID\`. \`as: jane\`
names a record; from then on \`jane\` is the record, \`$jane\` its id and \`$jane.Email\` the present value of a field.
`;

function schemaOf(form: z.ZodType): JsonSchema {
  return z.toJSONSchema(form, { io: 'output', unrepresentable: 'any' }) as JsonSchema;
}

function declaration(name: string, about: string, form: z.ZodType): string {
  const schema = schemaOf(form);
  const keys = schema.properties === undefined ? '' : `\n${keyTable(schema)}`;
  const write = schema.write === undefined ? '' : `\n${schema.write}\n`;
  return `### ${name}\n\n${about}\n${write}${keys === '' && write === '' ? `\nForm: \`${shape(schema)}\`\n` : keys}`;
}

function keyTable({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([key, schema]) => {
    const write = schema.write ?? schema.anyOf?.find((each) => each.write !== undefined)?.write ?? '';
    const told = OBVIOUS.has(write) ? '' : write;
    return `| \`${key}\`${required.includes(key) ? '' : ' (optional)'} | ${cell(`\`${shape(schema)}\``)} | ${cell(told)} |`;
  });
  return rows.length === 0 ? '' : `| Key | Form | |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** A form in one line: `{ into, from, keep? }`, `a or b`, `list of text`. */
function shape(schema: JsonSchema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.join(' or ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(shape))].filter((each) => each !== 'nothing').join(' or ');
  if (schema.properties !== undefined) {
    const { required = [] } = schema;
    const keys = Object.keys(schema.properties).map((key) => `${key}${required.includes(key) ? '' : '?'}`);
    return `{ ${keys.join(', ')} }`;
  }
  if (schema.type === 'array') return `list of ${shape(schema.items ?? {})}`;
  if (schema.type === 'object')
    return typeof schema.additionalProperties === 'object' ? `map of ${shape(schema.additionalProperties)}` : 'map';
  return WORDS[String(schema.type)] ?? 'value';
}

/** Hints that say no more than the form does. */
const OBVIOUS: ReadonlySet<string> = new Set(['Write a text.', 'Write a number.', 'Write true or false.']);

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'true or false',
  null: 'nothing',
};

function code(value: unknown): string {
  return value === null || value === undefined ? 'none' : `\`${JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
