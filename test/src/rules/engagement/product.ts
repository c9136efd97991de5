/** Every combination of the values of each key, as objects: a truth table's left side. */
export function product<T extends Readonly<Record<string, readonly unknown[]>>>(axes: T): { readonly [K in keyof T]: T[K][number] }[] {
  let rows: Record<string, unknown>[] = [{}];
  for (const [key, values] of Object.entries(axes)) rows = rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value })));
  return rows as { readonly [K in keyof T]: T[K][number] }[];
}

/** The cases in which something else came out than the table says: none, or one expectation fails for all of them. */
export function mismatches<C>(cases: readonly C[], expected: (each: C) => unknown, actual: (each: C) => unknown): readonly unknown[] {
  return cases.flatMap((each) => {
    const [wanted, got] = [JSON.stringify(expected(each)), JSON.stringify(actual(each))];
    return wanted === got ? [] : [{ each, wanted, got }];
  });
}
