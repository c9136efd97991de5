import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Configured } from '../src/sync/configured-settings.js';
import type { Connections } from '../src/sync/core.js';
import { UsageError } from './usage-error.js';

const text = z.string().min(1);
const values = z.record(z.string(), z.unknown());

const form = z.strictObject({
  salesforce: z.strictObject({
    url: z.url(),
    clientId: text,
    clientSecret: text,
    username: text,
    password: text,
    apiVersion: z.coerce.string().default('62.0'),
    intacctUser: z.strictObject({ username: text, password: text }).optional(),
  }),
  engagement: z
    .strictObject({
      url: z.url(),
      api: z.enum(['connector', 'public']).default('connector'),
      units: z.record(z.string().regex(/^0Uv\w{12}(\w{3})?$/), values),
    })
    .optional(),
  intacct: z
    .strictObject({
      url: z.url(),
      senderId: text,
      senderPassword: text,
      companyId: text,
      userId: text,
      userPassword: text,
      settings: values.default({}),
    })
    .optional(),
  journal: text.default('.backlot/sync'),
  pollEverySeconds: z.number().int().min(1).max(86_400).default(120),
});

/** What `backlot sync` reads: where the systems are, who signs in, and the settings in force. */
export type SyncConfig = {
  readonly connections: Connections;
  readonly settings: Configured;
  readonly flows: readonly ('engagement' | 'intacct')[];
  readonly journalPath: string;
  readonly pollEveryMs: number;
};

/** Reads a configuration file. A value such as `$SALESFORCE_PASSWORD` stands for that variable of the environment. */
export function readSyncConfig(file: string, environment: NodeJS.ProcessEnv): SyncConfig {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`, 'docs/sync.md says what belongs in it.');
  const read = form.safeParse(withVariables(parsed(file), environment, file));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, 'docs/sync.md says what belongs in it.');
  }
  const { salesforce, engagement, intacct, journal, pollEverySeconds } = read.data;
  const { intacctUser, ...own } = salesforce;
  if (engagement === undefined && intacct === undefined) {
    throw new UsageError(`${file} names nothing to sync Salesforce with`, 'Add engagement, intacct, or both.');
  }
  const { settings: intacctSettings = {}, ...company } = intacct ?? NOWHERE;
  return {
    connections: {
      salesforce: { ...own, ...(intacctUser === undefined ? {} : { intacctUser }) },
      engagement: { url: engagement?.url ?? salesforce.url, api: engagement?.api ?? 'connector' },
      intacct: company,
    },
    settings: { engagement: engagement?.units ?? {}, intacct: intacctSettings },
    flows: [...(engagement === undefined ? [] : (['engagement'] as const)), ...(intacct === undefined ? [] : (['intacct'] as const))],
    journalPath: resolve(dirname(file), journal),
    pollEveryMs: pollEverySeconds * 1_000,
  };
}

/** Stands where no Intacct company is named; its flow does not run. */
const NOWHERE = { url: '', senderId: '', senderPassword: '', companyId: '', userId: '', userPassword: '', settings: {} };

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UsageError(`${file}: ${error.message}`, 'It must be YAML.');
    throw error;
  }
}

function withVariables(value: unknown, environment: NodeJS.ProcessEnv, file: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withVariables(each, environment, file));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withVariables(each, environment, file)]));
  }
  const [, name] = typeof value === 'string' ? (/^\$([A-Za-z_]\w*)$/.exec(value) ?? []) : [];
  if (name === undefined) return value;
  const found = environment[name];
  if (found === undefined) throw new UsageError(`${file} names $${name}, which is not set`, `Set ${name} in the environment.`);
  return found;
}
