import { fillText, fillValue, type Scope } from '../language/placeholders.js';
import { escaped } from '../systems/intacct.js';
import { formBody } from '../systems/reading.js';
import type { Session, System, Unsigned } from '../systems/system.js';
import type { ProbeStep } from '../types.js';

/** What a step says of its request. */
export type Composed = Pick<ProbeStep, 'method' | 'path' | 'query' | 'body'> & Partial<Pick<ProbeStep, 'headers'>>;

/** A step's request with its placeholders filled in, before it is signed. Throws `NothingThereError`. */
export function compose(step: Composed, scope: Scope, system: System, session: Session | null): Unsigned {
  const { text: body, type } = bodyOf(step, scope, system, session);
  const headers = Object.fromEntries(Object.entries(step.headers ?? {}).map(([name, value]) => [name, fillText(value, scope)]));
  return {
    method: step.method,
    ...addressOf(step, scope),
    headers: { ...(type === null ? {} : { 'content-type': type }), ...headers },
    body,
  };
}

/** A path with parameters; or an address that a reply gave, as it came, whichever origin it names. */
function addressOf({ path, query }: Composed, scope: Scope): Pick<Unsigned, 'path' | 'query'> {
  const parameters = formBody(fillValue(query, scope) as Record<string, unknown>);
  if (path.startsWith('/')) return { path: fillText(path, scope, encodeURIComponent), query: parameters };
  const [given = '', own = ''] = fillText(path, scope)
    .replace(/^https?:\/\/[^/]*/, '')
    .split('?', 2);
  return { path: given, query: [own, parameters].filter((part) => part !== '').join('&') };
}

function bodyOf({ body }: Composed, scope: Scope, system: System, session: Session | null): { text: string; type: string | null } {
  switch (body.kind) {
    case 'none':
      return { text: '', type: null };
    case 'json':
      return { text: JSON.stringify(fillValue(body.value, scope)), type: 'application/json' };
    case 'form':
      return { text: formBody(fillValue(body.values, scope) as Record<string, unknown>), type: 'application/x-www-form-urlencoded' };
    case 'xml':
      return { text: fillText(body.text, scope, escaped), type: 'application/xml' };
    case 'text':
      return { text: fillText(body.text, scope), type: 'text/plain' };
    case 'function': {
      if (system.envelope === undefined) throw new Error('this system has no functions');
      const functions = body.functions.map((each) => fillText(each, scope, escaped));
      return { text: system.envelope(functions, scope.login, session), type: 'application/xml' };
    }
  }
}
