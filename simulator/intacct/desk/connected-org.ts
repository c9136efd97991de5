import type { People } from '../../kernel/people.js';

/** What the subscription page knows of the Salesforce org that it is connected to, and does there. */
export type ConnectedOrg = Pick<People, 'type' | 'user' | 'list' | 'create' | 'delete'>;
