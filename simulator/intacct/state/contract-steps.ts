import type { Row } from '../../kernel/table.js';
import { businessFailure, couldNot, IntacctError, missingField } from '../errors.js';
import type { ObjectDefinition } from '../objects/definition.js';
import { addDays } from '../values.js';
import { asConsequence } from './behaviour.js';
import type { IntacctCompany, Signed } from './company.js';
import { demandChangeable } from './visibility.js';

/** Who takes a step with what, and the dates that came with it. */
export type Step = {
  readonly company: IntacctCompany;
  readonly signed: Signed;
  readonly definition: ObjectDefinition;
  readonly row: Row;
  readonly dates: ReadonlyMap<string, string>;
  /** What to hold or resume: BILLING, REVENUE, EXPENSE; none means all. */
  readonly parts: readonly string[];
};

/** What goes on in a contract line and can be held. Source: the official SDK, ContractLineHold. */
export const HELD_PARTS = ['BILLING', 'REVENUE', 'EXPENSE'] as const;

/**
 * What can be done with a contract or one of its lines beyond changing its fields.
 *
 * Source:  developer.intacct.com, "Contracts": post moves a draft to in progress; the names of the others.
 * Assumed: cancelling a contract cancels its lines; what is held can only be resumed or cancelled; renewing keeps the contract, ends
 *          its lines as Renewed and appends lines of the same length for the time after; the names of the dates.
 */
export const CONTRACT_STEPS: Readonly<Record<string, (step: Step) => Row>> = {
  post: (step) => {
    demand(step, ['Draft'], 'posted');
    return store(step, { STATE: 'In progress' }, { STATE: 'In progress' });
  },
  hold: (step) => {
    demand(step, ['In progress'], 'held', true);
    return hold(step, true);
  },
  resume: (step) => {
    if (step.row['ONHOLD'] !== true) throw businessFailure(`${nameOf(step)} is not on hold.`);
    return hold(step, false);
  },
  cancel: (step) => {
    if (step.row['STATE'] === 'Cancelled') throw businessFailure(`${nameOf(step)} cannot be cancelled in state Cancelled.`);
    const date = step.dates.get('CANCELDATE');
    if (date === undefined) throw missingField({ name: 'CANCELDATE', label: 'Cancellation date' });
    const ended = { STATE: 'Cancelled', CANCELDATE: date, ONHOLD: false };
    return store(step, ended, ended);
  },
  renew: (step) => {
    demand(step, ['In progress'], 'renewed');
    return renew(step);
  },
};

/** Takes a step, whole or not at all. */
export function takeStep(name: string, step: Step): Row {
  demandChangeable(step.row, step.definition.label, step.signed);
  try {
    return step.company.world.atomic(() => CONTRACT_STEPS[name]!(step));
  } catch (error) {
    throw error instanceof IntacctError ? error.wrapped(couldNot('update', step.definition.label)) : error;
  }
}

/** Holds or resumes some or all of what goes on; whatever is held in part is on hold. */
function hold(step: Step, isHeld: boolean): Row {
  const named = HELD_PARTS.filter((part) => step.parts.length === 0 || step.parts.includes(part));
  const flags: Record<string, boolean> = {};
  for (const part of HELD_PARTS) flags[`${part}ONHOLD`] = named.includes(part) ? isHeld : step.row[`${part}ONHOLD`] === true;
  const changed = { ...flags, ONHOLD: Object.values(flags).includes(true) };
  return store(step, changed, changed);
}

function demand(step: Step, states: readonly string[], done: string, evenHeld = false): void {
  const { STATE: state, ONHOLD: isHeld } = step.row;
  if (!states.includes(String(state))) throw businessFailure(`${nameOf(step)} cannot be ${done} in state ${state}.`);
  if (isHeld === true && !evenHeld) throw businessFailure(`${nameOf(step)} is on hold and cannot be ${done}.`);
}

function nameOf({ definition, row }: Step): string {
  return `${definition.label} '${row[definition.key]}'`;
}

/** Stores what changed of the record, and of the lines of a contract that are still open. */
function store(step: Step, changed: Row, lines: Row): Row {
  if (step.definition.name === 'CONTRACT') {
    const open = openLines(step).filter((line) =>
      changed['STATE'] === 'In progress' ? line['STATE'] === 'Draft' : line['STATE'] === 'In progress',
    );
    asConsequence(step.company, `lines of contract ${step.row['CONTRACTID']}`, () => {
      for (const line of open) put({ ...step, definition: lineDefinition(step) }, line, lines);
    });
  }
  return put(step, step.row, changed);
}

function renew(step: Step): Row {
  const { company, row } = step;
  const lines = step.definition.name === 'CONTRACT' ? openLines(step).filter((line) => line['STATE'] === 'In progress') : [row];
  const [begin, end] = [String(row['BEGINDATE'] ?? ''), String(row['ENDDATE'] ?? '')];
  if (end === '') throw businessFailure(`${nameOf(step)} has no end after which it could be renewed.`);
  const next = following(begin, end);
  const made = asConsequence(company, `renewal of contract ${row['CONTRACTID']}`, () => lines.map((line) => appendAfter(step, line, next)));
  if (step.definition.name === 'CONTRACT') return put(step, row, { ENDDATE: next.end });
  const contract = company.find('CONTRACT', String(row['CONTRACTID']));
  if (contract !== undefined && String(contract['ENDDATE'] ?? '') < next.end) {
    put({ ...step, definition: company.object('CONTRACT')! }, contract, { ENDDATE: next.end });
  }
  return made[0]!;
}

function appendAfter(step: Step, line: Row, whole: Term): Row {
  const { company } = step;
  const definition = lineDefinition(step);
  const [begin, end] = [line['BEGINDATE'], line['ENDDATE']];
  const term = typeof begin === 'string' && typeof end === 'string' ? following(begin, end) : whole;
  put({ ...step, definition }, line, { STATE: 'Renewed' });
  const own = {
    RECORDNO: company.nextRecordNumber(definition.name),
    LINENO: company.table(definition.name).count('CONTRACTID', String(line['CONTRACTID'])) + 1,
    BEGINDATE: term.begin,
    ENDDATE: term.end,
    RENEWAL: true,
    WHENCREATED: company.now(),
    CREATEDBY: step.signed.user['RECORDNO'],
  };
  return put({ ...step, definition }, { ...line, ...own }, { STATE: 'In progress' }, 'create');
}

type Term = { readonly begin: string; readonly end: string };

/** The time of the same length that follows. */
function following(begin: string, end: string): Term {
  const days = Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${begin}T00:00:00Z`)) / 86_400_000);
  const next = addDays(end, 1);
  return { begin: next, end: addDays(next, days) };
}

function openLines({ company, row }: Step): readonly Row[] {
  return company.table('CONTRACTDETAIL').find('CONTRACTID', String(row['CONTRACTID']));
}

function lineDefinition({ company }: Step): ObjectDefinition {
  return company.object('CONTRACTDETAIL')!;
}

function put({ company, signed, definition }: Step, before: Row, changed: Row, operation: 'create' | 'update' = 'update'): Row {
  const { LOGINID: login, RECORDNO: user } = signed.user;
  company.smartEvents.note(operation, definition.name, Number(before['RECORDNO']), String(login), String(before['MEGAENTITYID'] ?? ''));
  return company.table(definition.name).put({ ...before, ...changed, WHENMODIFIED: company.now(), MODIFIEDBY: user });
}
