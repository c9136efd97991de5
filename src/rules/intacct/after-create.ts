import type { CreateCustomer, IntacctCommand } from '../../model/intacct.js';
import { createContact, type Sync, updateCustomer } from './commands.js';
import { addressContactName } from './policies.js';
import { writeBackSuccess } from './write-back.js';

/**
 * What follows the creation of a customer, now that its id is known: address contacts, default contacts, the write-back.
 *
 * Source: reference A.8, steps 4 to 7; IA-52 and D-12: the names of address contacts hold the final CUSTOMERID.
 */
export function afterCustomerCreated(command: CreateCustomer, customerId: string, now: number): readonly IntacctCommand[] {
  const { owner, entity, afterwards } = command;
  const sync: Sync = { owner, ownerIntacctId: customerId, entity };
  const pointers = Object.fromEntries(
    afterwards.pointers.map((side) => [
      side === 'billTo' ? 'BILLTO.CONTACTNAME' : 'SHIPTO.CONTACTNAME',
      addressContactName(side, customerId),
    ]),
  );
  return [
    ...afterwards.addressContacts.map(({ side, fields }) => createContact(sync, addressContactName(side, customerId), fields, null)),
    ...(afterwards.pointers.length === 0 ? [] : [updateCustomer(sync, customerId, pointers)]),
    writeBackSuccess(owner, customerId, now, afterwards.preTick),
  ];
}
