import { refusal } from '../errors.js';
import { IMPORT_BATCHES_A_DAY } from '../limits.js';
import type { Engagement } from '../state.js';

const DAY_MS = 86_400_000;

type Day = { readonly day: number; readonly batches: number };

/** Counts a batch of an import. Source: Account Engagement API v5, "Import": 1,000 batches a day for a business unit; error 164. */
export function countBatch(engagement: Engagement, unit: string): void {
  const day = Math.floor(engagement.now() / DAY_MS);
  const cell = engagement.world.cell<Day>(`engagement:batches:${unit}`, { day, batches: 0 });
  const used = cell.get().day === day ? cell.get().batches : 0;
  if (used >= IMPORT_BATCHES_A_DAY) throw refusal(164);
  cell.set({ day, batches: used + 1 });
}
