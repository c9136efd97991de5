import type { Place } from '../../../simulator/yaml/place.js';

/** One row of an import. Cells are texts, or scalars of the file; a missing cell is absent. */
export type SheetRow = { readonly cells: Readonly<Record<string, unknown>>; readonly place: Place };

export type Sheet = { readonly columns: readonly string[]; readonly rows: readonly SheetRow[] };

/** A table with `|` between cells; the first line is the header. A blank cell is an empty text. */
export function readTable(text: string, place: Place): Sheet {
  const written = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  // Right under the header a line of dashes is drawn, as in Markdown; further down it is a row.
  const lines = written.filter((line, index) => index !== 1 || !/^[\s|:-]*-{2}[\s|:-]*$/.test(line));
  const bars = { before: /^\s*\|/.test(lines[0] ?? ''), after: /\|\s*$/.test(lines[0] ?? '') };
  const [header, ...rest] = lines.map((line) => cellsOf(line, bars));
  if (header === undefined) throw place.problem('this table is empty', 'Begin with a header line: email | firstName | lastName');
  const rows = rest.map((cells, index) => {
    if (cells.length > header.length) {
      throw place.problem(
        `row ${index + 1} has ${cells.length} cells; the header has ${header.length}`,
        'Give each row as many cells as the header.',
      );
    }
    return { cells: Object.fromEntries(cells.map((cell, column) => [header[column]!, cell])), place };
  });
  return { columns: checkedHeader(header, place), rows };
}

/** A CSV file with a header; loaded only by the stories that have one. */
export async function readCsv(text: string, place: Place): Promise<Sheet> {
  const { parse } = await import('csv-parse/sync');
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw place.problem(`this file is no CSV: ${(error as Error).message}`, 'Save it as CSV with commas and double quotes.');
  }
  const [header, ...rest] = lines;
  if (header === undefined) throw place.problem('this file is empty', 'Its first line names the columns.');
  const rows = rest.map((cells) => ({
    cells: Object.fromEntries(cells.slice(0, header.length).map((cell, column) => [header[column]!, cell])),
    place,
  }));
  return { columns: checkedHeader(header, place), rows };
}

function checkedHeader(header: readonly string[], place: Place): readonly string[] {
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) throw place.problem(`column "${twice}" stands twice`, 'Name each column once.');
  const bad = header.find((column) => column === '' || column === '__proto__');
  if (bad !== undefined) throw place.problem(`"${bad}" cannot be a column`, 'Name every column.');
  return header;
}

/** The cells of a line. Bars around the lines, as in Markdown, are optional: the header says whether they are there. */
function cellsOf(line: string, bars: { before: boolean; after: boolean }): string[] {
  const cells = partsOf(line).map((part) => {
    const text = part.trim();
    return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
  });
  return cells.slice(bars.before ? 1 : 0, bars.after && cells.at(-1) === '' ? -1 : undefined);
}

/** A cell that begins with a quote ends with it: bars in between are text. A quote that never ends is a text like any other. */
function partsOf(line: string): readonly string[] {
  return line.match(/(?<=^|\|)(?:\s*"(?:[^"]|"")*"\s*(?=\||$)|[^|]*)/g) ?? [];
}
