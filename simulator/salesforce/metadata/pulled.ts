import { z } from 'zod';
import type { Row } from '../../kernel/table.js';
import { rowError, SalesforceError } from '../errors.js';
import { checkFieldFormula } from '../formula/field-formula.js';
import type { Field, Schema } from '../schema.js';
import { createBySystem } from '../state/create.js';
import type { SalesforceOrg } from '../state.js';
import type { Component } from './component.js';
import { type Describe, describedObjects, readDescribe } from './read-describe.js';

/** Where `backlot contract pull` puts what a project has no place for. */
const DESCRIBE = /(?:^|\/)backlot\/salesforce\/describes\/(\w+)\.json$/;
const RECORDS = /(?:^|\/)backlot\/salesforce\/records\/(RecordType|LeadStatus|OpportunityStage)\.json$/;

type Attempt = (file: string, act: () => void) => void;

/** What was pulled from another org beside its metadata. */
export type Pulled = {
  /** Whether a describe tells of a component that its own file need not be understood for. */
  tells(component: Component): boolean;
  addTo(org: SalesforceOrg, by: string): readonly string[];
};

const rows = z.array(z.looseObject({ Id: z.string().regex(/^\w{18}$/) }));

/** Reads describes, and the rows of setup tables, from the files of a project. */
export function readPulled(files: readonly (readonly [string, string])[], attempt: Attempt): Pulled {
  const describes: Describe[] = [];
  const tables = new Map<string, readonly Row[]>();
  for (const [file, text] of files) {
    const [, table] = RECORDS.exec(file) ?? [];
    if (DESCRIBE.test(file)) attempt(file, () => void describes.push(readDescribe(text)));
    else if (table !== undefined) attempt(file, () => void tables.set(table, readRows(text)));
  }
  const told = new Set(describes.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)));
  return {
    tells: ({ type, fullName }) => type === 'CustomField' && told.has(fullName),
    addTo: (org, by) => {
      for (const [table, given] of tables) replaceRows(org, table, given, by);
      return addDescribes(org, describes);
    },
  };
}

function readRows(text: string): readonly Row[] {
  try {
    const read = rows.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw rowError('INVALID_INPUT', 'it is no list of records with their ids');
}

/** Puts the other org's rows in the place of one's own, ids and all. */
function replaceRows(org: SalesforceOrg, typeName: string, given: readonly Row[], by: string): void {
  const type = org.schema.type(typeName)!;
  const table = org.table(type);
  for (const row of [...table.rows()]) table.remove(row['Id'] as string);
  for (const row of given) {
    const known = Object.entries(row).filter(([name]) => name === 'Id' || type.field(name)?.derive === null);
    createBySystem(org, typeName, Object.fromEntries(known), by);
  }
}

/** Makes the org's objects like those described, and adds those that it does not have. Gives a sentence for each field that is only read. */
function addDescribes(org: SalesforceOrg, describes: readonly Describe[]): readonly string[] {
  if (describes.length === 0) return [];
  for (const { name, label, custom } of describes) {
    if (custom && org.schema.type(name) === undefined) org.definitions.addObject({ fullName: name, label, isPackaged: true });
  }
  const known = describes.filter(({ name }) => org.schema.type(name) !== undefined);
  const notes = describes
    .filter((each) => !known.includes(each))
    .map(({ name }) => `${name} is a standard object that backlot does not know`);
  const objects = describedObjects(known, org.schema);
  org.definitions.describeAs(objects);
  const unread: string[] = [];
  const checked = objects.map((object) => ({
    ...object,
    fields: object.fields.map((field) => {
      const reason = reasonAgainst(org.schema, object.name, field);
      if (reason === null) return field;
      unread.push(`${object.name}.${field.name} is always empty: ${reason}`);
      return { ...field, computation: null };
    }),
  }));
  if (unread.length > 0) org.definitions.describeAs(checked);
  return [...notes, ...unread];
}

/** Why a field's values cannot be computed; null when they can, or are written. */
function reasonAgainst(schema: Schema, typeName: string, described: Field): string | null {
  const type = schema.type(typeName)!;
  const field = type.field(described.name)!;
  if (field.computation === null) {
    const isComputed = field.isCustom && field.isCalculated && field.derive === null;
    return isComputed ? 'its describe has no formula, and its definition was not there or not understood' : null;
  }
  try {
    checkFieldFormula(schema, type, field);
    return null;
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return error.message;
  }
}
