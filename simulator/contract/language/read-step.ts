import type { SystemName } from '../../kernel/wire.js';
import { fitForm } from '../../yaml/forms.js';
import type { Place } from '../../yaml/place.js';
import type { FileProblem } from '../../yaml/problem.js';
import { asText, isMap, plain } from '../../yaml/written.js';
import type { Expectation, Part, ProbeBody, ProbeStep } from '../types.js';
import { checkExpectation } from './check-expectation.js';
import { type StepForm, stepForm } from './forms.js';
import type { Names } from './names.js';
import { problemAt } from './problem-at.js';

export type StepContext = { readonly part: Part; readonly index: number; readonly system: SystemName; readonly names: Names };
export type StepRead = { readonly step: ProbeStep } | { readonly problems: readonly FileProblem[] };

/** The address is a path, or what an earlier reply gave for one. */
const SEND = /^(GET|POST|PUT|PATCH|DELETE|HEAD) (\/\S*|\{[^{}\s]+\})$/;
const BODIES = ['json', 'form', 'xml', 'text', 'function'] as const;
/** Where the Intacct gateway is. Source: Sage Intacct developer, "XML requests". */
const GATEWAY = ['POST', '/ia/xml/xmlgw.phtml'] as const;

/** Reads one request of a probe with what must hold of its reply. */
export function readStep(value: unknown, place: Place, context: StepContext): StepRead {
  if (!isMap(value)) return { problems: [place.problem('a request is a map', 'Write a map such as { send: GET /path, expect: … }.')] };
  const fitted = fitForm(stepForm, value);
  if ('misfits' in fitted) return { problems: fitted.misfits.map((misfit) => problemAt(place, misfit)) };
  const form = fitted.data;
  const { names, part, index, system } = context;
  const problems = [...checkShape(form, value, place, system)];
  for (const key of ['send', 'function', 'query', 'headers', 'json', 'form', 'xml', 'text', 'expect', 'until'] as const) {
    problems.push(...names.check(plain(form[key]), place.sub(key)));
  }
  problems.push(...checkExpectations(form, place));
  if (form.as !== undefined) problems.push(...names.add(form.as, place.sub('as')));
  if (problems.length > 0) return { problems };
  const [method, path] = form.send === undefined ? GATEWAY : (SEND.exec(form.send)!.slice(1, 3) as [string, string]);
  const step = {
    line: place.value?.line ?? 1,
    part,
    index,
    as: form.as ?? null,
    method,
    path,
    query: texts(form.query),
    headers: lowered(texts(form.headers)),
    body: bodyOf(form, value),
    isSignedIn: form.session === undefined,
    expect: expectationOf(form),
    ...(form.until === undefined ? {} : { until: plain(form.until) }),
    differs: form.differs ?? [],
  };
  return { step };
}

function* checkShape(form: StepForm, value: Record<string, unknown>, place: Place, system: SystemName): Iterable<FileProblem> {
  const { send } = form;
  const bodies = BODIES.filter((key) => key in value);
  if (send === undefined && form.function === undefined) {
    yield place.problem('this request has neither "send" nor "function"', 'Write send: METHOD /path.');
  }
  if (form.function !== undefined && system !== 'intacct') {
    yield place.sub('function').keyProblem('only Intacct has functions', 'Write send: METHOD /path.');
  }
  if (send !== undefined && form.function !== undefined) {
    yield place.sub('function').keyProblem('"function" knows where it goes', 'Leave "send" out.');
  } else if (bodies.length > 1) {
    yield place.sub(bodies[1]!).keyProblem(`a request has one body; this one has "${bodies[0]}" and "${bodies[1]}"`, 'Leave one out.');
  }
  if (send === undefined) return;
  if (!SEND.test(send)) {
    yield place
      .sub('send')
      .problem(`"${send}" is not a method and a path`, 'Write GET, POST, PUT, PATCH, DELETE or HEAD and a path: GET /x.');
  } else if (send.includes('?')) {
    yield place.sub('send').problem('the path has a query in it', 'Write its parameters under "query", where values are encoded.');
  }
}

function checkExpectations({ expect, until }: StepForm, place: Place): readonly FileProblem[] {
  const at = place.sub('expect');
  const inside = (['headers', 'body', 'result'] as const).flatMap((key) => checkExpectation(plain(expect?.[key]), at.sub(key)));
  return [...inside, ...checkExpectation(plain(until), place.sub('until'))];
}

function expectationOf({ expect }: StepForm): Expectation {
  const { status = null, headers, body, result, error = null } = expect ?? {};
  return {
    status,
    headers: lowered((plain(headers ?? {}) as Record<string, unknown>) ?? {}),
    ...(body === undefined ? {} : { body: plain(body) }),
    ...(result === undefined ? {} : { result: plain(result) }),
    error: typeof error === 'string' ? [error] : error,
  };
}

function bodyOf(form: StepForm, value: Record<string, unknown>): ProbeBody {
  if ('json' in value) return { kind: 'json', value: plain(form.json) };
  if (form.form !== undefined) return { kind: 'form', values: texts(form.form) };
  if (form.xml !== undefined) return { kind: 'xml', text: form.xml };
  if (form.text !== undefined) return { kind: 'text', text: form.text };
  if (form.function === undefined) return { kind: 'none' };
  return { kind: 'function', functions: typeof form.function === 'string' ? [form.function] : form.function };
}

/** Parameters and headers are texts, as the file writes them. */
function texts(map: Record<string, unknown> | null | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, String(asText(value))]));
}

function lowered<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name.toLowerCase(), value]));
}
