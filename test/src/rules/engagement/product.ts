/** Every combination of the values of each key, as objects: a truth table's left side. */
export function product<T extends Readonly<Record<string, readonly unknown[]>>>(axes: T): { readonly [K in keyof T]: T[K][number] }[] {
  let rows: Record<string, unknown>[] = [{}];
  for (const [key, values] of Object.entries(axes)) rows = rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value })));
  return rows as { readonly [K in keyof T]: T[K][number] }[];
}
