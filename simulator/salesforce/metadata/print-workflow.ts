import { tag } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import type { MessageDefinition, WorkflowRule } from '../workflow/definitions.js';

/** A workflow rule as elements. Source: Metadata API guide, "Workflow". */
export function printWorkflowRule({ object, actions, active, criteria, formula, triggerType }: WorkflowRule, fullName: string): string {
  const lines = criteria.map(
    ({ field, operation, value }) =>
      `<criteriaItems>${tag('field', `${object}.${field}`)}${tag('operation', operation)}${tag('value', value)}</criteriaItems>`,
  );
  const sent = actions.map((name) => `<actions>${tag('name', name)}<type>OutboundMessage</type></actions>`);
  const condition = formula === null ? lines.join('') : tag('formula', formula);
  return `${tag('fullName', fullName)}${sent.join('')}${tag('active', active)}${condition}${tag('triggerType', triggerType)}`;
}

/** An outbound message as elements; the user by name, as in files. */
export function printMessage(org: SalesforceOrg, message: MessageDefinition, fullName: string): string {
  const { apiVersion, endpointUrl, fields, includeSessionId, integrationUser } = message;
  return (
    tag('fullName', fullName) +
    tag('apiVersion', apiVersion) +
    tag('endpointUrl', endpointUrl) +
    fields.map((name) => tag('fields', name)).join('') +
    tag('includeSessionId', includeSessionId) +
    tag('integrationUser', String(org.lookup(integrationUser)?.['Username'] ?? '')) +
    tag('name', message.fullName) +
    '<protected>false</protected><useDeadLetterQueue>false</useDeadLetterQueue>'
  );
}
