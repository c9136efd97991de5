import { valueAt } from '../path.js';
import type { Login, ProbeReply } from '../types.js';

/** Names that every request may use beside the replies that were named. */
export const KNOWN_NAMES = ['run', 'version', 'login'] as const;

/** What a placeholder may stand for: the run's prefix, the connection, and the replies so far. */
export type Scope = {
  readonly run: string;
  readonly login: Login;
  readonly replies: ReadonlyMap<string, ProbeReply>;
};

/** A placeholder that names nothing: the reply lacks what the request needs. */
export class NothingThereError extends Error {
  constructor(readonly placeholder: string) {
    super(`there is nothing at {${placeholder}}`);
    this.name = 'NothingThereError';
  }
}

/** `{name}` or `{name.body.records[0].Id}`; `{{name}}` is the text `{name}`. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}|\{([A-Za-z_][\w-]*)((?:\.[\w@#:-]+|\[\d+\])*)\}/g;

/** The placeholders in a text, as name and the path below it. */
export function placeholdersIn(text: string): readonly { readonly name: string; readonly path: string }[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, literal, name, path = '']) =>
    literal === undefined && name !== undefined ? [{ name, path }] : [],
  );
}

/** A text with its placeholders filled in; `print` spells a value for where the text goes. */
export function fillText(text: string, scope: Scope, print: (value: string) => string = (value) => value): string {
  return text.replace(PLACEHOLDER, (_, literal: string | undefined, name: string, path = '') =>
    literal === undefined ? print(textAt(name, path, scope)) : `{${literal}}`,
  );
}

/** A value with the placeholders of its texts filled in. A text that is nothing but one keeps the type of what it names. */
export function fillValue(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') {
    const [whole] = value.matchAll(PLACEHOLDER);
    return whole !== undefined && whole[0] === value && whole[2] !== undefined
      ? lookUp(whole[2], whole[3] ?? '', scope)
      : fillText(value, scope);
  }
  if (Array.isArray(value)) return value.map((each) => fillValue(each, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [fillText(key, scope), fillValue(each, scope)]));
}

/** A text cannot have nothing in it: what is null is no name and no id. */
function textAt(name: string, path: string, scope: Scope): string {
  const found = lookUp(name, path, scope);
  if (found === null) throw new NothingThereError(`${name}${path}`);
  return String(found);
}

function lookUp(name: string, path: string, { run, login, replies }: Scope): unknown {
  if (name === 'run') return run;
  if (name === 'version') return login.version;
  const found = name === 'login' ? valueAt(login.values, path) : valueAt(sighted(replies.get(name)), path);
  if (found === undefined || (typeof found === 'object' && found !== null)) throw new NothingThereError(`${name}${path}`);
  return found;
}

/** A reply by the words that placeholders use. */
function sighted(reply: ProbeReply | undefined): unknown {
  if (reply === undefined) return undefined;
  const { status, headers, data } = reply;
  return { status, headers, body: data, result: valueAt(data, 'response.operation.result') };
}
