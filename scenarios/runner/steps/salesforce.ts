import { z } from 'zod';
import { plain } from '../../../simulator/yaml/written.js';
import type { RecordRef } from '../../../src/model/record.js';
import { name, newName } from '../language/pieces.js';
import { verb } from '../language/verb.js';

const CONVERTED = [
  ['lead', 'Lead'],
  ['contact', 'Contact'],
  ['account', 'Account'],
  ['opportunity', 'Opportunity'],
] as const;

/** `opportunity: false`: the conversion makes none. A name would take the word for its own. */
const none = z.preprocess(plain, z.literal(false));

/** A person converts a lead; what is not named is made new. */
export const convert = verb({
  name: 'convert',
  about: 'Lead conversion; `as` names the contact, the account and the opportunity.',
  form: z.strictObject({
    lead: name,
    account: name.optional(),
    contact: name.optional(),
    opportunity: z.union([none, name, z.null()]).meta({ write: 'Write the name of an opportunity, or false for none.' }).optional(),
    owner: name.optional(),
    as: z
      .strictObject({ contact: newName.optional(), account: newName.optional(), opportunity: newName.optional() })
      .meta({ write: 'Name what the conversion makes: { contact: janeC, account: a, opportunity: o }.' })
      .optional(),
  }),
  text: ({ lead, account }) => `converts ${lead}${account === undefined ? '' : ` into ${account}`}`,
  scan: (form, sight) => {
    for (const [key, object] of CONVERTED) {
      const given = form[key];
      if (typeof given === 'string') sight.record(given, sight.place.sub(key), { system: 'salesforce', objects: [object] });
      const made = key === 'lead' ? undefined : form.as?.[key];
      if (made !== undefined) sight.declare(made, { kind: 'record', system: 'salesforce', object }, sight.place.sub('as', key));
    }
    if (form.owner !== undefined) sight.user(form.owner, sight.place.sub('owner'));
  },
  act: ({ lead, account, contact, opportunity, owner, as = {} }, scene) => {
    const { people } = scene.stage.simulator.salesforce;
    const at = scene.place;
    const id = (written: string, object: string, key: string): string => scene.recordOf(written, 'salesforce', [object], at.sub(key)).id;
    const request = {
      lead: id(lead, 'Lead', 'lead'),
      ...(account === undefined ? {} : { account: id(account, 'Account', 'account') }),
      ...(contact === undefined ? {} : { contact: id(contact, 'Contact', 'contact') }),
      ...(opportunity === undefined
        ? {}
        : { opportunity: typeof opportunity === 'string' ? id(opportunity, 'Opportunity', 'opportunity') : null }),
      ...(owner === undefined ? {} : { owner: scene.names.record(owner)?.id ?? people.user(owner) ?? owner }),
    };
    const made = scene.act(() => people.convert(request, scene.actor('salesforce')));
    const declare = (given: string | undefined, object: string, made: string | null, key: string): void => {
      if (given === undefined) return;
      if (made === null) throw at.sub('as', key).problem(`no ${key} was made`, `Leave "${key}" out.`);
      const ref: RecordRef = { system: 'salesforce', object, id: made };
      scene.names.declare(given, { kind: 'record', ref }, at.sub('as', key));
    };
    declare(as.contact, 'Contact', made.contactId, 'contact');
    declare(as.account, 'Account', made.accountId, 'account');
    declare(as.opportunity, 'Opportunity', made.opportunityId, 'opportunity');
  },
});

const access = z.enum(['none', 'read', 'edit']);

/** What a user may do with a record of Salesforce. */
export const share = verb({
  name: 'share',
  about: 'What a user may do with a record: none, read or edit.',
  form: z
    .record(name, z.record(name, access).meta({ write: 'Write what each user may do: { connector: none }.' }))
    .meta({ write: 'Write { lead1: { connector: none } }.' }),
  text: (form) =>
    Object.entries(form)
      .flatMap(([record, users]) =>
        Object.entries(users).map(([user, what]) => `lets ${user} ${what === 'none' ? 'not see' : what} ${record}`),
      )
      .join(', '),
  scan: (form, sight) => {
    for (const [record, users] of Object.entries(form)) {
      sight.record(record, sight.place.sub(record), undefined, true);
      for (const user of Object.keys(users)) sight.user(user, sight.place.sub(record, user));
    }
  },
  act: (form, scene) => {
    const { people } = scene.stage.simulator.salesforce;
    for (const [record, users] of Object.entries(form)) {
      const ref = scene.record(record, scene.place.sub(record));
      for (const [user, what] of Object.entries(users)) {
        const place = scene.place.sub(record, user);
        const id = scene.names.record(user)?.id ?? people.user(user);
        if (id === null) throw place.keyProblem(`"${user}" is no user of Salesforce`, 'Create the user first.');
        scene.act(() => people.share({ record: ref.id, user: id, access: what }, scene.actor('salesforce')));
      }
    }
  },
});
