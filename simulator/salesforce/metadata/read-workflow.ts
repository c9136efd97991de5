import { rowError } from '../errors.js';
import { child, childrenNamed, childText, type Element } from '../soap/xml.js';

type FormValues = Readonly<Record<string, unknown>>;

/** An outbound message's definition. Source: Metadata API guide, "Workflow", WorkflowOutboundMessage. */
export function readMessage(element: Element): FormValues {
  const fields = childrenNamed(element, 'fields').map(({ text }) => text.trim());
  return { ...texts(element, ['endpointUrl', 'includeSessionId', 'integrationUser', 'apiVersion']), fields };
}

/** A workflow rule's definition. Source: as above, WorkflowRule. Refuses what it would not carry out: time triggers, other actions. */
export function readRule(element: Element): FormValues {
  for (const name of ['booleanFilter', 'workflowTimeTriggers']) {
    if (child(element, name) !== undefined) throw unsupported(name);
  }
  const actions = childrenNamed(element, 'actions').map((action) => {
    if (childText(action, 'type') !== 'OutboundMessage') throw unsupported(`actions of type ${childText(action, 'type')}`);
    return childText(action, 'name') ?? '';
  });
  const criteriaItems = childrenNamed(element, 'criteriaItems').map((item) => {
    if (child(item, 'valueField') !== undefined) throw unsupported('valueField');
    return texts(item, ['field', 'operation', 'value']);
  });
  return { ...texts(element, ['triggerType', 'formula', 'active']), criteriaItems, actions };
}

function texts(element: Element, names: readonly string[]): FormValues {
  return Object.fromEntries(names.flatMap((name) => (childText(element, name) === null ? [] : [[name, childText(element, name)]])));
}

const unsupported = (what: string) => rowError('FIELD_INTEGRITY_EXCEPTION', `${what} is not available in this organization`, [what]);
