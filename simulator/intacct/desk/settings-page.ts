import type { World } from '../../kernel/world.js';
import { IntacctError, illegalValue } from '../errors.js';
import { USERINFO } from '../objects/company.js';
import type { SettingsWarning } from '../people.js';
import { asUserAccess, lostDependents, SETTINGS, type UserAccess } from '../settings.js';
import type { IntacctCompany, Signed } from '../state/company.js';
import { inputOf } from '../state/input.js';
import { createRecord } from '../state/save.js';
import type { ConnectedOrg } from './connected-org.js';
import { MAPPING_SETTINGS, typeWarnings, unknownSalesforceField } from './mapped-fields.js';
import { assignObjectPermissions } from './permission-sets.js';

type Values = Readonly<Record<string, unknown>>;
type Rows = readonly Readonly<Record<string, string | undefined>>[];

/** The subscription page: what it refuses on Save, and what else a Save brings. */
export class SettingsPage {
  #warnings;
  /** When this company subscribed first. */
  #begunAt;

  constructor(
    private readonly company: IntacctCompany,
    private readonly world: World,
    private readonly org: ConnectedOrg | null,
  ) {
    this.#warnings = world.cell<readonly SettingsWarning[]>('intacct:warnings', []);
    this.#begunAt = world.cell('intacct:begun-at', world.clock.now());
  }

  warnings(): readonly SettingsWarning[] {
    return this.#warnings.get();
  }

  /**
   * Saves values, all or none.
   *
   * Source:  help pages config-accounts (dependent options), cancel-Intacct-subscription (everything is erased); D-28, types of mapped
   *          fields that do not fit are warned of.
   * Assumed: D-15, an option whose category is switched off goes back to `never`, with a warning; a mapped user whom Intacct does not
   *          know becomes a CRM user, as Salesforce-only users do.
   */
  save(sent: Values, signed: Signed, by: string): void {
    const values = 'users.access' in sent ? { ...sent, 'users.access': asUserAccess(sent['users.access']) } : sent;
    const complaint = this.company.settings.complaint(values) ?? this.#unknownName(values) ?? this.#fixedEnvironment(values);
    if (complaint !== null) throw new IntacctError(illegalValue(complaint).errors);
    this.world.atomic(() => {
      this.#addUsers(values, signed);
      const warnings = this.#typeWarnings(values);
      const before = this.#access();
      this.company.settings.save(this.#withSubscription(values), by);
      if (this.org !== null) assignObjectPermissions(before, this.#access(), this.org);
      this.#warn([...warnings, ...this.#resetDependents(by)]);
    });
  }

  #access(): readonly UserAccess[] {
    return this.company.settings.get('users.access') as readonly UserAccess[];
  }

  /** Cancelling erases; subscribing anew maps the administrator and the integration user, as at first. */
  #withSubscription(values: Values): Values {
    if (values['subscription.active'] === false) return erased(values);
    const isActive = this.company.settings.at(Number.POSITIVE_INFINITY)['subscription.active'] === true;
    return values['subscription.active'] === true && !isActive ? { 'users.access': DEFAULT_ACCESS, ...values } : values;
  }

  /** Source: reference B.1: the environment is changed by cancelling and subscribing anew only; while one subscribes it is chosen. */
  #fixedEnvironment(values: Values): string | null {
    const key = 'subscription.environment';
    const { [key]: before, 'subscription.active': isActive } = this.company.settings.at(Number.POSITIVE_INFINITY);
    const isChange = key in values && values[key] !== before;
    if (!isChange || isActive !== true || values['subscription.active'] === false) return null;
    if (this.world.clock.now() === this.#begunAt.get()) return null;
    return `${key}: cancel the subscription and subscribe anew to change it`;
  }

  /** Settings that name what the company does not have. */
  #unknownName(values: Values): string | null {
    for (const key of ['sequences.customer', 'sequences.contract']) {
      const id = values[key];
      if (typeof id === 'string' && this.company.sequences.table.get(id) === undefined) return `${key}: there is no sequence ${id}`;
    }
    const job = values['orderEntry.job'] as { readonly definition: string } | null | undefined;
    const rows = (values['orderEntry.documents'] ?? []) as readonly { readonly definition: string }[];
    const named = [...rows, ...(job === undefined || job === null ? [] : [job])].map(({ definition }) => definition);
    const unknown = named.find((definition) => this.company.find('SODOCUMENTPARAMS', definition) === undefined);
    if (unknown !== undefined) return `orderEntry: there is no transaction definition ${unknown}`;
    const [complaint = null] = this.#mappings(values, (rows, _intacct, object, org) => {
      const text = unknownSalesforceField(rows, object, org);
      return text === null ? [] : [text];
    });
    return complaint;
  }

  /** Only mappings that change are judged. */
  #typeWarnings(values: Values): readonly string[] {
    return this.#mappings(values, (rows, intacct, object, org) => typeWarnings(rows, this.company.object(intacct)!, object, org));
  }

  #mappings(
    values: Values,
    judge: (rows: Rows, intacct: string, object: string, org: ConnectedOrg) => readonly string[],
  ): readonly string[] {
    const { org } = this;
    if (org === null) return [];
    return Object.entries(MAPPING_SETTINGS).flatMap(([key, { intacct, salesforce }]) =>
      judge((values[key] ?? []) as Rows, intacct, salesforce, org).map((text) => `${key}: ${text}`),
    );
  }

  #addUsers(values: Values, signed: Signed): void {
    for (const { intacctUser } of (values['users.access'] ?? []) as readonly UserAccess[]) {
      if (this.company.find('USERINFO', intacctUser) !== undefined) continue;
      const input = inputOf([
        ['LOGINID', intacctUser],
        ['USERTYPE', 'CRM user'],
      ]);
      createRecord(USERINFO, { company: this.company, signed, input });
    }
  }

  #resetDependents(by: string): readonly string[] {
    const { settings } = this.company;
    const lost = lostDependents(settings.at(Number.POSITIVE_INFINITY));
    settings.save(lost, by);
    return Object.entries(lost).map(([key, value]) => `${key} was reset to "${value}": what it needs is off`);
  }

  #warn(texts: readonly string[]): void {
    if (texts.length === 0) return;
    const at = this.world.clock.now();
    this.#warnings.set([...this.#warnings.get(), ...texts.map((text) => ({ at, text }))].slice(-WARNINGS_MAX));
  }
}

/** Warnings kept: a bound of ours. */
const WARNINGS_MAX = 1_000;

const DEFAULT_ACCESS = SETTINGS.find(({ key }) => key === 'users.access')!.default;

/** Cancelling erases configuration and mappings; records stay. */
function erased(values: Values): Values {
  const defaults = Object.fromEntries(SETTINGS.map((definition) => [definition.key, definition.default]));
  return { ...defaults, 'users.access': [], ...values };
}
