import { businessFailure } from '../errors.js';
import { objectNamed } from '../objects/dictionary.js';
import type { Behaviour } from './behaviour.js';

/**
 * A record that others name cannot be deleted.
 *
 * Assumed: the wording; the vendor's pages say only that records in use are not deleted.
 */
export function referencedBehaviour(object: string, users: readonly (readonly [object: string, field: string])[]): Behaviour {
  return {
    remove: (row, { company }) => {
      const { key, label } = objectNamed(object)!;
      const value = row[key];
      const isUsed = users.some(([user, field]) => company.table(user).filter((each) => each[field] === value).length > 0);
      if (isUsed) throw businessFailure(`${label} '${value}' cannot be deleted because it is in use.`);
    },
  };
}
