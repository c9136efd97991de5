import { businessFailure } from '../errors.js';
import type { Behaviour } from './behaviour.js';

/**
 * Contacts keep versions, so that transactions can hold the one in force when they were posted.
 *
 * Source:  the error text "Contactversion"; REST: `contact-version`.
 * Assumed: a contact that a customer names cannot be deleted, and the wording of that.
 */
export const contactBehaviour: Behaviour = {
  complete: (draft, before) => {
    draft['VERSION'] = before === null ? 1 : Number(before['VERSION'] ?? 0) + 1;
  },
  remove: (row, { company }) => {
    const name = String(row['CONTACTNAME']);
    const user = company.table('CUSTOMER').findOne('contacts', name);
    if (user !== undefined) throw businessFailure(`Contact '${name}' cannot be deleted because customer '${user['CUSTOMERID']}' uses it.`);
  },
};
