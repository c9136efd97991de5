type Key = string | symbol;

/**
 * The three functions of the `reflect-metadata` polyfill that `@peculiar/x509` asks for when it is loaded (through `tsyringe`); made only
 * when nobody made them before.
 */
export function ensureReflectMetadata(): void {
  if ('getMetadata' in Reflect) return;
  const stored = new WeakMap<object, Map<Key, unknown>>();
  const own = (key: Key, target: object): unknown => stored.get(target)?.get(key);
  Object.assign(Reflect, {
    getOwnMetadata: own,
    getMetadata(key: Key, target: object): unknown {
      for (let owner: object | null = target; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
        const value = own(key, owner);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    defineMetadata(key: Key, value: unknown, target: object): void {
      const values = stored.get(target) ?? new Map<Key, unknown>();
      stored.set(target, values.set(key, value));
    },
  });
}
