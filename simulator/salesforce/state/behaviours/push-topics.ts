import { invalidField, rowError } from '../../errors.js';
import type { Behaviour } from './behaviour.js';

/** Source: Streaming API guide, "PushTopic Queries": a plain query of one object that selects the Id. */
export const PUSH_TOPIC: Behaviour = {
  check(org, draft) {
    if (!draft.isGiven('Query')) return;
    const { compiled } = org.soql.prepare(String(draft.get('Query')));
    if (compiled.kind !== 'records') throw rowError('INVALID_FIELD', 'Aggregate queries are not supported in PushTopic queries', ['Query']);
    if (compiled.shape.some((entry) => entry.kind !== 'value')) {
      throw rowError('INVALID_FIELD', 'relationships are not supported', ['Query']);
    }
    if (!compiled.shape.some((entry) => entry.name === 'Id')) throw invalidField('The Id field is required in the SELECT list', ['Query']);
    if (!compiled.type.definition.isTriggerable) throw rowError('INVALID_FIELD', `${compiled.type.name} is not supported`, ['Query']);
  },
};
