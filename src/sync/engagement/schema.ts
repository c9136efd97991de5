import type { CustomField, EngagementClient } from '../../clients/engagement/client.js';
import type { FieldInfo, SalesforceClient } from '../../clients/salesforce/client.js';
import { PERSON_COLUMNS } from '../../clients/salesforce/wire.js';
import { VendorFailure } from '../../model/failure.js';
import { customMapping } from '../../rules/engagement/custom-mapping.js';
import type { DataSharing } from '../../rules/engagement/data-sharing.js';
import { DEFAULT_MAPPING, type MappingRow, STREET, salesforceField } from '../../rules/engagement/mapping.js';

type PersonType = 'Lead' | 'Contact';

/**
 * What the sync knows of fields: the mapping of each business unit with its custom fields, and which columns that takes. Custom fields
 * are looked at again in each pass that has something to do; Salesforce is asked to describe its objects only when there are any.
 */
export class Schema {
  readonly #mappings = new Map<string, readonly MappingRow[]>();
  /** The custom fields of each unit as last heard. */
  readonly #fields = new Map<string, readonly CustomField[]>();
  readonly #failures = new Map<string, VendorFailure>();
  #definitions = '[]';
  #described: Readonly<Record<PersonType, readonly FieldInfo[]>> = { Lead: [], Contact: [] };
  #barred: Readonly<Record<PersonType, ReadonlySet<string>>> = { Lead: new Set(), Contact: new Set() };
  #formulas: Readonly<Record<PersonType, ReadonlySet<string>>> = { Lead: new Set(), Contact: new Set() };
  #fieldNames: Readonly<Record<PersonType, readonly string[]>> = { Lead: DEFAULT_NAMES.Lead, Contact: DEFAULT_NAMES.Contact };

  constructor(
    private readonly salesforce: SalesforceClient,
    private readonly engagement: EngagementClient,
  ) {}

  /** Throws the failure of a unit that has never said which fields it has. */
  demand(unit: string): void {
    const failure = this.#failures.get(unit);
    if (failure !== undefined && !this.#fields.has(unit)) throw failure;
  }

  /** The mapped Salesforce fields of an object, parents by path. */
  fieldNames(type: PersonType): readonly string[] {
    return this.#fieldNames[type];
  }

  /** The mapped fields that are formulas, as far as the objects were described. */
  formulas(type: PersonType): ReadonlySet<string> {
    return this.#formulas[type];
  }

  /** Every column that the sync reads of an object. */
  columns(type: PersonType): readonly string[] {
    return [...PERSON_COLUMNS[type], ...this.#fieldNames[type]];
  }

  mapping(unit: string): readonly MappingRow[] {
    return this.#mappings.get(unit) ?? DEFAULT_MAPPING;
  }

  /** False for what the connector user may not edit (formulas, read-only by field-level security). All may be edited unless described otherwise. */
  isWritable(type: PersonType, field: string): boolean {
    return !this.#barred[type].has(field);
  }

  /**
   * Reads the custom fields of units anew, beside the fields that decide what a unit shares; true when other columns are read than before.
   * A unit that does not answer keeps what it said last. Throws a `VendorFailure` of Salesforce.
   */
  async refresh(units: readonly string[], sharing: readonly DataSharing[]): Promise<boolean> {
    for (const unit of units) await this.#ask(unit);
    const definitions = [...this.#fields];
    const text = JSON.stringify([definitions, sharing]);
    if (text === this.#definitions) return false;
    const hasCustom = definitions.some(([, fields]) => fields.some(({ salesforceName }) => salesforceName !== null));
    if (hasCustom || sharing.some((each) => Object.keys(each).length > 0)) {
      const described = { Lead: await this.salesforce.describe('Lead'), Contact: await this.salesforce.describe('Contact') };
      this.#described = described;
      this.#barred = { Lead: barredIn(described.Lead), Contact: barredIn(described.Contact) };
      this.#formulas = { Lead: formulasIn(described.Lead), Contact: formulasIn(described.Contact) };
    }
    const { Lead: lead, Contact: contact } = this.#described;
    const isFirst = this.#definitions === '[]';
    const had = JSON.stringify(this.#fieldNames);
    this.#definitions = text;
    for (const [unit, fields] of definitions) this.#mappings.set(unit, [...DEFAULT_MAPPING, ...customMapping(fields, lead, contact)]);
    this.#fieldNames = { Lead: this.#names('Lead', sharing), Contact: this.#names('Contact', sharing) };
    return !isFirst || had !== JSON.stringify(this.#fieldNames);
  }

  async #ask(unit: string): Promise<void> {
    try {
      this.#fields.set(unit, await this.engagement.customFields(unit));
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      this.#failures.set(unit, error);
      return;
    }
    this.#failures.delete(unit);
  }

  #names(type: PersonType, sharing: readonly DataSharing[]): readonly string[] {
    const rows = [...this.#mappings.values()].flat();
    const known = new Set(this.#described[type].map(({ name }) => name));
    // A field that is not there shares nothing; asking for it would fail every poll.
    const shared = sharing.map((each) => each[type]?.field ?? '').filter((field) => known.has(field));
    return [
      ...new Set([...DEFAULT_NAMES[type], ...rows.map((row) => salesforceField(row, type)).filter((field) => field !== null), ...shared]),
    ];
  }
}

function barredIn(fields: readonly FieldInfo[]): ReadonlySet<string> {
  return new Set(fields.filter(({ isUpdateable }) => !isUpdateable).map(({ name }) => name));
}

function formulasIn(fields: readonly FieldInfo[]): ReadonlySet<string> {
  return new Set(fields.filter(({ isCalculated }) => isCalculated).map(({ name }) => name));
}

const DEFAULT_NAMES = { Lead: defaultNames('Lead'), Contact: defaultNames('Contact') } as const;

function defaultNames(type: PersonType): readonly string[] {
  const mapped = DEFAULT_MAPPING.map((row) => salesforceField(row, type)).filter((field) => field !== null);
  return [...new Set([...mapped, type === 'Lead' ? STREET.lead : STREET.contact])];
}
