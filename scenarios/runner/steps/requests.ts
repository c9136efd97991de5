import { z } from 'zod';
import type { Fields } from '../../../simulator/kernel/people.js';
import type { SyncRequestKind } from '../../../simulator/salesforce/people.js';
import type { RecordRef } from '../../../src/model/record.js';
import { name, names, newName, text } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';
import type { Scene } from '../stage/scene.js';
import { list, places, scanNames } from './delete.js';

const VIA = ['button', 'flow', 'apex', 'mass'] as const;

/** Somebody asks for a sync of an account, a contact or a contract. What becomes of it later is no refusal of this step. */
export const syncToIntacct = verb({
  name: 'sync-to-intacct',
  about: 'Asks for a sync of Account, Contact or Contract in Salesforce: by button, flow, apex or mass action.',
  form: z
    .strictObject({ on: names, via: z.enum(VIA).optional() })
    .meta({ write: 'Write { on: acme } or { on: [acme, beta], via: mass }.' }),
  scan: ({ on }, sight) => scanPress(on, ['Account', 'Contact', 'Contract'], sight),
  text: ({ on, via }) => `asks to sync ${list(on).join(', ')} to Intacct${via === undefined || via === 'button' ? '' : ` (${via})`}`,
  act: ({ on, via = 'button' }, scene) => {
    for (const ref of salesforceRecords(on, scene)) request(scene, 'sync-to-intacct', ref, { via });
  },
});

/** The *Send to Pardot* button. */
export const sendToEngagement = verb({
  name: 'send-to-engagement',
  about: 'The *Send to Pardot* button on a lead or contact.',
  form: z.strictObject({ on: names }).meta({ write: 'Write { on: jane }.' }),
  scan: ({ on }, sight) => scanPress(on, ['Lead', 'Contact'], sight),
  text: ({ on }) => `presses Send to Pardot on ${list(on).join(', ')}`,
  act: ({ on }, scene) => {
    for (const ref of salesforceRecords(on, scene)) request(scene, 'send-to-engagement', ref, {});
  },
});

/** The button that ties an account to the customer in its Intacct ID again. */
export const resetLink = verb({
  name: 'reset-link',
  about: 'Ties the account to the customer in its Intacct ID again.',
  form: z.strictObject({ on: names }).meta({ write: 'Write { on: acme }.' }),
  scan: ({ on }, sight) => scanPress(on, ['Account'], sight),
  text: ({ on }) => `resets the link of ${list(on).join(', ')}`,
  act: ({ on }, scene) => {
    for (const ref of salesforceRecords(on, scene)) request(scene, 'reset-link', ref, {});
  },
});

/** The *Create <Transaction>* button on an opportunity. `as` names the document that the sync will make. */
export const createTransaction = verb({
  name: 'create-transaction',
  about: 'The *Create <Transaction>* button on an Opportunity.',
  form: z.strictObject({ type: text, from: name, entity: text.nullish(), as: newName.optional() }),
  scan: ({ from, as }, sight) => {
    sight.record(from, sight.place.sub('from'), { system: 'salesforce', objects: ['Opportunity'] });
    if (as !== undefined) sight.declare(as, { kind: 'record', system: 'intacct', object: 'SODOCUMENT' }, sight.place.sub('as'));
  },
  text: ({ type, from, entity }) => `creates a ${type} from ${from}${entity == null ? '' : ` in entity ${entity}`}`,
  act: ({ type, from, entity, as }, scene) => {
    const deal = scene.recordOf(from, 'salesforce', ['Opportunity'], scene.place.sub('from'));
    const location = entity == null ? null : (scene.names.record(entity)?.id ?? entity);
    const changes = scene.stage.world.changes.next;
    request(scene, 'create-transaction', deal, { payload: { type, entity: location, name: as ?? null } });
    if (as === undefined) return;
    const press = scene.stage.world.changes.since(changes).find(({ object }) => object === 'backlot__Request__c')?.id;
    const find = (): RecordRef | null => documentMadeFor(press, scene);
    scene.names.declare(as, { kind: 'awaited', system: 'intacct', object: 'SODOCUMENT', source: deal, find }, scene.place.sub('as'));
  },
});

/** The document that a decision about this press of the button made. */
function documentMadeFor(press: string | undefined, scene: Scene): RecordRef | null {
  const decisions = scene.stage.host.core.decisions().filter(({ facts }) => facts['press'] === press);
  return decisions.flatMap(({ about }) => about).find(({ object }) => object === 'SODOCUMENT') ?? null;
}

/** The button is on the pages of some objects only; where the story says that it is refused, any will do. */
function scanPress(on: string | readonly string[], objects: readonly string[], sight: Sight): void {
  scanNames(on, sight, sight.isRefused ? { system: 'salesforce' } : { system: 'salesforce', objects }, 'on');
}

function salesforceRecords(on: string | readonly string[], scene: Scene): RecordRef[] {
  return places(on, scene, 'on').map(([each, place]) => {
    const ref = scene.record(each, place);
    if (ref.system !== 'salesforce') throw place.problem(`"${each}" is a ${ref.system}.${ref.object}`, 'Name a record of Salesforce.');
    return ref;
  });
}

function request(scene: Scene, kind: SyncRequestKind, ref: RecordRef, rest: { via?: (typeof VIA)[number]; payload?: Fields }): void {
  const { people } = scene.stage.simulator.salesforce;
  scene.act(() => people.request({ kind, record: ref.id, ...rest }, scene.actor('salesforce')));
}
