import { Trace } from '../scenarios/runner/stage/trace.js';
import type { Decision } from '../src/model/decision.js';

/** A trace that keeps nothing, for servers that run for days; it tells of decisions as they fall. */
export class QuietTrace extends Trace {
  constructor(private readonly tell: (decision: Decision) => void) {
    super();
  }

  override step(): void {}
  override call(): void {}
  override change(): void {}
  override crash(): void {}
  override idle(): void {}
  override decision(decision: Decision): void {
    this.tell(decision);
  }
}
