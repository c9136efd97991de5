import type { Row } from '../../kernel/table.js';
import { businessFailure, missingField } from '../errors.js';
import { CONTACTVERSION, versionKey } from '../objects/contact.js';
import { asConsequence, type Behaviour } from './behaviour.js';
import type { IntacctCompany } from './company.js';

/**
 * Contacts keep versions, so that transactions can hold the one in force when they were posted.
 *
 * Source:  the error text "Contactversion"; REST: `contact-version`.
 * Assumed: a contact that a customer names cannot be deleted, and the wording of that.
 */
export const contactBehaviour: Behaviour = {
  complete: (draft, before, { company }) => {
    // Source: developer.intacct.com, "Contacts": a schedule needs a solution.
    if ((draft['TAXSCHEDULE'] ?? null) !== null && (draft['TAXSOLUTIONID'] ?? null) === null) {
      throw missingField({ name: 'TAXSOLUTIONID', label: 'Tax solution' });
    }
    draft['VERSION'] = before === null ? 1 : Number(before['VERSION'] ?? 0) + 1;
    if (before !== null) keepVersion(company, before);
  },
  remove: (row, { company }) => {
    const name = String(row['CONTACTNAME']);
    const user = company.table('CUSTOMER').findOne('contacts', name);
    if (user !== undefined) throw businessFailure(`Contact '${name}' cannot be deleted because customer '${user['CUSTOMERID']}' uses it.`);
  },
};

function keepVersion(company: IntacctCompany, contact: Row): void {
  const id = versionKey(contact['RECORDNO'], contact['VERSION']);
  const own = { RECORDNO: company.nextRecordNumber(CONTACTVERSION.name), VERSIONKEY: id, CONTACTKEY: contact['RECORDNO'] };
  asConsequence(company, `version of contact ${contact['CONTACTNAME']}`, () =>
    company.table(CONTACTVERSION.name).put({ ...contact, ...own }),
  );
}
