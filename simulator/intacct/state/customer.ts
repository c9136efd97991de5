import { alreadyExists, businessFailure, contactMissing, missingField } from '../errors.js';
import { CONTACT } from '../objects/contact.js';
import { asConsequence, type Behaviour, type Draft, type Saving } from './behaviour.js';
import type { ContactListRow } from './company.js';
import { append, contactListAfter, demandContact, POINTER_CATEGORIES } from './contact-list.js';
import { given, inputOf, part } from './input.js';
import { change, insert } from './save.js';

/** Customers: ids from the sequence, a display contact of their own, default contacts, a contact list. */
export const customerBehaviour: Behaviour = {
  begin: takeId,
  complete: (draft, before, saving) => {
    if (before !== null && draft['PARENTID'] === draft['CUSTOMERID']) throw businessFailure('A customer cannot be its own parent.');
    if (draft['ADVBILLBY'] !== undefined && draft['ADVBILLBY'] !== null && (draft['ADVBILLBYTYPE'] ?? null) === null) {
      throw missingField({ name: 'ADVBILLBYTYPE', label: 'Bill in advance time period' });
    }
    if (before === null) createDisplayContact(draft, saving);
    else updateDisplayContact(draft, String(before['DISPLAYCONTACT.CONTACTNAME']), saving);
    draft['CONTACT_LIST_INFO'] = contactListAfter((before?.['CONTACT_LIST_INFO'] ?? []) as readonly ContactListRow[], saving);
    for (const group of POINTERS) point(draft, group, before === null, saving);
  },
  remove: (row, { company }) => {
    const id = String(row['CUSTOMERID']);
    const isUsed =
      company.table('SODOCUMENT').count('CUSTVENDID', id) > 0 ||
      company.table('CONTRACT').count('CUSTOMERID', id) > 0 ||
      company.table('ARINVOICE').count('CUSTOMERID', id) > 0 ||
      company.table('ARPYMT').count('CUSTOMERID', id) > 0 ||
      company.table('CUSTOMER').count('PARENTID', id) > 0;
    // Assumed: the wording; the vendor refuses customers with transactions, and keeps the contacts of a deleted one.
    if (isUsed) throw businessFailure(`Customer '${id}' cannot be deleted because it is in use.`);
  },
};

const POINTERS = ['CONTACTINFO', 'BILLTO', 'SHIPTO'] as const;

/**
 * The id of a new customer: its own, else the next of the sequence.
 *
 * Source:  "Customers": CUSTOMERID is required unless document sequencing is on; an explicit value replaces the sequence.
 * Assumed: the wording of the refusal.
 */
function takeId(draft: Draft, { company }: Saving): void {
  if ((draft['CUSTOMERID'] ?? null) !== null) return;
  const id = company.sequences.take(company.settings.get('sequences.customer'), (each) => company.find('CUSTOMER', each) !== undefined);
  if (id === null) throw businessFailure('Customer ID is missing', 'Provide a customer ID, or set up a document sequence for customers.');
  draft['CUSTOMERID'] = id;
}

/**
 * Makes the display contact: `<NAME>(C<CUSTOMERID>)` unless it is named.
 *
 * Source:  "Customers": PRINTAS is required; the default name.
 * Assumed: a contact of the derived name, left by a deleted customer, is taken over.
 */
function createDisplayContact(draft: Draft, saving: Saving): void {
  const sent = part(saving.input, 'DISPLAYCONTACT');
  const named = given(sent, 'CONTACTNAME');
  const name = named === '' ? `${draft['NAME']}(C${draft['CUSTOMERID']})` : named;
  const { company } = saving;
  const existing = company.find('CONTACT', name);
  if (existing !== undefined && named !== '') throw alreadyExists('Contact', name);
  const input = inputOf([...sent.fields, ['CONTACTNAME', name]]);
  asConsequence(company, `display contact of customer ${draft['CUSTOMERID']}`, () =>
    existing === undefined ? insert(CONTACT, { ...saving, input }) : change(CONTACT, existing, { ...saving, input }),
  );
  draft['DISPLAYCONTACT.CONTACTNAME'] = name;
}

/**
 * Carries changes of the display contact to it.
 *
 * Source:  SDK: updates always carry an empty DISPLAYCONTACT, which changes nothing.
 * Assumed: another name than the present one points the customer to that contact, which must exist.
 */
function updateDisplayContact(draft: Draft, present: string, saving: Saving): void {
  const sent = part(saving.input, 'DISPLAYCONTACT');
  const named = given(sent, 'CONTACTNAME');
  const name = named === '' ? present : demandContact(named, saving);
  draft['DISPLAYCONTACT.CONTACTNAME'] = name;
  const input = inputOf([...sent.fields].filter(([field]) => field !== 'CONTACTNAME'));
  if (input.fields.size === 0) return;
  const contact = saving.company.find('CONTACT', name);
  if (contact === undefined) throw contactMissing(name);
  asConsequence(saving.company, `display contact of customer ${draft['CUSTOMERID']}`, () => change(CONTACT, contact, { ...saving, input }));
}

/**
 * Sets one default contact and puts it on the list.
 *
 * Source:  "Customers": blank means the display contact; setting one also appends a row to the contact list.
 * Assumed: only a contact that was named gets a row; the fallback to the display contact does not.
 */
function point(draft: Draft, group: (typeof POINTERS)[number], isNew: boolean, saving: Saving): void {
  const field = `${group}.CONTACTNAME`;
  const sent = saving.input.fields.get(field);
  if (sent === undefined && !isNew) return;
  if (sent === undefined || sent === '') {
    draft[field] = draft['DISPLAYCONTACT.CONTACTNAME'];
    return;
  }
  const isFirstList = isNew && !saving.input.lists.has('CONTACT_LIST_INFO') && !saving.input.lists.has('CUSTOMERCONTACTS');
  draft[field] = demandContact(sent, saving);
  if (group === 'CONTACTINFO' && !isFirstList) return;
  const row = { CATEGORYNAME: POINTER_CATEGORIES[group], CONTACT: { NAME: sent } };
  draft['CONTACT_LIST_INFO'] = append(draft['CONTACT_LIST_INFO'] as readonly ContactListRow[], row);
}
