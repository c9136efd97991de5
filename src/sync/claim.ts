/**
 * Tells which of the records found belongs to which intent, each to one at most. A record whose values are still those that were sent
 * goes first; one that the vendor rounded, or that somebody edited meanwhile, still is what the intent made.
 */
export function claim<I, R>(
  intents: readonly I[],
  found: readonly R[],
  couldBe: (intent: I, record: R) => boolean,
  isAsSent: (intent: I, record: R) => boolean,
): readonly (R | null)[] {
  const free = new Set(found);
  const claimed = new Map<I, R>();
  for (const fits of [isAsSent, () => true]) {
    for (const intent of intents) {
      if (claimed.has(intent)) continue;
      const record = [...free].find((each) => couldBe(intent, each) && fits(intent, each));
      if (record === undefined) continue;
      free.delete(record);
      claimed.set(intent, record);
    }
  }
  return intents.map((intent) => claimed.get(intent) ?? null);
}
