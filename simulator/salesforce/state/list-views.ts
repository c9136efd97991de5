import { idAt, parseId } from '../ids.js';
import type { Field, Schema, SObjectType } from '../schema.js';

/** A view of an object's records that every user sees. */
export type ListView = {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly scope: 'mine' | null;
  /** As a describe tells it; null for none. */
  readonly condition: Readonly<Record<string, unknown>> | null;
  readonly columns: readonly Field[];
  readonly orderBy: readonly Field[];
  /** Without LIMIT and OFFSET. */
  readonly soql: string;
};

const PREFIX = '00B';

type Kind = {
  readonly developerName: (plural: string) => string;
  readonly label: (plural: string) => string;
  readonly needs: string;
  readonly scope: 'mine' | null;
  readonly where: string;
  readonly condition: ListView['condition'];
};

const NEW: ListView['condition'] = { field: 'CreatedDate', operator: 'equals', values: ['THIS_WEEK'] };

/** Source: Salesforce Help, "Standard List Views". */
const KINDS: readonly Kind[] = [
  {
    developerName: (plural) => `All${plural.replaceAll(' ', '')}`,
    label: (plural) => `All ${plural}`,
    needs: 'Id',
    scope: null,
    where: '',
    condition: null,
  },
  {
    developerName: (plural) => `My${plural.replaceAll(' ', '')}`,
    label: (plural) => `My ${plural}`,
    needs: 'OwnerId',
    scope: 'mine',
    where: '',
    condition: null,
  },
  {
    developerName: () => 'NewThisWeek',
    label: () => 'New This Week',
    needs: 'CreatedDate',
    scope: null,
    where: ' WHERE CreatedDate = THIS_WEEK',
    condition: NEW,
  },
];

/** The list views of an object: every org has them, and nobody makes others. Their columns are assumed. */
export function listViewsOf(schema: Schema, type: SObjectType): readonly ListView[] {
  const place = schema.types.indexOf(type) * KINDS.length;
  return KINDS.map((kind, index) => ({ kind, id: idAt(PREFIX, 1 + place + index) }))
    .filter(({ kind }) => type.field(kind.needs) !== undefined)
    .map(({ kind, id }) => viewOf(type, kind, id));
}

/** The list view with an id, whatever object it is of. */
export function listViewWithId(schema: Schema, text: string): ListView | undefined {
  const id = parseId(text);
  if (id === null || !id.startsWith(PREFIX)) return undefined;
  return schema.types.flatMap((type) => (type.definition.isLayoutable ? listViewsOf(schema, type) : [])).find((view) => view.id === id);
}

function viewOf(type: SObjectType, { developerName, label, scope, where, condition }: Kind, id: string): ListView {
  const columns = columnsOf(type);
  const idField = type.field('Id')!;
  const orderBy = [...(type.nameField === null ? [] : [type.nameField]), idField];
  const fields = [...new Set([...columns, idField])].map(({ name }) => name).join(', ');
  const order = orderBy.map(({ name }) => `${name} ASC NULLS FIRST`).join(', ');
  const from = scope === null ? type.name : `${type.name} USING SCOPE ${scope}`;
  return {
    id,
    developerName: developerName(type.definition.labelPlural),
    label: label(type.definition.labelPlural),
    scope,
    condition,
    columns,
    orderBy,
    soql: `SELECT ${fields} FROM ${from}${where} ORDER BY ${order}`,
  };
}

/** What people look for first; an object shows those that it has. */
const SHOWN = ['Company', 'Title', 'Email', 'Phone', 'Type', 'Status', 'StageName', 'CloseDate', 'Amount', 'StartDate', 'CreatedDate'];

function columnsOf(type: SObjectType): readonly Field[] {
  const shown = SHOWN.flatMap((name) => type.field(name) ?? []);
  return type.nameField === null ? shown : [type.nameField, ...shown];
}
