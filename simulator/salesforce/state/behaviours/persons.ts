import { convertedLead, rowError } from '../../errors.js';
import { fullName } from '../../objects/setup.js';
import type { SalesforceOrg } from '../../state.js';
import { dateOf } from '../dates.js';
import type { Draft } from '../draft.js';
import type { Behaviour } from './behaviour.js';

/** The name is computed from its parts; the salutation is no part of it. */
function setName(draft: Draft): void {
  draft.set('Name', fullName(draft.row()));
}

export const CONTACT: Behaviour = { beforeSave: (_org, draft) => setName(draft) };

export const LEAD: Behaviour = {
  beforeSave(org, draft) {
    if (draft.before !== null && draft.before['IsConverted'] === true) throw convertedLead();
    setName(draft);
    // Source: Object Reference, "Lead": a lead is unread until its owner looks at it; its creator has.
    if (draft.before === null && !draft.isGiven('IsUnreadByOwner')) draft.set('IsUnreadByOwner', draft.get('OwnerId') !== draft.by);
    if (draft.before !== null && draft.isChanged('OwnerId')) draft.set('LastTransferDate', dateOf(org.now()));
  },
  check(_org, draft) {
    // Only convertLead makes a converted lead; an import of one must name the records it became, which the API cannot write.
    if (draft.before === null && draft.get('IsConverted') === true) {
      throw rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'A converted lead needs a converted account and contact', ['IsConverted']);
    }
  },
};

function nicknameFor(org: SalesforceOrg, username: string): string {
  const [mailbox = ''] = username.split('@');
  return `${mailbox.slice(0, 30)}${org.table(org.schema.type('User')!).size + 1}`;
}

/**
 * Source:  Object Reference, "User": usernames and email addresses are kept in lower case.
 * Assumed: the nickname of a user who is given none; the vendor's examples make users without.
 */
export const USER: Behaviour = {
  beforeSave(org, draft) {
    setName(draft);
    if (draft.before === null) draft.setDefault('CommunityNickname', nicknameFor(org, String(draft.get('Username') ?? '')));
    for (const name of ['Username', 'Email']) {
      const value = draft.get(name);
      if (typeof value === 'string') draft.set(name, value.toLowerCase());
    }
  },
  duplicateRefusal: (field, id) =>
    field === 'Username'
      ? rowError(
          'DUPLICATE_USERNAME',
          "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ",
          ['Username'],
        )
      : rowError('DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: ${id}`),
};
