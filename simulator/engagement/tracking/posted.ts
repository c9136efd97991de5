import { bodyBytes, bodyText, type WireRequest } from '../../kernel/wire.js';

/** Bytes of a form. Assumed: far beyond what forms are; the vendor names no limit. */
const FORM_BYTES_MAX = 1024 * 1024;

/** What a form carries; null when the body is none that a form handler reads. */
export function readForm(request: WireRequest): Readonly<Record<string, unknown>> | null {
  if (request.method === 'GET') return collected(new URLSearchParams(request.query));
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type) || bodyBytes(request) > FORM_BYTES_MAX) return null;
  return collected(new URLSearchParams(bodyText(request)));
}

/** Fields by name; one that stands several times (checkboxes, `name[]`) is a list. */
function collected(parameters: URLSearchParams): Readonly<Record<string, unknown>> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of parameters) {
    const plain = name.replace(/\[\]$/, '');
    const before = fields.get(plain);
    fields.set(plain, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}
