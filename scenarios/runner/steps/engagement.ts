import { z } from 'zod';
import type { RecordRef } from '../../../src/model/record.js';
import { count, fields, flag, name, newName, text } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight } from '../lint/sight.js';
import { fieldsFor } from '../stage/fields.js';
import type { Scene } from '../stage/scene.js';

const person = { prospect: name.optional(), visitor: text.optional() };
const TARGETS = 'Write { user: ann }, { group: g }, { queue: q } or { assignmentRule: active }.';

const target = z
  .union([
    z.strictObject({ user: name }),
    z.strictObject({ group: name }),
    z.strictObject({ queue: name }),
    z.strictObject({ assignmentRule: z.literal('active') }),
  ])
  .meta({ write: TARGETS });

/** Somebody assigns a prospect by hand. */
export const assign = verb({
  name: 'assign',
  about: 'Manual assignment in Account Engagement: to a user, a group, a queue or the active assignment rule.',
  form: z.strictObject({ prospect: name, to: target }),
  text: ({ prospect, to }) =>
    `assigns ${prospect} to ${Object.entries(to)
      .map(([kind, who]) => `${kind} ${who}`)
      .join('')}`,
  scan: ({ prospect, to }, sight) => {
    scanProspect(prospect, sight);
    const at = sight.place.sub('to');
    if ('user' in to) sight.user(to.user, at.sub('user'));
    else if ('group' in to) sight.record(to.group, at.sub('group'));
    else if ('queue' in to) sight.record(to.queue, at.sub('queue'));
  },
  act: ({ prospect, to }, scene) => {
    const { people } = scene.stage.simulator.engagement;
    const { id } = prospectRef(prospect, scene);
    const at = scene.place.sub('to');
    const to_ =
      'user' in to
        ? { user: scene.names.record(to.user)?.id ?? people.user(to.user) ?? to.user }
        : 'group' in to
          ? { group: scene.record(to.group, at.sub('group')).id }
          : 'queue' in to
            ? { queue: scene.record(to.queue, at.sub('queue')).id }
            : { assignmentRule: 'active' as const };
    scene.act(() => people.assign(id, to_, scene.actor('engagement')));
  },
});

export const unassign = verb({
  name: 'unassign',
  about: 'Takes the assignment away.',
  form: z.union([name, z.strictObject({ prospect: name })]).meta({ write: 'Write { prospect: jane }.' }),
  text: (form) => `unassigns ${typeof form === 'string' ? form : form.prospect}`,
  scan: (form, sight) => {
    if (typeof form === 'string') sight.record(form, sight.place, PROSPECT);
    else scanProspect(form.prospect, sight);
  },
  act: (form, scene) => {
    const ref =
      typeof form === 'string' ? scene.recordOf(form, 'engagement', ['Prospect'], scene.place) : prospectRef(form.prospect, scene);
    scene.act(() => scene.stage.simulator.engagement.people.unassign(ref.id, scene.actor('engagement')));
  },
});

/** A visitor submits a form handler. An error page of the vendor is no refusal. */
export const submit = verb({
  name: 'submit',
  about: 'A visitor submits a form handler; its completion actions run.',
  form: z.strictObject({ form: name, fields: fields.optional(), as: newName.optional(), ...person }),
  text: ({ form, prospect, visitor }) => `submits ${form}${whose(prospect, visitor)}`,
  scan: ({ form, fields: raw = {}, as, prospect }, sight) => {
    sight.record(form, sight.place.sub('form'), { system: 'engagement', objects: ['FormHandler'] });
    sight.references(raw, sight.place.sub('fields'));
    scanProspect(prospect, sight);
    if (as !== undefined) sight.declare(as, { kind: 'record', system: 'engagement', object: 'Prospect' }, sight.place.sub('as'));
  },
  act: ({ form, fields: raw = {}, as, ...who }, scene) => {
    const handler = scene.recordOf(form, 'engagement', ['FormHandler'], scene.place.sub('form'));
    const values = fieldsFor(raw, scene.type('engagement.Prospect', scene.place), scene, scene.place.sub('fields'));
    const id = scene.act(() => scene.stage.simulator.engagement.people.submit({ form: handler.id, fields: values, ...known(who, scene) }));
    if (as === undefined) return;
    if (id === null)
      throw scene.place
        .sub('as')
        .problem(`the form showed its error page: there is no prospect "${as}"`, 'Leave "as" out, or send valid fields.');
    scene.names.declare(
      as,
      { kind: 'record', ref: { system: 'engagement', object: 'Prospect', id, ...unitOf(handler) } },
      scene.place.sub('as'),
    );
  },
});

