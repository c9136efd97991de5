import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../scenarios/runner/index.js';
import { INVARIANTS, Watch } from '../../../scenarios/runner/invariants/index.js';
import { FLOWS } from '../../../scenarios/runner/stage/core-host.js';
import { Stage } from '../../../scenarios/runner/stage/stage.js';
import type { Cause } from '../../../simulator/kernel/change-log.js';
import { Place } from '../../../simulator/yaml/place.js';

/** A call as the sync core makes it. */
const bySync = (call: number): Cause => ({ kind: 'call', text: 'POST /somewhere', isSync: true, call, traceparent: `00-${call}` });

async function watched(waive: Record<string, string> = {}) {
  const stage = await Stage.open({ seed: 1 });
  const watch = new Watch(stage, waive, Place.nowhere);
  const settle = () => stage.world.clock.run(() => stage.passes.drive(FLOWS));
  return { stage, settle, look: () => watch.look(Place.nowhere), ...stage.simulator };
}

describe('what is watched in every story', () => {
  it('is told by name and promise', () => {
    expect(INVARIANTS.map(({ name }) => name)).toEqual([
      'no-duplicate-customer',
      'no-echo',
      'no-excluded-field-write',
      'every-write-explained',
    ]);
    for (const { promise } of INVARIANTS) expect(promise).toMatch(/^The sync|^Every/);
  });

  it('no-duplicate-customer: a customer without a decision to make it', async () => {
    const { stage, look, settle, intacct } = await watched();
    const by = intacct.people.user('connector')!;
    stage.world.as({ cause: bySync(1) }, () => intacct.people.create('CUSTOMER', { NAME: 'Acme' }, by));
    expect(look).not.toThrow();
    await settle();
    expect(look).toThrow(/no-duplicate-customer/);
  });

  it('no-excluded-field-write: a package field while every unit stopped them', async () => {
    const { stage, look, salesforce, engagement } = await watched();
    const by = salesforce.people.user('connector')!;
    const id = salesforce.people.create('Lead', { LastName: 'Jensen', Company: 'Acme' }, by);
    const [unit] = engagement.people.units();
    const write = (call: number, score: number) => () =>
      stage.world.as({ cause: bySync(call) }, () => {
        const { tables } = { tables: [...stage.world.tables()] };
        const lead = tables.find(({ system, table }) => system === 'salesforce' && table.name === 'Lead')!.table;
        lead.put({ ...lead.get(id)!, pi__score__c: score });
      });
    write(1, 10)();
    expect(look).not.toThrow();
    engagement.people.settings(unit!).save({ stopSyncingPackageFields: true }, 'admin');
    write(2, 20)();
    expect(look).toThrow(/no-excluded-field-write.*pi__score__c/s);
  });

  it('no-excluded-field-write: a new record with a package field, blanks and unticked boxes aside', async () => {
    const { stage, look, salesforce, engagement } = await watched();
    const by = salesforce.people.user('connector')!;
    for (const unit of engagement.people.units()) engagement.people.settings(unit).save({ stopSyncingPackageFields: true }, 'admin');
    const lead = (fields: object) => () => salesforce.people.create('Lead', { LastName: 'Jensen', Company: 'Acme', ...fields }, by);
    stage.world.as({ cause: bySync(1) }, lead({}));
    expect(look).not.toThrow();
    stage.world.as({ cause: bySync(2) }, lead({ pi__score__c: 10 }));
    expect(look).toThrow(/no-excluded-field-write.*pi__score__c/s);
  });

  it('every-write-explained: a write that belonged to no command', async () => {
    const { stage, look, salesforce } = await watched();
    stage.unexplained.add('00-7');
    stage.world.as({ cause: bySync(7) }, () =>
      salesforce.people.create('Lead', { LastName: 'J', Company: 'A' }, salesforce.people.user('connector')!),
    );
    expect(look).toThrow(/every-write-explained/);
  });

  it('no-echo: one record written again and again by the sync alone', async () => {
    const { stage, look, salesforce } = await watched();
    const by = salesforce.people.user('connector')!;
    const id = salesforce.people.create('Lead', { LastName: 'Jensen', Company: 'Acme' }, by);
    for (let call = 1; call <= 40; call += 1) {
      stage.world.as({ cause: bySync(call) }, () => salesforce.people.update('Lead', id, { Title: `T${call}` }, by));
    }
    expect(look).toThrow(/no-echo/);
  });

  it('can be waived by name, with a reason', async () => {
    const { stage, look, settle, intacct } = await watched({ 'no-duplicate-customer': 'the story is about one' });
    stage.world.as({ cause: bySync(1) }, () => intacct.people.create('CUSTOMER', { NAME: 'Acme' }, intacct.people.user('connector')!));
    await settle();
    expect(look).not.toThrow();
  });

  it('cannot be waived by a name that there is not', async () => {
    const { failure } = await runScenario('backlot: 1\nscenario: A\nwaive: { no-duplicate-customers: why }\nsteps: []\n');
    expect(failure?.report).toContain('Did you mean "no-duplicate-customer"?');
  });
});
