import type { Row, Table } from '../../simulator/kernel/table.js';
import type { World } from '../../simulator/kernel/world.js';

/** What is wrong with the tables of a world, if anything: rows that are not found by their keys, or found by those of others. */
export function inconsistencies(world: World): readonly string[] {
  return [...world.tables()].flatMap(({ system, table }) => complaintsOf(`${system}.${table.name}`, table));
}

function complaintsOf(name: string, table: Table<Row>): string[] {
  const { key, indexes = {} } = table.options;
  const rows = [...table.rows()];
  const complaints = rows.length === table.size ? [] : [`${name}: ${table.size} rows by key, ${rows.length} in order`];
  for (const row of rows) if (table.get(key(row)) !== row) complaints.push(`${name}: ${key(row)} is not found by its key`);
  for (const [index, keyOf] of Object.entries(indexes)) {
    const texts = new Set(rows.flatMap((row) => keyOf(row) ?? []));
    for (const text of texts) {
      const expected = rows.filter((row) => [keyOf(row) ?? []].flat().includes(text));
      if (expected.length > 20) continue;
      const found = table.find(index, text);
      if (found.length !== expected.length || found.some((row, place) => row !== expected[place]))
        complaints.push(`${name}: index ${index}, "${text}"`);
    }
  }
  return complaints;
}