/** A tracked page view. */
export const visit = verb({
  name: 'visit',
  about: 'A tracked page view by a prospect or by an anonymous browser.',
  form: z
    .strictObject({ page: text, ...person })
    .refine((form) => form.prospect !== undefined || form.visitor !== undefined, { error: 'does not say whose visit it is' })
    .meta({ write: 'Write { prospect: jane, page: /pricing }, or { visitor: v1, page: /pricing } for an anonymous browser.' }),
  text: ({ page, prospect, visitor }) => `visits ${page}${whose(prospect, visitor)}`,
  scan: ({ prospect }, sight) => scanProspect(prospect, sight),
  act: ({ page, ...who }, scene) => {
    scene.act(() => scene.stage.simulator.engagement.people.visit({ page, ...known(who, scene) }));
  },
});

/** A list email: sent, then opened and clicked. */
export const email = verb({
  name: 'email',
  about: 'A list email is sent to a prospect, opened and clicked so many times.',
  form: z.strictObject({ list: name, to: name, opened: count.optional(), clicked: count.optional() }),
  text: ({ list, to }) => `sends ${list} to ${to}`,
  scan: ({ list, to }, sight) => {
    sight.record(list, sight.place.sub('list'), { system: 'engagement', objects: ['ListEmail'] });
    sight.record(to, sight.place.sub('to'), PROSPECT);
  },
  act: ({ list, to, opened, clicked }, scene) => {
    const sent = scene.recordOf(list, 'engagement', ['ListEmail'], scene.place.sub('list'));
    const ref = scene.recordOf(to, 'engagement', ['Prospect'], scene.place.sub('to'));
    const counts = { ...(opened === undefined ? {} : { opened }), ...(clicked === undefined ? {} : { clicked }) };
    scene.act(() => scene.stage.simulator.engagement.people.email({ list: sent.id, to: ref.id, ...counts }));
  },
});

/** *Disable CRM syncing* and its opposite. */
export const crmSync = verb({
  name: 'crm-sync',
  about: '*Disable CRM syncing* on a prospect, and its opposite.',
  form: z.strictObject({ prospect: name, enabled: flag }),
  text: ({ prospect, enabled }) => `${enabled ? 'enables' : 'disables'} CRM syncing of ${prospect}`,
  scan: ({ prospect }, sight) => scanProspect(prospect, sight),
  act: ({ prospect, enabled }, scene) => {
    const { id } = prospectRef(prospect, scene);
    scene.act(() => scene.stage.simulator.engagement.people.crmSync({ prospect: id, enabled }, scene.actor('engagement')));
  },
});

const PROSPECT = { system: 'engagement' as const, objects: ['Prospect'] };

function scanProspect(written: string | undefined, sight: Sight): void {
  if (written !== undefined) sight.record(written, sight.place.sub('prospect'), PROSPECT);
}

type Who = { readonly prospect?: string | undefined; readonly visitor?: string | undefined };

function prospectRef(written: string, scene: Scene): RecordRef {
  return scene.recordOf(written, 'engagement', ['Prospect'], scene.place.sub('prospect'));
}

function known(who: Who, scene: Scene): { prospect?: string; visitor?: string } {
  return {
    ...(who.prospect === undefined ? {} : { prospect: prospectRef(who.prospect, scene).id }),
    ...(who.visitor === undefined ? {} : { visitor: who.visitor }),
  };
}

function whose(prospect: string | undefined, visitor: string | undefined): string {
  return prospect !== undefined ? ` as ${prospect}` : visitor !== undefined ? ` as visitor ${visitor}` : '';
}

function unitOf(ref: RecordRef): { unit?: string } {
  return ref.unit === undefined ? {} : { unit: ref.unit };
}
