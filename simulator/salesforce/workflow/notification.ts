import { valueTag } from '../soap/records.js';
import { childText, type Element, escapeXml, parseXml, tag, XmlError } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import type { MessageDefinition } from './definitions.js';

const NAMESPACE = 'http://soap.sforce.com/2005/09/outbound';

const START =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>' +
  `<notifications xmlns="${NAMESPACE}">`;
const END = '</notifications></soapenv:Body></soapenv:Envelope>';

/**
 * A message as its receiver gets it; null when every record is gone. Values are those of now; empty ones are left out.
 *
 * Source: [SOAP] "Outbound Messaging Notification".
 */
export function notificationBody(
  org: SalesforceOrg,
  definition: MessageDefinition,
  notifications: readonly { readonly Id: string; readonly recordId: string }[],
): string | null {
  const { Id, apiVersion, includeSessionId, integrationUser } = definition;
  const parts = notifications.map((each) => notificationOf(org, definition, each)).join('');
  if (parts === '') return null;
  const session = includeSessionId ? org.sessions.issue({ userId: integrationUser, kind: 'soap' }).token : null;
  const url = (api: string): string => `${org.origin}/services/Soap/${api}/${apiVersion}/${org.id.slice(0, 15)}`;
  const head = `${tag('OrganizationId', org.id)}${tag('ActionId', Id)}${tag('SessionId', session)}`;
  return `${START}${head}${tag('EnterpriseUrl', url('c'))}${tag('PartnerUrl', url('u'))}${parts}${END}`;
}

function notificationOf(
  org: SalesforceOrg,
  { object, fields }: MessageDefinition,
  { Id, recordId }: { readonly Id: string; readonly recordId: string },
): string {
  const type = org.schema.type(object);
  const row = org.lookup(recordId);
  if (type === undefined || row === undefined) return '';
  const values = ['Id', ...fields.filter((name) => name !== 'Id')].map((name) => {
    const field = type.field(name);
    const value = field === undefined ? null : org.value(field, row);
    return field === undefined || value === null ? '' : valueTag(field.name, field.type, value);
  });
  const open = `<sObject xsi:type="sf:${escapeXml(type.name)}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">`;
  return `<Notification>${tag('Id', Id)}${open}${values.join('')}</sObject></Notification>`;
}

/** Whether a reply says that the message arrived. Whatever else it says, the message is sent again. */
export function isAcknowledged(body: string): boolean {
  try {
    return acksIn(parseXml(body)).some((ack) => ack === 'true');
  } catch (error) {
    if (error instanceof XmlError) return false;
    throw error;
  }
}

function acksIn(element: Element): readonly string[] {
  if (element.name === 'notificationsResponse') return [childText(element, 'Ack') ?? ''];
  return element.children.flatMap(acksIn);
}
