import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ImportOutcome, ImportRequest } from '../../../simulator/kernel/people.js';
import { nearest, suggestion } from '../../../simulator/yaml/nearest.js';
import type { Place } from '../../../simulator/yaml/place.js';
import type { FileProblem } from '../../../simulator/yaml/problem.js';
import { asText } from '../../../simulator/yaml/written.js';
import { fields, flag, name, newName, text, typeName } from '../language/pieces.js';
import { verb } from '../language/verb.js';
import type { Sight, SightedType } from '../lint/sight.js';
import { fieldOf, type Scene, type TypeRef } from '../stage/scene.js';
import { readCsv, readTable, type Sheet, type SheetRow } from '../stage/sheet.js';
import { nameFrom } from './create.js';

const rows = z.union([text, z.array(fields)]).meta({ write: 'Write a table with | between cells, or a list of maps.' });

/** A person imports a CSV. Rejected rows do not refuse the step: the outcome, named with `as`, counts them. */
export const importRows = verb({
  name: 'import',
  about: 'A person imports a CSV; a column `as` names the rows.',
  form: z.strictObject({
    into: typeName,
    match: text.nullish(),
    rows: rows.optional(),
    file: text.optional(),
    as: newName.optional(),
    bu: name.optional(),
    restoreDeleted: flag.optional(),
  }),
  text: ({ into, match, file }) =>
    `imports ${file ?? 'rows'} into ${into}${match == null || match === 'none' ? '' : `, matched by ${match}`}`,
  scan: (form, sight) => {
    const type = sight.type(form.into, sight.place.sub('into'), false);
    if (form.bu !== undefined) sight.unit(form.bu, sight.place.sub('bu'));
    if (form.file !== undefined && sight.told.readFile(form.file) === null) sight.tell(noFile(form.file, sight.place));
    sight.catching(() => scanRows(form, type, sight));
    if (type !== null && form.match != null) scanMatch(form.match, type, sight);
    if (form.as !== undefined) sight.declare(form.as, { kind: 'import' }, sight.place.sub('as'));
  },
  act: async (form, scene) => {
    const type = scene.type(form.into, scene.place.sub('into'));
    const sheet = await sheetOf(form, scene);
    const columns = sheet.columns.filter((column) => column !== 'as');
    const request: ImportRequest = {
      into: type.info.name,
      match: form.match == null || form.match === 'none' ? null : form.match,
      columns,
      rows: sheet.rows.map(({ cells, place }) => values(cells, form.match ?? null, type, scene, place)),
      ...(form.restoreDeleted === undefined ? {} : { restoreDeleted: form.restoreDeleted }),
    };
    const outcome = scene.act(() => run(type, request, form.bu, scene));
    if (form.as !== undefined) scene.names.declare(form.as, { kind: 'import', outcome }, scene.place.sub('as'));
    nameRows(sheet.rows, outcome, type, form.bu, scene);
  },
});

/** The rows that stand in the scenario: their columns, the names that they give, and the references in them. */
function scanRows(form: Form & { readonly match?: string | null | undefined }, type: SightedType | null, sight: Sight): void {
  if ((form.rows === undefined) === (form.file === undefined)) throw rowsOrFile(sight.place);
  const sheet = form.rows === undefined ? namesInFile(form.file, sight) : sheetIn(form.rows, sight.place.sub('rows'));
  for (const column of sheet.columns)
    if (type !== null && form.rows !== undefined) scanColumn(column, type, sight, sight.place.sub('rows'));
  for (const { cells, place } of sheet.rows) {
    if (form.rows !== undefined) sight.references(cells, place);
    const as = nameFrom(cells['as'] === '' ? null : cells['as'], place.sub('as'));
    if (as !== null) sight.declare(as, { kind: 'record', system: type?.system ?? null, object: type?.info.name ?? null }, place.sub('as'));
  }
}

/** A match column that is no field; by which fields a vendor matches is the vendor's business. */
function scanMatch(match: string, type: SightedType, sight: Sight): void {
  if (match === 'none' || match.includes(' ') || sight.isRefused || sight.hasField(type, match)) return;
  const known = type.info.fields.map(({ name: field }) => field);
  const text = `${type.system}.${type.info.name} has no field "${match}"`;
  sight.tell(sight.place.sub('match').problem(text, suggestion(match, known, 'Write Id, an external id, email, salesforceId or none.')));
}

