import { describe, expect, it } from 'vitest';
import { Office } from './office.js';

const ID = 'ia_crm__IntacctID__c';
const STATUS = 'ia_crm__Intacct_Sync_Status__c';
const BOTH = [false, true] as const;

/** Who was synced before the merge, whose Intacct ID the survivor keeps, and what people do then. */
type Merge = {
  readonly winner: boolean;
  readonly losers: readonly boolean[];
  readonly keep: 'winner' | 'loser';
  readonly after: 'nothing' | 'checkbox' | 'button' | 'reset';
};

/** What the survivor's sync comes to, and the customer that Intacct ties it to at the end. */
type Outcome = { readonly said: string; readonly link: 'CW' | 'CL' | 'new' | 'none' };

const nothing = (link: Outcome['link']): Outcome => ({ said: '', link });

/**
 * The table of merges (reference A.9, rows 4 to 6; A.4 for the ids): what a sync of the survivor comes to, by the id it kept and by what
 * Intacct ties it to. The first loser is the one whose id can be kept.
 */
function expected({ winner, losers: [loser], keep, after }: Merge): Outcome {
  const before = winner ? 'CW' : 'none';
  if (after === 'nothing') return nothing(before);
  const id = keep === 'winner' ? before : loser === true ? 'CL' : 'none';
  if (after === 'reset') return id === 'none' ? { said: 'refuse id-missing', link: before } : { said: 'link link-reset', link: id };
  if (id === 'none') return { said: winner ? 'create duplicate-without-id' : 'create not-synced-yet', link: 'new' };
  return id === before ? { said: 'update changed', link: 'CW' } : { said: 'refuse link-broken', link: before };
}

const cases: readonly Merge[] = BOTH.flatMap((winner) =>
  [[false], [true], [false, false], [false, true], [true, false], [true, true]].flatMap((losers) =>
    (['winner', 'loser'] as const).flatMap((keep) =>
      (['nothing', 'checkbox', 'button', 'reset'] as const).map((after) => ({ winner, losers, keep, after })),
    ),
  ),
);

/** The accounts of a case before their merge: the winner is synced first, so CW is C00001 where there is one. */
async function told({ winner, losers }: Merge) {
  const office = new Office();
  const synced = [winner, ...losers];
  const ids = synced.map((_each, index) =>
    office.create('Account', { Name: `Account ${index}`, BillingCity: 'Ghent', Phone: String(index) }),
  );
  for (const [index, id] of ids.entries()) {
    if (synced[index] !== true) continue;
    office.press('sync-to-intacct', id);
    await office.settle();
  }
  const [master = '', ...lost] = ids;
  const customers = ids.map((id) => office.link('Account', id));
  return { office, master, lost, customers };
}

function act({ office, master, lost }: Awaited<ReturnType<typeof told>>, { keep, after }: Merge): void {
  const kept = keep === 'loser' ? office.read('Account', lost[0]!)[ID] : office.read('Account', master)[ID];
  const chosen = { [ID]: kept ?? null, Phone: '9' };
  office.salesforce.people.merge({ type: 'Account', master, losers: lost, keep: chosen }, office.admin);
  if (after === 'checkbox') office.update('Account', master, { ia_crm__Sync_with_Intacct__c: true });
  if (after === 'button') office.press('sync-to-intacct', master);
  if (after === 'reset') office.press('reset-link', master);
}

