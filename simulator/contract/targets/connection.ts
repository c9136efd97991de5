import { z } from 'zod';
import type { SystemName } from '../../kernel/wire.js';
import { readSource, type SourceFile } from '../../yaml/document.js';
import { fitForm } from '../../yaml/forms.js';
import { Place } from '../../yaml/place.js';
import { FileProblem } from '../../yaml/problem.js';
import { asText } from '../../yaml/written.js';
import { problemAt } from '../language/problem-at.js';
import type { Login } from '../types.js';

/** Where a target's systems are and who signs in, secrets filled in from the environment. */
export type Connection = {
  readonly name: string;
  readonly isStandIn: boolean;
  /** Time between two calls, for targets whose limits are narrow. */
  readonly pauseMs: number;
  readonly systems: Readonly<Partial<Record<SystemName, { readonly url: string; readonly login: Login }>>>;
  /** Where Salesforce signs in users of Account Engagement, when Salesforce itself is no part of the target. */
  readonly signInUrl: string | null;
};

const hinted = (write: string) => ({ write, description: write });
const SECRET = 'Write the name of an environment variable, such as $SALESFORCE_PASSWORD: secrets do not belong in files.';

const text = z.preprocess(asText, z.string().min(1)).meta(hinted('Write a text, or the name of an environment variable: $NAME.'));
const secret = z
  .string()
  .regex(/^\$[A-Za-z_]\w*$/, 'is not the name of an environment variable')
  .meta(hinted(SECRET));
const url = text
  .refine((value) => value.startsWith('$') || /^https?:\/\/[^/]/.test(value), { error: 'is not an address' })
  .meta(hinted('Write an address: https://acme--dev.sandbox.my.salesforce.com.'));
const version = text
  .refine((value) => value.startsWith('$') || /^v?\d+\.0$/.test(value), { error: 'is not a version' })
  .meta(hinted("Write a version of the API: '62.0'."));

const salesforceLogin = {
  clientId: text.optional(),
  clientSecret: secret.optional(),
  username: text.optional(),
  password: secret.optional(),
  accessToken: secret.optional(),
  /** The user as whom the integration with Intacct writes. */
  intacctUsername: text.optional(),
  intacctPassword: secret.optional(),
};

const connectionForm = z.strictObject({
  name: text.optional(),
  standIn: z.boolean().meta(hinted('Write true when backlot itself answers there.')).optional(),
  pauseMs: z.int().min(0).max(60_000).meta(hinted('Write milliseconds between two calls.')).optional(),
  salesforce: z.strictObject({ url, apiVersion: version.optional(), ...salesforceLogin }).optional(),
  engagement: z
    .strictObject({ url, businessUnit: text, userKey: secret.optional(), signInUrl: url.optional(), ...salesforceLogin })
    .optional(),
  intacct: z
    .strictObject({
      ...{ url, companyId: text, userId: text, userPassword: secret, senderId: text, senderPassword: secret },
      /** An application of the REST API, which knows no senders. */
      ...{ clientId: text.optional(), clientSecret: secret.optional() },
    })
    .optional(),
});

type Values = Readonly<Record<string, string | undefined>>;

/** Reads a connection file. Gives everything that is wrong with it: unknown keys, secrets in the file, variables that are not set. */
export function readConnection(
  file: string,
  text: string,
  environment: Values,
): { readonly connection: Connection } | { readonly problems: readonly FileProblem[] } {
  const source = sourceOf(file, text);
  if (source instanceof FileProblem) return { problems: [source] };
  const whole = new Place(source, []);
  const fitted = fitForm(connectionForm, source.value);
  if ('misfits' in fitted) {
    return {
      problems: fitted.misfits.map((misfit) =>
        misfit.hint === SECRET ? secretProblem(whole.sub(...misfit.path), String(misfit.path.at(-1))) : problemAt(whole, misfit),
      ),
    };
  }
  const { name = file, standIn = false, pauseMs = 0, ...systems } = fitted.data;
  const problems: FileProblem[] = [];
  const filled = (system: SystemName): Record<string, string> | null => {
    const values = systems[system];
    return values === undefined ? null : fill(values, environment, whole.sub(system), problems);
  };
  const [salesforce, engagement, intacct] = [filled('salesforce'), filled('engagement'), filled('intacct')];
  if (salesforce === null && engagement === null && intacct === null) {
    problems.push(whole.problem('no system is named here', 'Add salesforce, engagement or intacct.'));
  }
  if (problems.length > 0) return { problems };
  return {
    connection: {
      name,
      isStandIn: standIn,
      pauseMs,
      systems: {
        ...(salesforce === null ? {} : { salesforce: part(salesforce, salesforce['apiVersion'] ?? '62.0') }),
        // Account Engagement takes users of Salesforce: its own part says only what differs.
        ...(engagement === null ? {} : { engagement: part({ ...salesforce, ...engagement }, '5') }),
        ...(intacct === null ? {} : { intacct: part(intacct, '3.0') }),
      },
      signInUrl: engagement?.['signInUrl'] ?? salesforce?.['url'] ?? null,
    },
  };
}

function sourceOf(file: string, text: string): SourceFile | FileProblem {
  try {
    return readSource(file, text, 'Begin with the systems: salesforce, engagement, intacct.');
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}

/** A secret that stands in the file must not come to stand in a log, too. */
function secretProblem(place: Place, key: string): FileProblem {
  const { spot, hint } = place.keyProblem('', SECRET);
  const shown = spot === null ? null : { ...spot, text: `${' '.repeat(spot.column - 1)}${key}: …` };
  return new FileProblem(`"${key}" is not the name of an environment variable`, hint, shown);
}

function part({ url, signInUrl, apiVersion, ...values }: Record<string, string>, version: string): { url: string; login: Login } {
  return { url: url!, login: { version: version.replace(/^v/, ''), values } };
}

/** The values of a part, variables filled in. */
function fill(values: object, environment: Values, place: Place, problems: FileProblem[]): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [key, value] of Object.entries(values as Record<string, string | undefined>)) {
    if (value === undefined) continue;
    const name = /^\$(\w+)$/.exec(value)?.[1];
    const found = name === undefined ? value : environment[name];
    if (found === undefined || found === '')
      problems.push(place.sub(key).problem(`$${name} is not set`, `Set ${name} in the environment.`));
    else filled[key] = found;
  }
  return filled;
}
