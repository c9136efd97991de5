import type { Change } from '../../../simulator/kernel/change-log.js';
import type { RecordRef } from '../../../src/model/record.js';
import { isSame } from '../stage/names.js';
import type { Stage } from '../stage/stage.js';
import { refOf } from '../stage/sync-writes.js';
import type { Breach, Invariant } from './invariant.js';

/**
 * At rest, each customer that the sync made is known to the decision that asked for it: a lost reply, a crash or a second pass leaves
 * none behind that nobody knows. An account that gets a second customer by a rule (an import that cleared its Intacct ID, IA-37) has
 * a second decision.
 */
export const noDuplicateCustomer: Invariant = {
  name: 'no-duplicate-customer',
  promise: 'The sync makes no second customer for one account unless a rule says so.',
  watch: () => {
    const made: Change[] = [];
    return (changes, stage) => {
      made.push(...changes.filter(isMadeBySync));
      // While a pass is under way, the outcome of a create may not be known yet.
      return stage.passes.isQuiet ? breachOf(made, stage) : null;
    };
  },
};

function isMadeBySync({ system, object, operation, cause }: Change): boolean {
  return system === 'intacct' && object === 'CUSTOMER' && operation === 'create' && cause.isSync === true;
}

function breachOf(made: readonly Change[], stage: Stage): Breach | null {
  const decisions = stage.host.core.decisions().filter(({ flow, commands }) => flow === 'intacct' && commands.length > 0);
  for (const change of made) {
    const customer = refOf(change);
    const behind = decisions.filter(({ about }) => about.some((ref) => isSame(ref, customer)));
    if (behind.length === 0) {
      return {
        expected: 'a decision behind every customer that the sync made',
        actual: `nothing is known of customer ${customer.id}`,
        change,
      };
    }
    for (const account of accountsOf(behind[0]!.about)) {
      const own = made.filter((each) => behind[0]!.about.some((ref) => isSame(ref, refOf(each))));
      const asked = decisions.filter(({ about }) => about.some((ref) => isSame(ref, account)));
      if (own.length <= asked.length) continue;
      const ids = own.map((each) => each.id).join(', ');
      return { expected: `one customer for account ${account.id}`, actual: `one decision made ${ids}`, change };
    }
  }
  return null;
}

function accountsOf(about: readonly RecordRef[]): readonly RecordRef[] {
  const accounts = about.filter(({ system, object }) => system === 'salesforce' && object === 'Account');
  // A document for a reseller's customer is about two accounts and may rightly make a customer for each.
  return accounts.length === 1 ? accounts : [];
}
