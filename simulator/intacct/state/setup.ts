import type { Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { extendObject, type FieldDefinition, type FieldType, type ObjectDefinition } from '../objects/definition.js';
import { OBJECTS, objectNamed } from '../objects/dictionary.js';

import { definePlatformObject, dimensionFields, type PlatformObject } from './platform.js';

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
  readonly platformObjects: Table<PlatformObject>;
  readonly smartRules: Table<SmartRule>;
  readonly permissions: Table<Permission>;
  readonly limits: Table<Limit>;
  /** Consoles whose client this company is: their users sign in as `console|company`. */
  readonly consoles: Table<{ readonly id: string }>;
  /** Objects with the company's own fields, and the fields that they were made of. */
  #extended = new Map<string, ObjectDefinition>();
  #revision = 0;

  constructor(world: World) {
    this.policies = world.table<TransportPolicy>('intacct', { name: 'TRANSPORTPOLICY', key: (row) => row.id, logged: false });
    this.webhooks = world.table<Webhook>('intacct', { name: 'WEBHOOK', key: (row) => row.id, logged: false });
    this.customFields = world.table<CustomField>('intacct', { name: 'CUSTOMFIELD', key: (row) => row.id, logged: false });
    this.permissions = world.table<Permission>('intacct', { name: 'PERMISSION', key: (row) => row.id, logged: false });
    this.limits = world.table<Limit>('intacct', { name: 'LIMIT', key: (row) => row.id, logged: false });
    this.consoles = world.table('intacct', { name: 'CONSOLE', key: (row) => row.id, logged: false });
    this.platformObjects = world.table<PlatformObject>('intacct', { name: 'PLATFORMOBJECT', key: (row) => row.id, logged: false });
    this.smartRules = world.table<SmartRule>('intacct', { name: 'SMARTRULE', key: (row) => row.id, logged: false });
  }

  /** The object of a name with the company's own fields; undefined when there is none. */
  object(name: string): ObjectDefinition | undefined {
    if (this.customFields.size === 0 && this.platformObjects.size === 0) return objectNamed(name);
    const revision = this.customFields.revision + this.platformObjects.revision;
    if (revision !== this.#revision) this.#extended.clear();
    this.#revision = revision;
    const known = this.#extended.get(name);
    if (known !== undefined) return known;
    const standard = objectNamed(name) ?? this.#platform(name.toUpperCase());
    if (standard === undefined) return undefined;
    const definition = this.#extend(standard);
    this.#extended.set(name, definition);
    return definition;
  }

  /** Every object that there is, with the company's own. */
  objects(): readonly ObjectDefinition[] {
    const names = [...OBJECTS.map((each) => each.name), ...[...this.platformObjects.rows()].map((each) => each.id)];
    return names.map((name) => this.object(name)!);
  }

  #platform(name: string): ObjectDefinition | undefined {
    const platform = this.platformObjects.get(name);
    return platform === undefined ? undefined : definePlatformObject(platform);
  }

  #extend(standard: ObjectDefinition): ObjectDefinition {
    const own = this.customFields.filter((field) => field.object === standard.name).map(fieldOf);
    const more = [...own, ...dimensionFields(standard.name, this.platformObjects.rows())];
    return more.length === 0 ? standard : extendObject(standard, more);
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