/** A column that looks like a misspelt field. Columns that the vendor cannot place are the vendor's business. */
function scanColumn(column: string, type: SightedType, sight: Sight, place: Place): void {
  // Salesforce also knows columns by their labels, which have blanks.
  if (column === 'as' || column.includes(' ') || sight.isRefused || sight.hasField(type, column)) return;
  const close = nearest(
    column,
    type.info.fields.map(({ name: field }) => field),
  );
  if (close !== null) sight.tell(place.problem(`${type.system}.${type.info.name} has no field "${column}"`, `Did you mean "${close}"?`));
}

/** Names that a CSV file gives are told on; what else is in it, and whether it is one, is looked at when it is imported. */
function namesInFile(file: string | undefined, sight: Sight): Sheet {
  const text = file === undefined ? null : sight.told.readFile(file);
  try {
    const rows = parse(text ?? '', { bom: true, columns: true, relax_column_count: true, skip_empty_lines: true }) as { as?: string }[];
    return { columns: [], rows: rows.map((row) => ({ cells: { as: row.as ?? '' }, place: sight.place })) };
  } catch {
    return { columns: [], rows: [] };
  }
}

function sheetIn(given: string | Record<string, unknown>[], place: Place): Sheet {
  if (typeof given === 'string') return readTable(given, place);
  const columns = [...new Set(given.flatMap((row) => Object.keys(row)))];
  return { columns, rows: given.map((cells, index) => ({ cells, place: place.sub(index) })) };
}

function rowsOrFile(place: Place): FileProblem {
  return place.problem('an import has either "rows" or "file"', 'Write the rows here, or name a CSV file beside the scenario.');
}

function noFile(file: string, place: Place): FileProblem {
  return place.sub('file').problem(`there is no file "${file}"`, 'Paths are relative to the scenario.');
}

type Form = { readonly rows?: string | Record<string, unknown>[] | undefined; readonly file?: string | undefined };

async function sheetOf(form: Form, scene: Scene): Promise<Sheet> {
  if ((form.rows === undefined) === (form.file === undefined)) {
    throw rowsOrFile(scene.place);
  }
  if (form.file !== undefined) {
    const text = scene.readFile(form.file);
    if (text === null) throw noFile(form.file, scene.place);
    return readCsv(text, scene.place.sub('file'));
  }
  return sheetIn(form.rows ?? [], scene.place.sub('rows'));
}

/** The cells as a CSV has them: texts. Names in columns that refer to records become ids. */
function values(cells: SheetRow['cells'], match: string | null, type: TypeRef, scene: Scene, place: Place): Record<string, string> {
  const row: Record<string, string> = {};
  for (const [column, raw] of Object.entries(cells)) {
    if (column === 'as' || raw === undefined) continue;
    const value = asText(scene.resolved(raw, place.sub(column)));
    const cell = value === null ? '' : String(value);
    const isId = fieldOf(type.info, column)?.kind === 'reference' || /^(?:id|salesforceId)$/i.test(column) || column === match;
    row[column] = isId ? (scene.names.record(cell)?.id ?? cell) : cell;
  }
  return row;
}

function run(type: TypeRef, request: ImportRequest, bu: string | undefined, scene: Scene): ImportOutcome {
  const { salesforce, engagement } = scene.stage.simulator;
  const by = (): string => scene.actor(type.system);
  if (type.system === 'salesforce') return salesforce.people.import(request, by());
  if (type.system === 'engagement') {
    const unit = bu === undefined ? {} : { unit: scene.unit(bu, scene.place.sub('bu')) };
    return engagement.people.import({ ...request, ...unit }, by());
  }
  throw scene.place.sub('into').problem('people import into Salesforce and Account Engagement only', 'Create the records one by one.');
}

function nameRows(rows: readonly SheetRow[], outcome: ImportOutcome, type: TypeRef, bu: string | undefined, scene: Scene): void {
  const { people } = scene.stage.simulator.engagement;
  const unit = type.system === 'engagement' ? { unit: bu === undefined ? people.units()[0]! : scene.unit(bu, scene.place.sub('bu')) } : {};
  rows.forEach(({ cells, place }, index) => {
    const as = nameFrom(cells['as'] === '' ? null : cells['as'], place.sub('as'));
    const id = outcome.ids[index];
    if (as === null || id == null) return;
    scene.names.declare(as, { kind: 'record', ref: { system: type.system, object: type.info.name, id, ...unit } }, place.sub('as'));
  });
}
