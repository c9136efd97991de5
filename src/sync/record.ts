import type { Journal, Memory } from '../journal/journal.js';
import type { Decision } from '../model/decision.js';
import type { Flow as FlowName } from '../model/record.js';
import type { Concluded } from './flow.js';
import { textHash } from './hash.js';

/** The latest decision of one place of a key. `isOpen`: its commands have not all ended. */
type Decided = { readonly hash: string; readonly seq: number; readonly isOpen: boolean };

/** Records conclusions as decisions. The same conclusion again, with nothing to do or after its commands were interrupted, is no new decision. */
export class DecisionBook {
  constructor(
    private readonly journal: Journal,
    private readonly flow: FlowName,
    private readonly heard: (decision: Decision) => void,
  ) {}

  /** Gives the number of the decision that the conclusion's commands belong to. */
  record(place: string, { conclusion, about, facts, continues = false }: Concluded, at: number): number {
    const hasCommands = conclusion.commands.length > 0;
    // A rule builds its conclusion in one order.
    const hash = textHash(JSON.stringify([conclusion, about]));
    const last = this.journal.read(this.flow, 'decided', place) as Decided | null;
    if (last !== null && continues) {
      this.journal.write(this.flow, [decided(place, { ...last, isOpen: hasCommands })]);
      return last.seq;
    }
    if (last?.hash === hash && (!hasCommands || last.isOpen)) return last.seq;
    const decision = this.journal.decide({ ...conclusion, at, flow: this.flow, about, facts });
    this.journal.write(this.flow, [decided(place, { hash, seq: decision.seq, isOpen: hasCommands })]);
    this.heard(decision);
    return decision.seq;
  }

  /** What to remember when the last command of a decision ended. */
  closed(place: string, seq: number): Memory[] {
    const last = this.journal.read(this.flow, 'decided', place) as Decided | null;
    return last === null || last.seq !== seq ? [] : [decided(place, { ...last, isOpen: false })];
  }
}

function decided(key: string, value: Decided): Memory {
  return { space: 'decided', key, value };
}
