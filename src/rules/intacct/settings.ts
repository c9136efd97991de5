import { isMapping, type Mapping, spelt } from './mapping.js';

/** Who keeps the default bill-to and ship-to contacts of a customer. Source: IA-54 to IA-58. */
export type DefaultContactsOption = 'never' | 'lookup' | 'address' | 'lookupElseAddress';

/** A row of the User Access list: the two names may be user names, ids or the part before the @. */
export type MappedUser = { readonly salesforceUser: string; readonly intacctUser: string };

/**
 * The subscription's settings that rules read, typed once. Keys and defaults are those of the configuration pages.
 *
 * Source: Sage Intacct help, "Configure the Advanced CRM Integration" and the pages under it; reference B.1 to B.3.
 */
export type IntacctSettings = {
  readonly isActive: boolean;
  readonly environment: string;
  readonly isMultiCurrency: boolean;
  readonly isEnabled: boolean;
  readonly access: readonly MappedUser[];
  readonly syncUnmapped: boolean;
  readonly customerSequence: string | null;
  readonly contractSequence: string | null;
  readonly resellerTypes: readonly string[];
  readonly accounts: {
    readonly syncFirst: boolean;
    readonly addNew: boolean;
    readonly syncOnlyOnce: boolean;
    readonly updateAddressCategories: boolean;
    readonly updateBillToShipToCategories: boolean;
    readonly defaultContacts: DefaultContactsOption;
    readonly mappings: readonly Mapping[];
  };
  readonly contacts: {
    readonly addNew: boolean;
    readonly syncFirst: boolean;
    readonly syncOnlyOnce: boolean;
    readonly mappings: readonly Mapping[];
    /** Documents need a bill-to contact: the generated address contacts are not enough. */
    readonly requireContacts: boolean;
  };
  readonly orderEntry: {
    readonly oneToOne: boolean;
    /** One Salesforce object for documents of every kind. */
    readonly advancedWorkflow: boolean;
    readonly priceSource: string;
    readonly documents: readonly DocumentRow[];
    /** Record types and stages of opportunities that are ready; an empty list asks for none. */
    readonly recordTypes: readonly string[];
    readonly stages: readonly string[];
    /** The scheduled job *Sync Opportunities*: what it makes of opportunities that are ready, and how often. */
    readonly job: { readonly definition: string; readonly everyHours: number } | null;
  };
  /** Days after which entries of the error log go; null keeps them. */
  readonly logDays: number | null;
  /** Validations of the package that people switched off; they can only under *Custom validations*. */
  readonly validationsOff: readonly string[];
  /** What a quote's total does to the amount of its opportunity. */
  readonly opportunities: {
    readonly updateQuoteAmount: boolean;
    readonly includeTaxAndAddons: boolean;
    readonly replaceWithOrderAmount: boolean;
  };
  readonly contracts: {
    readonly isEnabled: boolean;
    readonly syncOnlyOnce: ContractsOnce;
    readonly recordTypes: readonly string[];
    readonly headerOnly: boolean;
  };
};

/** *Sync only once* of contracts: `draft` stops those that went as drafts, `all` every one. Source: reference A.7, B.3. */
export type ContractsOnce = 'none' | 'draft' | 'all';

/** A row of the table of transaction definitions. Source: Sage Intacct help, "config-OE". */
export type DocumentRow = {
  readonly definition: string;
  readonly fromSalesforce: boolean;
  readonly toSalesforce: boolean;
  readonly includeDetails: boolean;
  /** Fields of the opportunity, and of its products, that a new document takes along. */
  readonly headerMap: readonly Mapping[];
  readonly lineMap: readonly Mapping[];
};

/** Values of a page never change once they are read; what they mean is worked out once. */
const READ = new WeakMap<Readonly<Record<string, unknown>>, IntacctSettings>();

/** Reads the rules' settings out of the pages' values. */
export function intacctSettings(values: Readonly<Record<string, unknown>>): IntacctSettings {
  const known = READ.get(values);
  if (known !== undefined) return known;
  const read = readSettings(values);
  READ.set(values, read);
  return read;
}

