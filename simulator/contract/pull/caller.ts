import { BacklotError } from '../../kernel/errors.js';

/** A system to which somebody has signed in. */
export type Caller = {
  /** Salesforce's API version, `62.0`. */
  readonly version: string;
  /** What stands in bodies that name their session: of Salesforce, the access token. */
  readonly session: string;
  /** Sends a call with the session in its headers; rejects when no reply arrives. */
  send(call: Call): Promise<Answer>;
};

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Answer = { readonly status: number; readonly text: string };

/** What was pulled: texts by path, and a sentence for each thing that is not in them. */
export type PulledFiles = { readonly files: ReadonlyMap<string, string>; readonly notes: readonly string[] };

/** A system refused to tell of itself. */
export class PullError extends BacklotError {
  readonly code = 'PULL_REFUSED';
  constructor(
    readonly what: string,
    readonly answer: Answer,
  ) {
    super(
      `${what} was refused with ${answer.status}: ${answer.text.slice(0, 300)}`,
      'Give the user of the connection the right to read it.',
    );
  }
}

/** The parsed body of a JSON reply. Refuses every other. */
export async function getJson(caller: Caller, path: string, query?: string): Promise<unknown> {
  const answer = await caller.send({
    method: 'GET',
    path,
    ...(query === undefined ? {} : { query }),
    headers: { accept: 'application/json' },
  });
  if (answer.status !== 200) throw new PullError(`GET ${path}`, answer);
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new PullError(`GET ${path}`, answer);
  }
}

/** JSON as files have it. */
export const fileText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
