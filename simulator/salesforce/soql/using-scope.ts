import { malformedAt } from './errors.js';
import type { Bound } from './run.js';
import type { Scope } from './scope.js';
import type { SelectQuery } from './syntax.js';

/**
 * The test that USING SCOPE adds; null when it leaves everything in.
 *
 * Source:  [SOQL] "USING SCOPE"; describe's `supportedScopes` says which an object has.
 * Assumed: nobody set scoping rules up, and teams, territories and delegation are not switched on.
 */
export function scopeTest({ type, source }: Scope, { scope }: SelectQuery): Bound<boolean> | null {
  if (scope === null) return null;
  const word = scope.text.toLowerCase();
  const hasOwner = type.field('OwnerId') !== undefined;
  const hasQueues = hasOwner && type.definition.scopes.includes('queue_owned');
  if (word === 'everything' || word === 'scopingrule') return null;
  if (word === 'mine' && hasOwner) return (run) => (row) => row['OwnerId'] === run.userId;
  if ((word === 'queue' || word === 'queue_owned') && hasQueues) return () => (row) => String(row['OwnerId']).startsWith('00G');
  if (word === 'user_owned' && hasQueues) return () => (row) => String(row['OwnerId']).startsWith('005');
  throw malformedAt(source, scope.at, `scope '${word}' is not supported for entity '${type.name}'`);
}
