import type { SignedSoapCall } from './envelope.js';
import { checkCount, resultsOf } from './results.js';
import { isTrue, readSave } from './sobjects.js';
import { readId } from './write-calls.js';
import { childrenNamed, childText, type Element, tag } from './xml.js';

/** Source: [SOAP] "convertLead()". */
const CONVERSIONS_MAX = 100;

/** convertLead() - leads to contacts, accounts and, unless told not to, opportunities. Source: [SOAP] "convertLead()". */
export function convertLead(call: SignedSoapCall): string {
  const requests = childrenNamed(call.body, 'leadConverts');
  checkCount(requests.length, CONVERSIONS_MAX);
  return resultsOf(call, requests, (request) => convertOne(call, request), without);
}

const without = (errors: string): string =>
  `${tag('accountId', null)}${tag('contactId', null)}${errors}${tag('leadId', null)}${tag('opportunityId', null)}<success>false</success>`;

function convertOne(call: SignedSoapCall, request: Element): string {
  const id = (name: string): string | null => {
    const text = childText(request, name);
    return text === null || text === '' ? null : readId(text);
  };
  const accountId = id('accountId');
  const contactId = id('contactId');
  const opportunityId = id('opportunityId');
  const ownerId = id('ownerId');
  const opportunityName = childText(request, 'opportunityName');
  const result = call.state.convertLead(
    {
      leadId: readId(childText(request, 'leadId') ?? ''),
      convertedStatus: childText(request, 'convertedStatus') ?? '',
      doNotCreateOpportunity: isTrue(childText(request, 'doNotCreateOpportunity')),
      overwriteLeadSource: isTrue(childText(request, 'overwriteLeadSource')),
      ...(accountId === null ? {} : { accountId }),
      ...(contactId === null ? {} : { contactId }),
      ...(opportunityId === null ? {} : { opportunityId }),
      ...(ownerId === null ? {} : { ownerId }),
      ...(opportunityName === null ? {} : { opportunityName }),
    },
    readSave(call),
  );
  const ids = `${tag('accountId', result.accountId)}${tag('contactId', result.contactId)}${tag('leadId', result.leadId)}`;
  return `<result>${ids}${tag('opportunityId', result.opportunityId)}<success>true</success></result>`;
}
