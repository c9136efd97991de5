import { VendorFailure } from '../../model/failure.js';
import type { Send, Session } from '../../model/session.js';
import type { Purpose, WireResponse } from '../../model/wire.js';
import { callFailure, type EngagementError, isExpired } from './errors.js';
import { arrayOf, objectOf } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** Rows of one page of version 5. Source: reference B.3, `limit`. */
const PAGE_ROWS_MAX = 1_000;

const FORM = 'application/x-www-form-urlencoded';

/** Calls to one Account Engagement, each about one business unit. Source: reference B.1, token and business unit header. */
export class UnitCalls {
  constructor(
    private readonly session: Session,
    private readonly send: Send,
  ) {}

  /** All rows of a version 5 query, page by page. `query` names fields, filters and order. */
  async rows(unit: string, purpose: Purpose, collection: string, fields: readonly string[], query = ''): Promise<readonly Body[]> {
    const rows: Body[] = [];
    const list = `fields=${encodeURIComponent(fields.join(','))}`;
    for (let rest = `${query}&limit=${PAGE_ROWS_MAX}`; ; ) {
      const page = await this.call(
        unit,
        purpose,
        'GET',
        `/api/v5/objects/${collection}`,
        `${list}${rest.startsWith('&') ? '' : '&'}${rest}`,
      );
      rows.push(...arrayOf(page['values']).map(objectOf));
      const next = page['nextPageToken'];
      if (typeof next !== 'string') return rows;
      rest = `nextPageToken=${encodeURIComponent(next)}`;
    }
  }

  /** One call; an expired token is renewed once. A text is the body of a form. */
  async call(
    unit: string,
    purpose: Purpose,
    method: string,
    path: string,
    query: string,
    body?: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const token = await this.session.token();
    try {
      return await this.#request(token, unit, purpose, method, path, query, body);
    } catch (error) {
      if (!(error instanceof VendorFailure) || !isExpired(error)) throw error;
      return this.#request(await this.session.renew(token), unit, purpose, method, path, query, body);
    }
  }

  /** One call of versions 3 and 4: a form goes up; refusals come with status 200 and a code in the body. Source: reference C.1. */
  async older(unit: string, version: 3 | 4, operation: string, parameters: Readonly<Record<string, string>>): Promise<Body> {
    const form = new URLSearchParams({ ...parameters, format: 'json' }).toString();
    const answer = await this.call(unit, 'write', 'POST', `/api/prospect/version/${version}/do/${operation}`, '', form);
    const code = objectOf(answer['@attributes'])['err_code'];
    if (typeof code === 'number') throw callFailure(200, { code, message: String(answer['err'] ?? '') }, undefined);
    return answer;
  }

  async #request(
    token: string,
    unit: string,
    purpose: Purpose,
    method: string,
    path: string,
    query: string,
    body: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const reply = await this.send(purpose, {
      method,
      path,
      query,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'pardot-business-unit-id': unit,
        ...(body === undefined ? {} : { 'content-type': typeof body === 'string' ? FORM : 'application/json' }),
      },
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = readBody(reply);
    if (reply.status < 200 || reply.status > 299) throw callFailure(reply.status, answer as EngagementError, reply.headers['retry-after']);
    return answer;
  }
}

function readBody(reply: WireResponse): Readonly<Record<string, unknown>> {
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}
