import type { Row } from '../../kernel/table.js';
import { rootLevelRecord } from '../errors.js';
import type { Signed } from './company.js';

/**
 * Whether a record can be seen from where somebody is signed in.
 *
 * Source: "Queries", showprivate; help on multi-entity: the top level sees its own records, and those of entities only when it asks
 *         for private ones; an entity sees its own and those of the top level.
 */
export function isVisible(row: Row, entity: string, showPrivate = false): boolean {
  const home = row['MEGAENTITYID'] ?? '';
  return home === '' || home === entity || (showPrivate && entity === '');
}

/** The entities that a user is restricted to; none means all, and the top level. */
export function restrictions(user: Row): readonly string[] {
  const locations = user['USERLOCATIONS'];
  return typeof locations === 'string' && locations !== '' ? locations.split('#~#') : [];
}

/** Refuses a change of a top-level record by a user who is restricted to entities. */
export function demandChangeable(row: Row, label: string, signed: Signed): void {
  if ((row['MEGAENTITYID'] ?? '') === '' && restrictions(signed.user).length > 0) throw rootLevelRecord(label);
}
