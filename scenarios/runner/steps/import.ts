import { z } from 'zod';
import type { ImportOutcome, ImportRequest } from '../../../simulator/kernel/people.js';
import { fields, flag, name, newName, text, typeName } from '../language/pieces.js';
import type { Place } from '../language/place.js';
import { verb } from '../language/verb.js';
import { asText } from '../language/written.js';
import { fieldOf, type Scene, type TypeRef } from '../stage/scene.js';
import { readCsv, readTable, type SheetRow } from '../stage/sheet.js';
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

type Form = { readonly rows?: string | Record<string, unknown>[] | undefined; readonly file?: string | undefined };

async function sheetOf(form: Form, scene: Scene): Promise<{ columns: readonly string[]; rows: readonly SheetRow[] }> {
  if ((form.rows === undefined) === (form.file === undefined)) {
    throw scene.place.problem('an import has either "rows" or "file"', 'Write the rows here, or name a CSV file beside the scenario.');
  }
  if (form.file !== undefined) {
    const text = scene.readFile(form.file);
    if (text === null) throw scene.place.sub('file').problem(`there is no file "${form.file}"`, 'Paths are relative to the scenario.');
    return readCsv(text, scene.place.sub('file'));
  }
  const at = scene.place.sub('rows');
  if (typeof form.rows === 'string') return readTable(form.rows, at);
  const list = form.rows ?? [];
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
  return { columns, rows: list.map((cells, index) => ({ cells, place: at.sub(index) })) };
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
