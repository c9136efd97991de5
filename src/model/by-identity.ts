/** The same work for the same immutable object is done once: settings in force are one object until somebody saves others. */
export function byIdentity<K extends object, V>(work: (from: K) => V): (from: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (from) => {
    const entry = known.get(from) ?? { value: work(from) };
    known.set(from, entry);
    return entry.value;
  };
}
