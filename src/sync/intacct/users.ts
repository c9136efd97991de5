import type { SalesforceClient } from '../../clients/salesforce/client.js';
import { inLists } from '../../clients/salesforce/wire.js';
import { VendorFailure } from '../../model/failure.js';
import type { ActingUser } from '../../rules/intacct/gates.js';
import type { IntacctSettings } from '../../rules/intacct/settings.js';

/** The permission set that lets a user sync without being mapped. Source: reference A.3, gate 3. */
const UNMAPPED_PERMISSION_SET = 'SyncRecordsForUnmappedUser';

type KnownUser = { readonly id: string; readonly names: ReadonlySet<string> };

/** Salesforce users as the User Access list names them. A cache: users do not change their names. */
export class UserDirectory {
  readonly #known = new Map<string, KnownUser>();
  readonly #permitted = new Set<string>();

  constructor(private readonly salesforce: SalesforceClient) {}

  /** Reads the users that are not known yet. */
  async load(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    for (const list of inLists(missing)) {
      const rows = await this.salesforce.query(`SELECT Id, Username FROM User WHERE Id IN ${list}`);
      for (const row of rows) this.#known.set(String(row['Id']), knownUser(String(row['Id']), String(row['Username'] ?? '')));
    }
  }

  /** Reads which of the users hold the permission set; asked only when the setting is on. */
  async loadPermissions(): Promise<void> {
    const soql = `SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = '${UNMAPPED_PERMISSION_SET}'`;
    this.#permitted.clear();
    try {
      for (const row of await this.salesforce.query(soql)) this.#permitted.add(String(row['AssigneeId']));
    } catch (error) {
      // An org without permission sets has nobody who holds one.
      if (!(error instanceof VendorFailure) || error.kind !== 'refusal') throw error;
    }
  }

  /** The core's own user counts as mapped: it acts for the subscription. */
  acting(id: string | null, own: string, settings: IntacctSettings): ActingUser {
    if (id === null || id === own) return { name: 'the integration user', isMapped: true, mayUnmapped: true };
    const user = this.#known.get(id);
    const isMapped = user !== undefined && settings.access.some(({ salesforceUser }) => user.names.has(salesforceUser.toLowerCase()));
    return { name: `user ${id}`, isMapped, mayUnmapped: this.#permitted.has(id) };
  }
}

/** Names under which a user may stand in the list: id (15 or 18 characters), user name, and its part before the @. */
function knownUser(id: string, username: string): KnownUser {
  const names = [id, id.slice(0, 15), username, username.split('@')[0] ?? ''];
  return { id, names: new Set(names.filter((name) => name !== '').map((name) => name.toLowerCase())) };
}
