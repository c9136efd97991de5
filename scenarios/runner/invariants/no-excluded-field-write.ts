import type { Change } from '../../../simulator/kernel/change-log.js';
import type { Stage } from '../stage/stage.js';
import type { Invariant } from './invariant.js';

/** Fields of the Account Engagement package; their values are what AE-19 keeps from Salesforce. */
const PACKAGE_FIELD = /^pi__/i;

/** With *Stop syncing package fields* on in every business unit, no sync call changes a package field (AE-19). */
export const noExcludedFieldWrite: Invariant = {
  name: 'no-excluded-field-write',
  promise: 'The sync writes no package field to Salesforce while every business unit has stopped syncing them.',
  watch: () => (changes, stage) => {
    const written = changes.find((change) => isPersonUpdate(change) && changedPackageFields(change).length > 0);
    if (written === undefined || !isStoppedEverywhere(stage)) return null;
    return {
      expected: 'package fields to stay as they are: every business unit has stopped syncing them (AE-19)',
      actual: `${changedPackageFields(written).join(', ')} of ${written.object} ${written.id} was written`,
      change: written,
    };
  },
};

function isPersonUpdate({ system, object, operation, cause }: Change): boolean {
  return system === 'salesforce' && operation === 'update' && cause.isSync === true && (object === 'Lead' || object === 'Contact');
}

function changedPackageFields({ before, after }: Change): readonly string[] {
  if (before === null || after === null) return [];
  return Object.keys(after).filter(
    (name) => PACKAGE_FIELD.test(name) && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
}

function isStoppedEverywhere(stage: Stage): boolean {
  const { people } = stage.simulator.engagement;
  return people.units().every((unit) => people.settings(unit).get('stopSyncingPackageFields') === true);
}
