import type { Call } from '../../../kernel/routes.js';
import { bodyText, type WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { ControlError, invalid, json, readJson, readObject } from '../wire.js';

const FLOWS = ['all', 'engagement', 'intacct'] as const;

/** POST /_backlot/steps - JSON when the content type says so, YAML otherwise. */
export async function playSteps({ request, state }: Call<Control>): Promise<WireResponse> {
  const { steps } = state.hooks;
  if (steps === undefined) throw withoutSync('Steps');
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  const input = isJson ? readJson(request) : bodyText(request);
  if (input === undefined || input === '')
    throw invalid('There are no steps in the body.', 'Send a list of steps, such as [{"advance": "4d"}].');
  return json(await state.time.exclusively(() => steps(input)));
}

/** POST /_backlot/sync - answers when the pass has ended or waits for time. */
export async function runSync({ request, state }: Call<Control>): Promise<WireResponse> {
  const { sync } = state.hooks;
  if (sync === undefined) throw withoutSync('Passes');
  const { flow = 'all' } = readObject(request, ['flow']);
  const known = FLOWS.find((name) => name === flow);
  if (known === undefined) throw invalid(`${JSON.stringify(flow)} is no flow.`, `Write one of ${FLOWS.join(', ')}.`);
  return json(await state.time.exclusively(() => sync(known)));
}

function withoutSync(what: string): ControlError {
  return new ControlError(409, 'NO_SYNC', `${what} need the sync core, which does not run here.`, 'Start without --no-sync.');
}
