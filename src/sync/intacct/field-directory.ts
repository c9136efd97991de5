import type { FieldInfo, SalesforceClient } from '../../clients/salesforce/client.js';
import { inLists } from '../../clients/salesforce/wire.js';
import type { FieldFacts, FieldTypes, Mapping, References } from '../../rules/intacct/mapping.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';

/** An object whose fields custom mappings name. */
export type MappedObject = 'Account' | 'Contact' | 'Opportunity' | 'OpportunityLineItem';

/**
 * What the org says of the fields that custom mappings name. An object is described when a mapping names a field that is not known
 * yet, so a field that is made later is found; without mappings nobody asks.
 */
export class FieldDirectory {
  readonly #known = new Map<MappedObject, ReadonlyMap<string, FieldInfo>>();
  readonly #types = new Map<MappedObject, FieldTypes>();

  constructor(private readonly salesforce: SalesforceClient) {}

  async load(object: MappedObject, mappings: readonly Mapping[]): Promise<void> {
    const names = mappings.map(({ salesforceField }) => salesforceField).filter((name) => !name.includes('.'));
    const isKnown = (name: string): boolean => this.#known.get(object)?.has(name) === true;
    if (!names.every(isKnown)) {
      const fields = await this.salesforce.describe(object);
      this.#known.set(object, new Map(fields.map((field) => [field.name, field])));
    }
    this.#types.set(object, Object.fromEntries(names.map((name) => [name, factsOf(this.#known.get(object)?.get(name))])));
  }

  /** Asks only when the facts of these mappings were never asked for. */
  async ensure(object: MappedObject, mappings: readonly Mapping[]): Promise<void> {
    const types = this.types(object);
    const isAsked = ({ salesforceField }: Mapping): boolean => salesforceField.includes('.') || types[salesforceField] !== undefined;
    if (!mappings.every(isAsked)) await this.load(object, mappings);
  }

  types(object: MappedObject): FieldTypes {
    return this.#types.get(object) ?? {};
  }

  /** The records that lookups would name after a save in Intacct, whose values are `values`, by field name. */
  async references(object: MappedObject, values: ReadonlyMap<string, ReadonlySet<string>>): Promise<References> {
    const found: Record<string, ReadonlyMap<string, string>> = {};
    for (const [field, ids] of values) {
      const target = this.types(object)[field]?.lookup?.object;
      if (target === undefined || ids.size === 0) continue;
      const rows = new Map<string, string>();
      for (const list of inLists(ids)) {
        const soql = `SELECT Id, ia_crm__IntacctID__c FROM ${target} WHERE ia_crm__IntacctID__c IN ${list} ORDER BY Id DESC`;
        for (const row of await this.salesforce.query(soql)) rows.set(textOf(row['ia_crm__IntacctID__c']), textOf(row['Id']));
      }
      found[field] = rows;
    }
    return found;
  }
}

function factsOf(field: FieldInfo | undefined): FieldFacts | null {
  if (field === undefined) return null;
  const { type, relationship, target } = field;
  return { type, lookup: relationship === null || target === null ? null : { relationship, object: target } };
}
