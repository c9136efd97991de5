import type { Row } from '../../kernel/table.js';
import { businessFailure, missingField } from '../errors.js';
import { asConsequence, type Behaviour, type Draft, type Saving } from './behaviour.js';

/**
 * Contracts: ids from the sequence, contacts and dates that follow from the customer and the term type.
 *
 * Source:  developer.intacct.com, "Contracts".
 * Assumed: the wording of refusals; LOCATIONID is asked for only where the company has locations.
 */
export const contractBehaviour: Behaviour = {
  begin: (draft, { company }) => {
    if ((draft['CONTRACTID'] ?? null) !== null) return;
    const id = company.sequences.take(company.settings.get('sequences.contract'), (each) => company.find('CONTRACT', each) !== undefined);
    if (id === null) throw businessFailure('Contract ID is missing', 'Provide a contract ID, or set up a document sequence for contracts.');
    draft['CONTRACTID'] = id;
  },
  complete: (draft, _before, saving) => {
    if (draft['TERMTYPE'] === 'Termed' && isBlank(draft['ENDDATE'])) throw missingField({ name: 'ENDDATE', label: 'End date' });
    demandLocation(draft, saving);
    if (!isBlank(draft['ENDDATE']) && String(draft['ENDDATE']) < String(draft['BEGINDATE'])) {
      throw businessFailure('The end date of a contract cannot be before its start date.');
    }
    const customer = saving.company.find('CUSTOMER', String(draft['CUSTOMERID']));
    if (isBlank(draft['BILLTOCONTACTNAME'])) draft['BILLTOCONTACTNAME'] = customer?.['BILLTO.CONTACTNAME'] ?? null;
    if (isBlank(draft['SHIPTOCONTACTNAME'])) draft['SHIPTOCONTACTNAME'] = customer?.['SHIPTO.CONTACTNAME'] ?? null;
  },
  remove: (row, { company }) => {
    const id = String(row['CONTRACTID']);
    asConsequence(company, `lines of contract ${id}`, () => {
      const lines = company.table('CONTRACTDETAIL');
      for (const line of lines.find('CONTRACTID', id)) lines.remove(String(line['RECORDNO']), { operation: 'delete' });
    });
  },
};

/** Lines of contracts: they follow the header where they are told to. Source: developer.intacct.com, "Contract lines". */
export const contractDetailBehaviour: Behaviour = {
  complete: (draft, before, saving) => {
    const { company } = saving;
    const contract = company.find('CONTRACT', String(draft['CONTRACTID']))!;
    if (before === null) draft['LINENO'] = company.table('CONTRACTDETAIL').count('CONTRACTID', String(draft['CONTRACTID'])) + 1;
    for (const field of ['BEGINDATE', 'ENDDATE']) if (isBlank(draft[field])) draft[field] = contract[field] ?? null;
    followHeader(draft, contract, 'BILLTO');
    followHeader(draft, contract, 'SHIPTO');
    demandLocation(draft, saving);
  },
};

/** `Contract value` takes the header's contact; `User-specified value` keeps the line's. */
function followHeader(draft: Draft, contract: Row, side: 'BILLTO' | 'SHIPTO'): void {
  const field = `${side}CONTACTNAME`;
  if (draft[`${side}SOURCE`] === 'Contract value') draft[field] = contract[field] ?? null;
  else if (isBlank(draft[field])) throw missingField({ name: field, label: `${side} contact` });
}

function demandLocation(draft: Draft, { company }: Saving): void {
  if (isBlank(draft['LOCATIONID']) && company.table('LOCATION').size > 0) throw missingField({ name: 'LOCATIONID', label: 'Location' });
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
