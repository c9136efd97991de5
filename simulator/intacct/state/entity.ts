import type { Row } from '../../kernel/table.js';
import { businessFailure } from '../errors.js';
import { LOCATION } from '../objects/company.js';
import { asConsequence, type Behaviour, type Saving } from './behaviour.js';
import { inputOf } from './input.js';
import { change, insert } from './save.js';

/** Fields that an entity shares with its location. */
const SHARED = ['LOCATIONID', 'NAME', 'STARTDATE', 'ENDDATE', 'CURRENCY', 'STATUS'];

/**
 * Entities: each is also a location, of the same id.
 *
 * Source:  developer.intacct.com, "Entities".
 * Assumed: an entity with records of its own cannot be deleted.
 */
export const entityBehaviour: Behaviour = {
  complete: (draft, before, saving) => {
    const { company } = saving;
    const input = inputOf([...saving.input.fields].filter(([name]) => SHARED.includes(name)));
    const twin = company.find('LOCATION', String(draft['LOCATIONID']));
    asConsequence(company, `location of entity ${draft['LOCATIONID']}`, () => {
      if (twin === undefined) insert(LOCATION, { ...saving, input });
      else if (before !== null) change(LOCATION, twin, { ...saving, input });
      else throw businessFailure(`A location with the ID '${draft['LOCATIONID']}' exists already.`);
    });
  },
  remove: (row, saving) => {
    const id = String(row['LOCATIONID']);
    demandUnused(id, saving);
    asConsequence(saving.company, `location of entity ${id}`, () => saving.company.table('LOCATION').remove(id, { operation: 'delete' }));
  },
};

export const locationBehaviour: Behaviour = {
  remove: (row, { company }) => {
    const id = String(row['LOCATIONID']);
    if (company.find('LOCATIONENTITY', id) !== undefined) throw businessFailure(`Location '${id}' is an entity and cannot be deleted.`);
  },
};

function demandUnused(id: string, { company }: Saving): void {
  const isHome = (row: Row): boolean => row['MEGAENTITYID'] === id;
  for (const object of ['CUSTOMER', 'CONTACT', 'SODOCUMENT', 'CONTRACT']) {
    if (company.table(object).filter(isHome).length > 0) throw businessFailure(`Entity '${id}' cannot be deleted because it is in use.`);
  }
}