describe('The table of merges (A.9)', () => {
  it.each(cases)('winner synced $winner, losers $losers, keeps the $keep id, then $after', async (merge) => {
    const story = await told(merge);
    const { office, master, lost, customers } = story;
    const [cw = null, cl = null] = customers;
    const before = { decisions: office.decisions(master).length, writes: office.intacctWrites().length, count: office.count('CUSTOMER') };
    const left = customers.slice(1).map((id) => (id === null ? null : office.customer(id)));
    act(story, merge);
    await office.settle();

    const { said, link } = expected(merge);
    const fresh = `C${String(before.count + 1).padStart(5, '0')}`;
    // A save that asks for nothing may be answered with a skip, which says nothing of the merge.
    const since = office.decisions(master).slice(before.decisions);
    const answers = since.flatMap(({ outcome, reason }) => (outcome === 'skip' ? [] : [`${outcome} ${reason}`]));
    expect(answers).toEqual(said === '' ? [] : [said]);
    expect(office.link('Account', master)).toBe({ CW: cw, CL: cl, new: fresh, none: null }[link]);
    // Row 3: whatever was chosen, the losing customers stay as they are, and nothing in Intacct goes away.
    expect(customers.slice(1).map((id) => (id === null ? null : office.customer(id)))).toEqual(left);
    expect(office.count('CUSTOMER')).toBe(before.count + (link === 'new' ? 1 : 0));
    const orphaned = lost.filter((_id, index) => customers[index + 1] !== null);
    expect(orphaned.map((id) => office.explain(id)?.reason)).toEqual(orphaned.map(() => 'orphan-customer'));
    // Rows 4 and 6: without a trigger, and when the link is reset or refused, nothing is sent.
    const isSent = said.startsWith('update') || said.startsWith('create');
    if (!isSent) expect(office.intacctWrites()).toHaveLength(before.writes);
    if (said.startsWith('refuse')) expect(office.read('Account', master)[STATUS]).toBe('Error');
  });

  it('has every combination', () => expect(cases).toHaveLength(2 * 6 * 2 * 4));
});

describe('What a survivor is after its link was reset (A.9, row 6)', () => {
  it.each([
    ['with a customer of its own', true],
    ['that never synced', false],
  ])('a survivor %s updates the customer of the loser, and makes none', async (_title, winner) => {
    const merge: Merge = { winner, losers: [true], keep: 'loser', after: 'reset' };
    const story = await told(merge);
    const { office, master, customers } = story;
    act(story, merge);
    await office.settle();
    office.press('sync-to-intacct', master);
    await office.settle();
    const [cw = null, cl = null] = customers;
    expect(office.explain(master)).toMatchObject({ outcome: 'update', reason: 'changed' });
    expect(office.customer(cl!)).toMatchObject({ NAME: 'Account 0', DISPLAYCONTACT: { PHONE1: '9' } });
    if (cw !== null) expect(office.customer(cw)).toMatchObject({ NAME: 'Account 0', DISPLAYCONTACT: { PHONE1: '0' } });
    expect(office.count('CUSTOMER')).toBe(winner ? 2 : 1);
  });
});

/** Row 7: documents of which customer come back, by the customer that the survivor stands for. */
describe('Which documents come back after a merge (A.9, row 7)', () => {
  const table = (['winner', 'loser'] as const).flatMap((keep) =>
    (['nothing', 'reset'] as const).flatMap((after) => [
      { keep, after, of: 'CW', isDelivered: keep === 'winner' },
      { keep, after, of: 'CL', isDelivered: keep === 'loser' },
    ]),
  );

  it.each(table)(
    'keeps the $keep id, then $after: a document of $of is delivered $isDelivered',
    async ({ keep, after, of, isDelivered }) => {
      const merge: Merge = { winner: true, losers: [true], keep, after };
      const story = await told(merge);
      const { office, master, customers } = story;
      const customer = of === 'CW' ? customers[0] : customers[1];
      const { people } = office.intacct;
      const order = people.create(
        'SODOCUMENT',
        { DOCPARID: 'Sales Order', CUSTVENDID: customer, SODOCUMENTENTRIES: [LINE] },
        office.intacctAdmin,
      );
      await office.settle();
      act(story, merge);
      await office.settle();
      people.create('SODOCUMENT', { DOCPARID: 'Sales Invoice', CREATEDFROM: order }, office.intacctAdmin);
      await office.settle();
      const [copy, ...more] = office.salesforce.people.list('ia_crm__Sales_Order__c') as readonly Record<string, unknown>[];
      expect(more).toEqual([]);
      // Row 1: the copy hangs on the survivor, and names its customer for ever.
      expect(copy).toMatchObject({ ia_crm__Account__c: master, ia_crm__Customer_ID__c: customer });
      expect(copy!['ia_crm__State__c']).toBe(isDelivered ? 'Converted' : 'Pending');
      expect(office.salesforce.people.list('ia_crm__Sales_Invoice__c')).toHaveLength(isDelivered ? 1 : 0);
      expect(office.explain(order)).toMatchObject(isDelivered ? { outcome: 'update' } : { outcome: 'skip', reason: 'postback-suppressed' });
    },
  );
});

const LINE = { ITEMID: 'ITEM1', QUANTITY: '1', PRICE: '10' };