function readSettings(values: Readonly<Record<string, unknown>>): IntacctSettings {
  const isOn = (key: string): boolean => values[key] === true;
  const text = (key: string): string | null => (typeof values[key] === 'string' && values[key] !== '' ? values[key] : null);
  return {
    isActive: values['subscription.active'] !== false,
    environment: text('subscription.environment') ?? 'production',
    isMultiCurrency: isOn('company.multiCurrency'),
    isEnabled: values['sync.enabled'] !== false,
    access: listOf(values['users.access']).map(mappedUser),
    syncUnmapped: isOn('users.syncUnmapped'),
    customerSequence: text('sequences.customer'),
    contractSequence: text('sequences.contract'),
    resellerTypes: listOf(values['reseller.accountTypes'] ?? ['Reseller']).map(String),
    accounts: {
      syncFirst: isOn('accounts.syncFirst'),
      addNew: isOn('accounts.addNew'),
      syncOnlyOnce: isOn('accounts.syncOnlyOnce'),
      updateAddressCategories: isOn('accounts.updateAddressCategories'),
      updateBillToShipToCategories: isOn('accounts.updateBillToShipToCategories'),
      defaultContacts: (text('accounts.defaultContactsFromSalesforce') as DefaultContactsOption | null) ?? 'never',
      mappings: mappingsOf(values['accounts.mappings']),
    },
    contacts: {
      addNew: isOn('contacts.addNew'),
      syncFirst: isOn('contacts.syncFirst'),
      syncOnlyOnce: isOn('contacts.syncOnlyOnce'),
      mappings: mappingsOf(values['contacts.mappings']),
      requireContacts: isOn('contacts.requireContacts'),
    },
    orderEntry: {
      oneToOne: isOn('orderEntry.oneToOne'),
      advancedWorkflow: isOn('orderEntry.advancedWorkflow'),
      priceSource: text('orderEntry.priceSource') ?? 'salesforce',
      documents: listOf(values['orderEntry.documents']).map(documentRow),
      recordTypes: listOf(values['orderEntry.recordTypes']).map(String),
      stages: listOf(values['orderEntry.stages']).map(String),
      job: jobOf(values['orderEntry.job']),
    },
    logDays: typeof values['main.logPurge'] === 'number' ? values['main.logPurge'] : null,
    validationsOff: isOn('main.customValidations') ? listOf(values['main.disabledValidations']).map(String) : [],
    opportunities: {
      updateQuoteAmount: isOn('opportunities.updateQuoteAmount'),
      includeTaxAndAddons: isOn('opportunities.includeTaxAndAddons'),
      replaceWithOrderAmount: isOn('opportunities.replaceWithOrderAmount'),
    },
    contracts: {
      isEnabled: values['contracts.enabled'] !== false,
      syncOnlyOnce: (text('contracts.syncOnlyOnce') as ContractsOnce | null) ?? 'none',
      recordTypes: listOf(values['contracts.recordTypes']).map(String),
      headerOnly: isOn('contracts.headerOnly'),
    },
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mappingsOf(value: unknown): readonly Mapping[] {
  return listOf(value).filter(isMapping).map(spelt);
}

function documentRow(entry: unknown): DocumentRow {
  const row = (typeof entry === 'object' && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
  const { definition, fromSalesforce, toSalesforce, includeDetails, headerMap, lineMap } = row;
  return {
    definition: String(definition ?? ''),
    fromSalesforce: fromSalesforce === true,
    toSalesforce: toSalesforce === true,
    includeDetails: includeDetails === true,
    headerMap: mappingsOf(headerMap),
    lineMap: mappingsOf(lineMap),
  };
}

function jobOf(value: unknown): IntacctSettings['orderEntry']['job'] {
  const { definition, everyHours } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return typeof definition === 'string' && typeof everyHours === 'number' ? { definition, everyHours } : null;
}

/** A name stands for the pair of same-named users. */
function mappedUser(entry: unknown): MappedUser {
  if (typeof entry !== 'object' || entry === null) return { salesforceUser: String(entry), intacctUser: String(entry) };
  const { salesforceUser, intacctUser } = entry as Readonly<Record<string, unknown>>;
  return { salesforceUser: String(salesforceUser ?? ''), intacctUser: String(intacctUser ?? '') };
}
