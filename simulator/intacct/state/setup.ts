import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { extendObject, type FieldDefinition, type FieldType, type ObjectDefinition } from '../objects/definition.js';
import { objectNamed } from '../objects/dictionary.js';

/** Where replies to asynchronous requests go. Source: developer.intacct.com, "XML requests", policyid. */
export type TransportPolicy = { readonly id: string; readonly url: string };

/** An outbound webhook: who hears of saves of an object. Source: developer.sage.com, "Outbound webhooks". */
export type Webhook = { readonly id: string; readonly object: string; readonly url: string };

/** A field that the company added to an object. Source: developer.intacct.com, "Customers": by integration name at the top level. */
export type CustomField = {
  /** `CUSTOMER.REGION`. */
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length: number | null;
  readonly required: boolean;
  readonly picklist: readonly string[];
};

/** A smart rule: a save of the object is refused with the message when the condition, in the words of readByQuery, holds after it. */
export type SmartRule = { readonly id: string; readonly object: string; readonly condition: string; readonly message: string };

/** What a user may do with an object, `*` for every one. */
export type Permission = { readonly id: string; readonly user: string; readonly object: string; readonly may: readonly string[] };

/** A limit on calls, by its name. */
export type Limit = { readonly id: string; readonly value: number };

/** What administrators set up beside records and the subscription page. */
export class Setup {
  readonly policies: Table<TransportPolicy>;
  readonly webhooks: Table<Webhook>;
  readonly customFields: Table<CustomField>;
  readonly smartRules: Table<SmartRule>;
  readonly permissions: Table<Permission>;
  readonly limits: Table<Limit>;
  /** Consoles whose client this company is: their users sign in as `console|company`. */
  readonly consoles: Table<{ readonly id: string }>;
  /** Objects with the company's own fields, and the fields that they were made of. */
  #extended = new Map<string, { readonly from: readonly CustomField[]; readonly definition: ObjectDefinition }>();

  constructor(world: World) {
    this.policies = world.table<TransportPolicy>('intacct', { name: 'TRANSPORTPOLICY', key: (row) => row.id, logged: false });
    this.webhooks = world.table<Webhook>('intacct', { name: 'WEBHOOK', key: (row) => row.id, logged: false });
    this.customFields = world.table<CustomField>('intacct', { name: 'CUSTOMFIELD', key: (row) => row.id, logged: false });
    this.permissions = world.table<Permission>('intacct', { name: 'PERMISSION', key: (row) => row.id, logged: false });
    this.limits = world.table<Limit>('intacct', { name: 'LIMIT', key: (row) => row.id, logged: false });
    this.consoles = world.table('intacct', { name: 'CONSOLE', key: (row) => row.id, logged: false });
    this.smartRules = world.table<SmartRule>('intacct', { name: 'SMARTRULE', key: (row) => row.id, logged: false });
  }

  /** The object of a name with the company's own fields; undefined when there is none. */
  object(name: string): ObjectDefinition | undefined {
    const standard = objectNamed(name);
    return standard === undefined || this.customFields.size === 0 ? standard : this.#extend(standard);
  }

  #extend(standard: ObjectDefinition): ObjectDefinition {
    const own = this.customFields.filter((field) => field.object === standard.name);
    if (own.length === 0) return standard;
    const known = this.#extended.get(standard.name);
    if (known !== undefined && known.from.length === own.length && own.every((field, index) => field === known.from[index])) {
      return known.definition;
    }
    const definition = extendObject(standard, own.map(fieldOf));
    this.#extended.set(standard.name, { from: own, definition });
    return definition;
  }
}

function fieldOf({ name, label, type, length, required, picklist }: CustomField): FieldDefinition {
  return {
    name,
    label,
    type,
    isCustom: true,
    ...(length === null ? {} : { charsMax: length }),
    ...(required ? { isRequired: true } : {}),
    ...(type === 'choice' ? { choices: picklist } : {}),
  };
}
