import type { AccountSnapshot } from '../../../../src/rules/intacct/account-snapshot.js';
import { intacctSettings } from '../../../../src/rules/intacct/settings.js';

/** An account by a button, never synced, with nothing beside it: what a test says of it is what it is about. */
export const BARE_ACCOUNT: AccountSnapshot = {
  kind: 'button',
  isAddNew: false,
  account: { Id: '001', Name: 'Acme' },
  identity: { kind: 'create', id: '', rules: ['IA-8'] },
  customer: null,
  entity: '',
  entityRules: ['IA-61'],
  isEntityKnown: true,
  lookups: { billTo: null, shipTo: null },
  addressContacts: { billTo: null, shipTo: null },
  parentId: null,
  parentProblem: null,
  isUnfinished: false,
  settings: intacctSettings({}),
  types: {},
  contactTypes: {},
  now: 0,
};
