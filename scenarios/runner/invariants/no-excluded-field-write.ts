import type { Change } from '../../../simulator/kernel/change-log.js';
import { isSame } from '../stage/names.js';
import type { Stage } from '../stage/stage.js';
import { refOf } from '../stage/sync-writes.js';
import type { Invariant } from './invariant.js';

/** Fields of the Account Engagement package; their values are what AE-19 keeps from Salesforce. */
const PACKAGE_FIELD = /^pi__/i;

/** A business unit with *Stop syncing package fields* on writes no package field to Salesforce (AE-19). */
export const noExcludedFieldWrite: Invariant = {
  name: 'no-excluded-field-write',
  promise: 'The sync writes no package field to Salesforce for a business unit that has stopped syncing them.',
  watch: () => (changes, stage) => {
    const written = changes.find(
      (change) => isPersonWrite(change) && changedPackageFields(change).length > 0 && unitsBehind(change, stage).every(isStoppedIn(stage)),
    );
    if (written === undefined) return null;
    return {
      expected: 'package fields to stay as they are: the business unit has stopped syncing them (AE-19)',
      actual: `${changedPackageFields(written).join(', ')} of ${written.object} ${written.id} was written`,
      change: written,
    };
  },
};

function isPersonWrite({ system, object, operation, cause }: Change): boolean {
  const isWrite = operation === 'create' || operation === 'update';
  return system === 'salesforce' && isWrite && cause.isSync === true && (object === 'Lead' || object === 'Contact');
}

/** Of a new record, what is more than the blank or the unticked box that Salesforce itself fills in. */
function changedPackageFields({ before, after }: Change): readonly string[] {
  if (after === null) return [];
  return Object.keys(after).filter((name) => PACKAGE_FIELD.test(name) && shown(before?.[name]) !== shown(after[name]));
}

function shown(value: unknown): string {
  return JSON.stringify(value === '' || value === false ? null : (value ?? null));
}

/** The business units that last decided to write at that instant, for which the write may be; all when no decision names one. */
function unitsBehind(change: Change, stage: Stage): readonly string[] {
  const ref = refOf(change);
  const decisions = stage.host.core.decisions().filter(({ at, flow, commands, about }) => {
    return flow === 'engagement' && at <= change.at && commands.length > 0 && about.some((each) => isSame(each, ref));
  });
  const last = decisions.at(-1)?.at;
  const units = decisions.filter(({ at }) => at === last).flatMap(({ about }) => about.find(({ unit }) => unit !== undefined)?.unit ?? []);
  return units.length === 0 ? stage.simulator.engagement.people.units() : units;
}

function isStoppedIn(stage: Stage): (unit: string) => boolean {
  const { people } = stage.simulator.engagement;
  return (unit) => people.settings(unit).get('stopSyncingPackageFields') === true;
}
