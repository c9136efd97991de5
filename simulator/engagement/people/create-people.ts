import type { FieldInfo, ImportOutcome, People, RecordState, TypeInfo } from '../../kernel/people.js';
import type { Row } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import type { EngagementPeople } from '../people.js';
import type { CustomField, Prospect, Visitor } from '../records.js';
import { readTarget } from '../state/action-input.js';
import { assignProspect, unassignProspect } from '../state/assignment.js';
import type { Automation } from '../state/automation.js';
import { heedCrm, ignoreCrm, syncNow } from '../state/crm-link.js';
import { customFieldKind } from '../state/custom-fields.js';
import { mail } from '../state/emails.js';
import { submitForm } from '../state/form-handlers.js';
import { mergeByHand } from '../state/merge-by-hand.js';
import { seePage } from '../state/page-actions.js';
import { whoMeets } from '../state/segmentation.js';
import { visitorOf, visitorOfProspect } from '../state/visitors.js';
import type { Engagement } from '../state.js';
import type { Stored } from '../v5/object.js';
import { automationKinds } from './automation-kinds.js';
import { importByPeople } from './import-by-people.js';
import { fieldInfo, type Kind } from './kinds.js';
import { OBJECT_KINDS } from './object-kinds.js';
import { pageKinds } from './page-kinds.js';

/** What people do in Account Engagement, for scenarios and the control API. */
export function createPeople(engagement: Engagement, automation: Automation): EngagementPeople {
  return { ...recordPeople(engagement, automation), ...actingPeople(engagement) };
}

function customInfo(field: CustomField): FieldInfo {
  return fieldInfo(`${field.fieldId}__c`, customFieldKind(field));
}

/** Records as pages show and change them. */
function recordPeople(engagement: Engagement, automation: Automation): People {
  const kinds = [...OBJECT_KINDS, ...pageKinds(), ...automationKinds(automation)];
  const byName = new Map(kinds.map((kind) => [kind.name.toLowerCase(), kind]));
  const kindOf = (type: string): Kind => {
    const kind = byName.get(type.toLowerCase());
    if (kind === undefined) throw refusal(192, type.slice(0, 80));
    return kind;
  };
  const infos = kinds.map((kind): TypeInfo => ({ name: kind.name, fields: kind.fields, isCreatable: kind.create !== undefined }));
  // Prospects have the fields that people added, too.
  const withOwn = (info: TypeInfo): TypeInfo => {
    const own = info.name === 'Prospect' ? engagement.tables.customFields.filter(({ isDeleted }) => !isDeleted) : [];
    return own.length === 0 ? info : { ...info, fields: [...info.fields, ...own.map(customInfo)] };
  };
  const row = (kind: Kind, id: string): Stored | undefined =>
    kind.name === 'BusinessUnit' ? (engagement.unit(id) as Stored | undefined) : kind.table(engagement.tables).get(id);
  const live = (kind: Kind, id: string, isDeleted = false): Stored => {
    const found = row(kind, id);
    if (found === undefined || found.isDeleted !== isDeleted) throw refusal(109, `${kind.name} ${id.slice(0, 40)}`);
    return found;
  };
  const print = printer(engagement);

  return {
    types: () => infos.map(withOwn),
    type: (name) => infos.filter((info) => info.name.toLowerCase() === name.toLowerCase()).map(withOwn)[0],
    user: (name) => userNamed(engagement, name),
    create: (type, fields, by) => {
      const kind = kindOf(type);
      const { bu, ...rest } = fields;
      const { create } = kind;
      if (create === undefined) throw refusal(46, `nobody creates a ${kind.name} by hand`);
      const made = engagement.transact(() => create(engagement, unitFor(engagement, bu), rest, actor(engagement, by)));
      return kind.name === 'BusinessUnit' ? String(made['key']) : String(made.id);
    },
    update: (type, id, fields, by) => {
      const kind = kindOf(type);
      const { update } = kind;
      if (update === undefined) throw refusal(46, `nobody edits a ${kind.name} by hand`);
      engagement.transact(() => update(engagement, live(kind, id), fields, actor(engagement, by)));
    },
    delete: (type, id, by) => {
      const kind = kindOf(type);
      const { remove } = kind;
      if (remove === undefined) throw refusal(46, `nobody deletes a ${kind.name} by hand`);
      engagement.transact(() => remove(engagement, live(kind, id), actor(engagement, by)));
    },
    undelete: (type, id, by) => {
      const kind = kindOf(type);
      const { restore } = kind;
      if (restore === undefined) throw refusal(46, `a ${kind.name} does not come back from the recycle bin by hand`);
      engagement.transact(() => restore(engagement, live(kind, id, true), actor(engagement, by)));
    },
    read: (type, id) => {
      const found = row(kindOf(type), id);
      return found === undefined ? null : print(kindOf(type), found);
    },
    stateOf: (type, id): RecordState => {
      const found = row(kindOf(type), id);
      if (found === undefined) return 'gone';
      return found.isDeleted ? 'deleted' : 'live';
    },
    list: (type) => {
      const kind = kindOf(type);
      return kind
        .table(engagement.tables)
        .filter((each) => !each.isDeleted)
        .map((each) => print(kind, each));
    },
    idOf: (_type, shown) => String(shown['id']),
  };
}

