import { child, childrenNamed, childText, type Element, escapeXml, parseXml, XmlError } from '../../salesforce/soap/xml.js';
import { type Answer, fileText, PullError, type PulledFiles } from './caller.js';

/** Sends a function of the XML gateway with the session of whoever signed in. */
export type AskGateway = (functionXml: string) => Promise<Answer>;

/** Objects whose custom fields are pulled: those that the stand-in knows beside a company's own. Source: the official SDK and developer.intacct.com, "Objects". */
const OBJECTS = [
  ...['CUSTOMER', 'CONTACT', 'LOCATION', 'EMPLOYEE', 'ARTERM', 'CUSTTYPE', 'TERRITORY', 'ITEM', 'SODOCUMENT', 'SODOCUMENTENTRY'],
  ...['CONTRACT', 'CONTRACTDETAIL', 'ARINVOICE', 'ARINVOICEITEM', 'ARPYMT', 'DEPARTMENT', 'CLASS', 'PROJECT'],
];

/** Types as the setup page has them. Source: developer.intacct.com, "lookup": DATATYPE. A text may be an address, which lookup does not tell. */
const TYPES: Readonly<Record<string, string>> = {
  TEXT: 'text',
  BOOLEAN: 'checkbox',
  INTEGER: 'integer',
  DECIMAL: 'number',
  CURRENCY: 'number',
  PERCENT: 'number',
  NUMBER: 'number',
  DATE: 'date',
};

/**
 * The custom fields and user-defined dimensions of a company, as far as the gateway tells of them.
 *
 * Source: developer.intacct.com, "XML functions": lookup, getDimensions.
 */
export async function pullIntacct(ask: AskGateway): Promise<PulledFiles> {
  const files = new Map<string, string>();
  const notes: string[] = [];
  const listed = childrenOf(await dataOf(ask, '<getDimensions/>'), 'dimensions', 'dimension');
  const dimensions = listed
    .filter((each) => childText(each, 'userDefinedDimension') === 'true')
    .map((each) => ({ id: childText(each, 'objectName') ?? '', label: childText(each, 'objectLabel') ?? '', isDimension: true }));
  if (dimensions.length > 0) files.set('backlot/intacct/platform-objects.json', fileText(dimensions));
  const fields: object[] = [];
  for (const object of [...OBJECTS, ...dimensions.map(({ id }) => id)]) {
    const data = await dataOf(ask, `<lookup><object>${escapeXml(object)}</object></lookup>`).catch((error: unknown) => {
      if (!(error instanceof PullError)) throw error;
      notes.push(`${object}: ${error.message}`);
      return null;
    });
    for (const field of data === null ? [] : childrenOf(child(data, 'Type'), 'Fields', 'Field')) {
      if (childText(field, 'ISCUSTOM') !== 'true' || (childText(field, 'ID') ?? '').startsWith('GLDIM')) continue;
      const read = fieldOf(object, field);
      if (read === null) notes.push(`${object}.${childText(field, 'ID')} is left out: its type is ${childText(field, 'DATATYPE')}`);
      else fields.push(read);
    }
  }
  if (fields.length > 0) files.set('backlot/intacct/custom-fields.json', fileText(fields));
  return { files, notes };
}

function fieldOf(object: string, field: Element): object | null {
  const values = childrenOf(field, 'VALIDVALUES', 'VALIDVALUE').map(({ text }) => text.trim());
  const type = values.length > 0 ? 'picklist' : TYPES[childText(field, 'DATATYPE') ?? ''];
  if (type === undefined) return null;
  return {
    object,
    name: childText(field, 'ID'),
    label: childText(field, 'LABEL'),
    type,
    required: childText(field, 'REQUIRED') === 'true',
    ...(values.length > 0 ? { picklist: values } : {}),
  };
}

async function dataOf(ask: AskGateway, functionXml: string): Promise<Element> {
  const name = /^<(\w+)/.exec(functionXml)?.[1] ?? '';
  const answer = await ask(functionXml);
  try {
    const operation = child(parseXml(answer.text), 'operation');
    const result = operation === undefined ? undefined : child(operation, 'result');
    const data = child(result, 'data');
    if (childText(result, 'status') === 'success' && data !== undefined) return data;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  throw new PullError(name, answer);
}

function childrenOf(element: Element | undefined, list: string, each: string): readonly Element[] {
  const inside = child(element, list);
  return inside === undefined ? [] : childrenNamed(inside, each);
}
