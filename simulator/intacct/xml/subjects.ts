import type { WireRequest } from '../../kernel/wire.js';
import { child, parseXml, type XmlElement } from './parse.js';
import { requestText } from './request-text.js';

/** What a function asks for: `update CUSTOMER`, `query CUSTOMER`, `getAPISession`; legacy names become `create CUSTOMER`. */
export function subjectOf(element: XmlElement): string {
  const legacy = LEGACY.exec(element.name);
  if (legacy !== null) return `${legacy[1]} ${LEGACY_OBJECTS[legacy[2]!] ?? legacy[2]!.toUpperCase()}`;
  const object = child(element, 'object')?.text.trim() ?? element.attributes['object'];
  if (object !== undefined) return `${element.name} ${object.toUpperCase()}`;
  const first = element.name === 'create' || element.name === 'update' ? element.children[0] : undefined;
  return first === undefined ? element.name : `${element.name} ${first.name.toUpperCase()}`;
}

const LEGACY = /^(create|update|delete)_(\w+)$/;

const LEGACY_OBJECTS: Readonly<Record<string, string>> = { sotransaction: 'SODOCUMENT', invoice: 'ARINVOICE', arpayment: 'ARPYMT' };

/** What each function of a request asks for, legacy functions by their own name too; none when the request cannot be read. */
export function subjectsOf(request: WireRequest): readonly string[] {
  try {
    const content = child(child(parseXml(requestText(request)), 'operation')!, 'content')!;
    const functions = content.children.flatMap((each) => each.children[0] ?? []);
    return functions.flatMap((each) => (LEGACY.test(each.name) ? [subjectOf(each), each.name] : [subjectOf(each)]));
  } catch {
    return [];
  }
}
