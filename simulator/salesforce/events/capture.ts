import type { Cell, World } from '../../kernel/world.js';
import type { Field, SObjectType } from '../schema.js';

/** Which objects were captured from a number of the change log on; null is every object that can be. */
type Selection = { readonly from: number; readonly types: readonly string[] | null };

/** Fields that no change event carries. Source: Change Data Capture guide, "Change Event Message Structure". */
const NEVER = new Set(['Id', 'IsDeleted', 'SystemModstamp', 'LastViewedDate', 'LastReferencedDate', 'MasterRecordId']);

/** Whether Change Data Capture offers an object. Source: Change Data Capture guide, "Change Event Object Support": custom and common standard objects. */
export function canBeCaptured(type: SObjectType): boolean {
  if (type.name === 'User') return true;
  const { isTriggerable, isReplicateable, isCreateable } = type.definition;
  return isTriggerable && isReplicateable && isCreateable && type.field('IsDeleted') !== undefined;
}

/** The stored fields of an object that its change events carry. */
export function capturedFields(type: SObjectType): readonly Field[] {
  return type.fields.filter(
    (field) => field.derive === null && !field.isCalculated && !NEVER.has(field.name) && !isComputedName(field, type),
  );
}

/** The name of a person is made of its parts, and events carry those. */
function isComputedName(field: Field, type: SObjectType): boolean {
  return field.name === 'Name' && type.field('LastName')?.compoundFieldName === 'Name';
}

/**
 * The objects selected for Change Data Capture, with their history: a stream has no events of the time in which an object was not.
 *
 * Assumed: in a new org every object is selected, so that subscribers need no setup; a real one starts with none.
 */
export class Capture {
  #selections: Cell<readonly Selection[]>;
  #gaps: Cell<readonly Selection[]>;

  constructor(private readonly world: World) {
    this.#selections = world.cell<readonly Selection[]>('salesforce:captured-objects', []);
    this.#gaps = world.cell<readonly Selection[]>('salesforce:change-event-gaps', []);
  }

  /** Selects exactly these objects from now on; null selects all. */
  select(types: readonly string[] | null): void {
    this.#selections.set([...this.#selections.get(), { from: this.world.changes.next, types }]);
  }

  /** The objects selected now; null means all. */
  get selected(): readonly string[] | null {
    return this.#selections.get().at(-1)?.types ?? null;
  }

  /** Whether changes of an object were captured at a number of the change log. */
  isCaptured(typeName: string, seq: number): boolean {
    const types = this.#at(this.#selections, seq)?.types ?? null;
    return types === null || types.includes(typeName);
  }

  /** From now on exactly these objects have gap events in the place of whole ones. */
  leaveGaps(types: readonly string[]): void {
    this.#gaps.set([...this.#gaps.get(), { from: this.world.changes.next, types }]);
  }

  /** The objects that have gap events now. */
  get gapped(): readonly string[] {
    return this.#gaps.get().at(-1)?.types ?? [];
  }

  /** Whether an object had gap events at a number of the change log. */
  hasGap(typeName: string, seq: number): boolean {
    return this.#at(this.#gaps, seq)?.types?.includes(typeName) ?? false;
  }

  /** What held at a number of the change log. A saved world brings selections along but starts a new change log. */
  #at(selections: Cell<readonly Selection[]>, seq: number): Selection | undefined {
    const { next } = this.world.changes;
    return selections.get().findLast(({ from }) => from <= seq || from > next);
  }
}
