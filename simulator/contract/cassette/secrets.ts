import { BacklotError } from '../../kernel/errors.js';
import type { Exchange, Login } from '../types.js';

/** Something in what was to be written looks like a secret, so that nothing is written. */
export class SecretFoundError extends BacklotError {
  readonly code = 'SECRET_FOUND';
  constructor(readonly what: string) {
    super(`the recording has ${what} in it, so that nothing was written`, 'Take the field that holds it out of the probe, and report it.');
  }
}

/** What a secret looks like, whoever's it is. */
const SHAPES: readonly (readonly [what: string, form: RegExp])[] = [
  ['a JSON web token', /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/],
  ['a Salesforce session id', /\b00D[0-9A-Za-z]{12}(?:[A-Z0-5]{3})?![\w.]{20,}/],
  ['a bearer token', /\b(?:bearer|oauth)\s+[\w.!~+/=-]{16,}/i],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a password in an address', /:\/\/[^\s/:@]+:[^\s/@]+@/],
  ['a key of Amazon Web Services', /\bAKIA[0-9A-Z]{16}\b/],
  ['a password', /"(?:[\w-]*password|[\w-]*passwd|[\w-]*secret)"\s*:\s*"(?!\[redacted\])[^"]+"|<(?:\w*password)>(?!\[redacted\])[^<]+</i],
];

/** Values shorter than this are not looked for: they would be found in any text. */
const SECRET_CHARS_MIN = 6;
/** What a connection has that is no secret. */
const OPEN: ReadonlySet<string> = new Set(['url', 'apiVersion', 'version']);

/** Every secret of a recording: what logins are made of, and what requests showed for being let in. */
export function secretsOf(logins: readonly Login[], exchanges: readonly Exchange[]): ReadonlySet<string> {
  const ofLogins = logins.flatMap(({ values }) => Object.entries(values).flatMap(([key, value]) => (OPEN.has(key) ? [] : [value])));
  const ofHeaders = exchanges.flatMap(({ request }) =>
    Object.entries(request.headers).flatMap(([name, value]) =>
      /authorization|cookie|session|key|token/i.test(name) ? wordsOf(value) : [],
    ),
  );
  const ofEnvelopes = exchanges.flatMap(({ request }) =>
    [...request.body.matchAll(/<(?:sessionid|password|senderid|userid)>([^<]+)</gi)].map(([, value]) => value!),
  );
  return new Set([...ofLogins, ...ofHeaders, ...ofEnvelopes].filter((value) => value.length >= SECRET_CHARS_MIN));
}

/** Whether a text has another in it by itself, and not as a part of a word. */
function hasWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + wanted.length] ?? ' ')) return true;
  }
  return false;
}

const wordsOf = (value: string): readonly string[] => value.split(/[\s,;="]+/);

/** Throws when a text has a secret in it, or what looks like one. `isOwn` tells of texts that probes say themselves. */
export function checkForSecrets(text: string, secrets: ReadonlySet<string>, isOwn: (value: string) => boolean): void {
  for (const secret of secrets) {
    if (hasWord(text, JSON.stringify(secret).slice(1, -1)) && !isOwn(secret)) throw new SecretFoundError('a value of the connection');
  }
  for (const [what, form] of SHAPES) {
    if (form.test(text)) throw new SecretFoundError(what);
  }
}
