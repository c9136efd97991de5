import { VendorFailure } from '../../model/failure.js';
import type { Send, Session } from '../../model/session.js';
import type { Purpose } from '../../model/wire.js';
import { callFailure, recordFailure, type SalesforceError } from './errors.js';
import { JsforceTransport, PURPOSE_HEADER } from './jsforce-transport.js';
import { type SalesforceLogin, SalesforceSession } from './session.js';
import { soqlText } from './wire.js';

/** Where one org is and who signs in. */
export type SalesforceConnection = SalesforceLogin & {
  /** Login and instance in one. */
  readonly url: string;
  /** `62.0` or `v62.0`. */
  readonly apiVersion: string;
};

/** A row of a query as the vendor prints it, nested parents included. */
export type SalesforceRow = Readonly<Record<string, unknown>>;

export type SaveResult = { readonly success: true; readonly id: string } | { readonly success: false; readonly failure: VendorFailure };

/** What a describe says of a field that matters to the sync. */
export type FieldInfo = {
  readonly name: string;
  readonly type: string;
  readonly scale: number;
  readonly isUpdateable: boolean;
  /** A formula: it may move without a change of its record. */
  readonly isCalculated: boolean;
  /** Of a reference: the name under which its record is reached, and the object that it names first. */
  readonly relationship: string | null;
  readonly target: string | null;
};

/** Rows of one page. Source: REST API guide, "Query": batchSize up to 2,000. */
export const QUERY_PAGE_ROWS_MAX = 2_000;
/** Records of one collection. Source: REST API guide, "sObject Collections". */
export const COLLECTION_RECORDS_MAX = 200;

/** Salesforce as the core needs it: whole query results, and collections of records. */
export interface SalesforceClient {
  readonly session: Session;
  /** The id of the user who signs in. */
  userId(): Promise<string>;
  /** Has another user sign in from now on, who must have the same password. */
  signInAs(userId: string): Promise<void>;
  /** Where people see a record. */
  recordUrl(id: string): string;
  /** All rows, page by page. `all` includes what lies in the recycle bin (queryAll). Throws a `VendorFailure`. */
  query(soql: string, options?: { readonly purpose?: Purpose; readonly all?: boolean }): Promise<readonly SalesforceRow[]>;
  /** The fields of an object as the signed-in user may use them. A standing query: it is not about any record. */
  describe(object: string): Promise<readonly FieldInfo[]>;
  /** Makes at most 200 records, each for itself. `autoAssign` runs the active assignment rule; it is never left to the default (D-1). */
  create(object: string, records: readonly SalesforceRow[], options?: { readonly autoAssign?: boolean }): Promise<readonly SaveResult[]>;
  /** Updates at most 200 records by `Id`, each for itself. */
  update(object: string, records: readonly SalesforceRow[]): Promise<readonly SaveResult[]>;
  /** Makes or updates at most 200 records by an external id field, each for itself: sent twice, it makes none twice. */
  upsert(object: string, field: string, records: readonly SalesforceRow[]): Promise<readonly SaveResult[]>;
  /** Deletes at most 200 records, each for itself. */
  delete(ids: readonly string[]): Promise<readonly SaveResult[]>;
}

/** A client of one org for one user. Nothing is loaded and nobody signs in before the first call. */
export function createSalesforceClient(connection: SalesforceConnection, send: Send): SalesforceClient {
  return new Client(connection, send);
}

type Jsforce = InstanceType<typeof import('@jsforce/jsforce-node/lib/connection.js').Connection>;

class Client implements SalesforceClient {
  readonly session: SalesforceSession;
  readonly #transport: JsforceTransport;
  #jsforce: Promise<Jsforce> | null = null;

  constructor(
    private readonly connection: SalesforceConnection,
    send: Send,
  ) {
    this.session = new SalesforceSession(connection, send);
    this.#transport = new JsforceTransport(send);
  }

  userId(): Promise<string> {
    return this.session.userId();
  }

  async signInAs(userId: string): Promise<void> {
    if ((await this.session.userId()) === userId) return;
    const [user] = await this.query(`SELECT Username FROM User WHERE Id = ${soqlText(userId)}`, { purpose: 'sign-in' });
    if (typeof user?.['Username'] === 'string') this.session.become(user['Username']);
  }

  recordUrl(id: string): string {
    return `${this.connection.url}/${id}`;
  }