type Acting = Omit<EngagementPeople, keyof People>;

/** What people and visitors do beyond editing records. */
function actingPeople(engagement: Engagement): Acting {
  const prospect = (id: string): Prospect => liveProspect(engagement, id);
  const visitor = (request: { readonly visitor?: string; readonly prospect?: string }, unit: string): Visitor => {
    if (request.prospect !== undefined) return visitorOfProspect(engagement, prospect(request.prospect));
    return visitorOf(engagement, unit, request.visitor ?? `browser ${engagement.nextId('browser')}`);
  };

  return {
    units: () => engagement.units().map(({ key }) => key),
    unit: (name) => engagement.unitNamed(name)?.key ?? null,
    settings: (unit) => engagement.settings(engagement.unitNamed(unit)?.key ?? unit),
    assign: (id, target, by) =>
      engagement.transact(() => {
        const to = prospect(id);
        const read = readTarget(engagement, to.unit, target);
        assignProspect(engagement, to, { target: read, trigger: 'manual', by: actor(engagement, by) });
      }),
    unassign: (id, by) => engagement.transact(() => void unassignProspect(engagement, prospect(id), actor(engagement, by))),
    import: (request, by): ImportOutcome =>
      engagement.transact(() => importByPeople(engagement, unitFor(engagement, request.unit), request, actor(engagement, by))),
    submit: (request) =>
      engagement.transact(() => {
        const form = engagement.tables.assets.FormHandler.get(request.form);
        if (form === undefined || form.isDeleted) throw refusal(109, `FormHandler ${request.form}`);
        const known = request.prospect === undefined ? null : prospect(request.prospect);
        const fields = known === null ? request.fields : { email: known.email, ...request.fields };
        const { prospect: sender } = submitForm(engagement, { form, fields, visitor: visitor(request, form.unit) });
        return sender === null ? null : String(sender.id);
      }),
    visit: (request) => engagement.transact(() => seePage(engagement, visitor(request, unitFor(engagement, undefined)), request.page)),
    email: (request) =>
      engagement.transact(() => {
        const counts = { opened: request.opened ?? 0, clicked: request.clicked ?? 0 };
        mail(engagement, prospect(request.to), { listEmail: Number(request.list), ...counts });
      }),
    preview: (id) => {
      const rule = engagement.tables.rules.get(id);
      if (rule === undefined || rule.isDeleted) throw refusal(109, `AutomationRule ${id.slice(0, 40)}`);
      return whoMeets(engagement, rule).map((each) => String(each.id));
    },
    crmSync: (request, by) =>
      engagement.transact(() => {
        const change = request.enabled ? heedCrm : ignoreCrm;
        change(engagement, prospect(request.prospect), actor(engagement, by));
      }),
    merge: ({ master, losers, keep = {} }, by) =>
      engagement.transact(() => void mergeByHand(engagement, prospect(master), losers.map(prospect), keep, actor(engagement, by))),
    syncNow: (id, by) => engagement.transact(() => void syncNow(engagement, prospect(id), actor(engagement, by))),
  };
}

/** Rows as they are shown; prospects, which are many, are printed once each, for records are never changed in place. */
function printer(engagement: Engagement): (kind: Kind, row: Stored) => Row {
  const printed = new WeakMap<Stored, { readonly fields: number; readonly row: Row }>();
  return (kind, row) => {
    if (kind.name !== 'Prospect') return kind.print(engagement, row);
    const fields = engagement.tables.customFields.size;
    const known = printed.get(row);
    if (known?.fields === fields) return known.row;
    const shown = kind.print(engagement, row);
    printed.set(row, { fields, row: shown });
    return shown;
  };
}

/** The number of a user whose id a person acts under; null for whoever is none of ours. */
function actor(engagement: Engagement, by: string): number | null {
  return engagement.tables.users.get(by)?.id ?? null;
}

/** A user by what scenarios call it: number, email address, or the part before the `@`. */
function userNamed(engagement: Engagement, name: string): string | null {
  const wanted = name.toLowerCase();
  const isNamed = ({ email, isDeleted }: { email: string; isDeleted: boolean }): boolean =>
    !isDeleted && (email.toLowerCase() === wanted || email.toLowerCase().split('@')[0] === wanted);
  const user = engagement.tables.users.filter(isNamed)[0];
  return user === undefined ? null : String(user.id);
}

function unitFor(engagement: Engagement, bu: unknown): string {
  if (bu === undefined || bu === null) return engagement.units()[0]!.key;
  const unit = engagement.unitNamed(String(bu));
  if (unit === undefined) throw refusal(201);
  return unit.key;
}

function liveProspect(engagement: Engagement, id: string): Prospect {
  const prospect = engagement.tables.prospects.get(id);
  if (prospect === undefined) throw refusal(3, id.slice(0, 40));
  if (prospect.isDeleted) throw refusal(219);
  return prospect;
}
