import { childrenNamed, childText, type Element, escapeXml, parseXml, tag, XmlError } from '../../salesforce/soap/xml.js';
import { type Answer, type Caller, PullError } from './caller.js';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Names that one call may ask for. Source: Metadata API guide, "readMetadata()". */
const NAMES_PER_CALL = 10;

/** Pieces of metadata by their names; those that are not there are left out. Source: Metadata API guide, "readMetadata()". */
export async function readMetadata(caller: Caller, type: string, names: readonly string[]): Promise<readonly Element[]> {
  const found: Element[] = [];
  for (let from = 0; from < names.length; from += NAMES_PER_CALL) {
    const part = names.slice(from, from + NAMES_PER_CALL).map((name) => tag('fullNames', name));
    const result = await ask(caller, 'readMetadata', `${tag('type', type)}${part.join('')}`);
    found.push(...result.flatMap((each) => childrenNamed(each, 'records')).filter((record) => childText(record, 'fullName') !== null));
  }
  return found;
}

/** The names of every piece of a kind. Source: Metadata API guide, "listMetadata()". */
export async function listMetadata(caller: Caller, type: string): Promise<readonly string[]> {
  const result = await ask(caller, 'listMetadata', `<queries>${tag('type', type)}</queries>${tag('asOfVersion', caller.version)}`);
  return result.flatMap((each) => childText(each, 'fullName') ?? []).sort();
}

async function ask(caller: Caller, call: string, inside: string): Promise<readonly Element[]> {
  const answer = await caller.send({
    method: 'POST',
    path: `/services/Soap/m/${caller.version}`,
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
    body:
      `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${NAMESPACE}">` +
      `<env:Header><SessionHeader><sessionId>${escapeXml(caller.session)}</sessionId></SessionHeader></env:Header>` +
      `<env:Body><${call}>${inside}</${call}></env:Body></env:Envelope>`,
  });
  const body = bodyOf(call, answer);
  if (answer.status !== 200 || body.name === 'Fault')
    throw new PullError(call, { ...answer, text: childText(body, 'faultstring') ?? answer.text });
  return childrenNamed(body, 'result');
}

function bodyOf(call: string, answer: Answer): Element {
  try {
    const body = childrenNamed(parseXml(answer.text), 'Body')[0]?.children[0];
    if (body !== undefined) return body;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  throw new PullError(call, answer);
}

/** A piece as its own file has it. Source: Salesforce DX guide, "Salesforce DX Project Structure and Source Format". */
export function sourceFile(type: string, children: readonly Element[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${NAMESPACE}">\n${children.map((each) => printed(each, 1)).join('')}</${type}>\n`;
}

function printed({ name, text, children }: Element, depth: number): string {
  const blanks = '    '.repeat(depth);
  if (children.length === 0) return `${blanks}<${name}>${escapeXml(text)}</${name}>\n`;
  return `${blanks}<${name}>\n${children.map((each) => printed(each, depth + 1)).join('')}${blanks}</${name}>\n`;
}