  async query(
    soql: string,
    { purpose = 'read', all = false }: { readonly purpose?: Purpose; readonly all?: boolean } = {},
  ): Promise<readonly SalesforceRow[]> {
    const headers = { 'sforce-query-options': `batchSize=${QUERY_PAGE_ROWS_MAX}` };
    const rows: SalesforceRow[] = [];
    let url: string | null = `/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
    while (url !== null) {
      const page: Page = await this.#call<Page>(purpose, 'GET', url, headers);
      rows.push(...page.records);
      url = page.done ? null : (page.nextRecordsUrl ?? null);
    }
    return rows;
  }

  async describe(object: string): Promise<readonly FieldInfo[]> {
    type Reference = { readonly relationshipName?: string | null; readonly referenceTo?: readonly string[] };
    type DescribedField = Reference & {
      readonly name: string;
      readonly type: string;
      readonly scale: number;
      readonly updateable: boolean;
      readonly calculated?: boolean;
    };
    type Described = { readonly fields: readonly DescribedField[] };
    const { fields } = await this.#call<Described>('poll', 'GET', `/sobjects/${object}/describe`, {});
    return fields.map(({ name, type, scale, updateable, calculated = false, relationshipName = null, referenceTo = [] }) => {
      return {
        name,
        type,
        scale,
        isUpdateable: updateable,
        isCalculated: calculated,
        relationship: relationshipName,
        target: referenceTo[0] ?? null,
      };
    });
  }

  create(object: string, records: readonly SalesforceRow[], { autoAssign = false } = {}): Promise<readonly SaveResult[]> {
    return this.#save('POST', object, records, { 'sforce-auto-assign': autoAssign ? 'TRUE' : 'FALSE' });
  }

  update(object: string, records: readonly SalesforceRow[]): Promise<readonly SaveResult[]> {
    return this.#save('PATCH', object, records, { 'sforce-auto-assign': 'FALSE' });
  }

  upsert(object: string, field: string, records: readonly SalesforceRow[]): Promise<readonly SaveResult[]> {
    return this.#save('PATCH', object, records, { 'sforce-auto-assign': 'FALSE' }, `/${object}/${field}`);
  }

  async delete(ids: readonly string[]): Promise<readonly SaveResult[]> {
    const url = `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`;
    return (await this.#call<readonly CollectionResult[]>('write', 'DELETE', url, {})).map(saved);
  }

  async #save(
    method: 'POST' | 'PATCH',
    object: string,
    records: readonly SalesforceRow[],
    headers: Readonly<Record<string, string>>,
    path = '',
  ): Promise<readonly SaveResult[]> {
    const body = { allOrNone: false, records: records.map((record) => ({ attributes: { type: object }, ...record })) };
    const results = await this.#call<readonly CollectionResult[]>(
      'write',
      method,
      `/composite/sobjects${path}`,
      {
        ...headers,
        'content-type': 'application/json',
        'sforce-duplicate-rule-header': 'allowSave=false',
      },
      JSON.stringify(body),
    );
    return results.map(saved);
  }

  /** One call; an expired session is renewed once. */
  async #call<T>(purpose: Purpose, method: string, url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<T> {
    const token = await this.session.token();
    try {
      return await this.#request<T>(token, purpose, method, url, headers, body);
    } catch (error) {
      if (!(error instanceof VendorFailure) || error.details.status !== 401) throw error;
      return this.#request<T>(await this.session.renew(token), purpose, method, url, headers, body);
    }
  }

  async #request<T>(
    token: string,
    purpose: Purpose,
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<T> {
    this.#jsforce ??= this.#load();
    const jsforce = await this.#jsforce;
    jsforce.accessToken = token;
    try {
      const request = { method: method as 'GET', url, headers: { ...headers, [PURPOSE_HEADER]: purpose } };
      return await jsforce.request<T>(body === undefined ? request : { ...request, body });
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): VendorFailure {
    if (error instanceof VendorFailure) return error;
    const { errorCode, message } = error as { errorCode?: string; message?: string };
    // jsforce knows several errors of one call as `data`.
    const data = (error as { data?: unknown }).data;
    const first = (Array.isArray(data) ? data[0] : null) as SalesforceError | null;
    const { status, retryAfter } = this.#transport;
    const code = first?.errorCode ?? errorCode ?? `ERROR_HTTP_${status}`;
    return callFailure(status, code, String(first?.message ?? message ?? code), retryAfter);
  }

  /** jsforce costs more to load than a whole pass to run, so it is loaded at the first call. It gets a token and nothing to renew it with. */
  async #load(): Promise<Jsforce> {
    const module = await import('@jsforce/jsforce-node/lib/connection.js');
    const { url, apiVersion } = this.connection;
    const jsforce = new module.Connection({ instanceUrl: url, version: apiVersion.replace(/^v/, '') });
    Object.assign(jsforce, { _transport: this.#transport });
    return jsforce;
  }
}

function saved(result: CollectionResult): SaveResult {
  return result.success ? { success: true, id: result.id ?? '' } : { success: false, failure: recordFailure(result.errors) };
}

type Page = { readonly records: readonly SalesforceRow[]; readonly done: boolean; readonly nextRecordsUrl?: string };
type CollectionResult = { readonly success: boolean; readonly id?: string; readonly errors: readonly SalesforceError[] };
