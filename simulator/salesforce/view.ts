import type { SalesforceOrg } from './state.js';

/** What other products under the same org may see of it: its users, its queues, and who a token belongs to. */
export class OrgView {
  constructor(private readonly org: SalesforceOrg) {}

  /** The user of a live access token, or why there is none. Asking uses the session. */
  session(token: string): { readonly userId: string } | { readonly error: 'expired' | 'unknown' } {
    const session = this.org.sessions.use(token);
    if (typeof session === 'string') return { error: session };
    return this.org.lookup(session.userId)?.['IsActive'] === true ? { userId: session.userId } : { error: 'expired' };
  }

  users() {
    const type = this.org.schema.type('User')!;
    const userType = type.field('UserType')!;
    return [...this.org.table(type).rows()].map((row) => ({
      id: row['Id'] as string,
      username: row['Username'] as string,
      name: row['Name'] as string,
      email: row['Email'] as string,
      userType: String(this.org.value(userType, row) ?? ''),
      isActive: row['IsActive'] === true,
    }));
  }

  /** Queues that may own leads. */
  leadQueues(): readonly { readonly id: string; readonly name: string }[] {
    const links = this.org.table(this.org.schema.type('QueueSobject')!).filter((row) => row['SobjectType'] === 'Lead');
    return links.map((link) => ({ id: link['QueueId'] as string, name: String(this.org.lookup(link['QueueId'])?.['Name']) }));
  }

  orgId(): string {
    return this.org.id;
  }
}
