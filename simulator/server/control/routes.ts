import type { Operation } from '../../kernel/routes.js';
import type { Control, ControlRoute } from './control.js';
import { moveClock, showClock } from './operations/clock.js';
import { streamEvents } from './operations/events.js';
import { armFault, disarmAllFaults, disarmFault, listFaults } from './operations/faults.js';
import { showHealth } from './operations/health.js';
import { listCalls, listChanges, listDecisions } from './operations/logs.js';
import { describe } from './operations/openapi.js';
import { reset } from './operations/reset.js';
import { changeSettings, showSettings } from './operations/settings.js';
import { listSnapshots, restoreSnapshot, takeSnapshot } from './operations/snapshots.js';
import { playSteps, runSync } from './operations/steps.js';

const PAGE = {
  after: 'only what came after this number',
  limit: 'at most so many, 1-1000 (default 100)',
  tail: 'true: the newest ones instead of the oldest',
};

/** Everything the control API answers, one line each. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  route('GET', 'health', showHealth, 'health', 'Whether all is served, and where.'),
  route('GET', 'clock', showClock, 'clock', 'The virtual instant, and whether time passes by itself.'),
  route('POST', 'clock', moveClock, 'clock', 'Moves, holds or releases time.', {
    body: {
      example: { advance: '4d' },
      about:
        '`set`: an instant, not before now. `advance`: a duration such as 90m, 4d, 1h30m. `freeze`: true holds time, false lets it pass.',
    },
  }),
  route('POST', 'reset', reset, 'reset', 'Back to the world as it began.'),
  route('GET', 'snapshots', listSnapshots, 'snapshots', 'The snapshots that were taken.'),
  route('POST', 'snapshots/:name', takeSnapshot, 'snapshots', 'Remembers the present state under a name.'),
  route('POST', 'snapshots/:name/restore', restoreSnapshot, 'snapshots', 'Back to the state under a name.'),
  route('GET', 'settings', showSettings, 'settings', 'Every setting in force, and every save in order.'),
  route('PUT', 'settings', changeSettings, 'settings', "Saves settings as an administrator does on the vendor's page.", {
    body: {
      example: { 'engagement.autoCreateProspects': true },
      about: 'Keys as in scenarios: `engagement.<key>`, `engagement@<unit>.<key>`, `intacct.<group>.<key>`.',
    },
  }),
  route('GET', 'faults', listFaults, 'faults', 'Planned failures and how often they fired.'),
  route('POST', 'faults', armFault, 'faults', 'Plans a failure.', {
    body: {
      example: { on: 'salesforce POST /composite/sobjects', do: { status: 503 }, times: 1 },
      about:
        '`on`: which calls, one or a list. `do`: lose-response, refuse, expire-session, duplicate, or an object with status, error or delay. `times`: a number or always. `from`: any (default) or sync.',
    },
  }),
  route('DELETE', 'faults', disarmAllFaults, 'faults', 'Forgets all planned failures.'),
  route('DELETE', 'faults/:id', disarmFault, 'faults', 'Disarms one planned failure.'),
  route('POST', 'steps', playSteps, 'steps', 'Plays steps of the scenario language, as JSON or YAML.', {
    body: {
      example: [{ create: { 'salesforce.Lead': { as: 'jane', LastName: 'Jensen' } } }],
      about: 'A list of steps. Names that steps give stay known.',
    },
  }),
  route('POST', 'sync', runSync, 'steps', 'One pass of the sync core now.', {
    body: { example: { flow: 'all' }, about: '`flow`: all (default), engagement or intacct.' },
  }),
  route('GET', 'calls', listCalls, 'logs', 'Requests and replies.', {
    query: { ...PAGE, system: 'salesforce, engagement or intacct', status: 'a status code' },
  }),
  route('GET', 'changes', listChanges, 'logs', 'Writes inside the stand-ins.', {
    query: { ...PAGE, system: 'salesforce, engagement or intacct', object: 'an object name', id: 'a record id' },
  }),
  route('GET', 'decisions', listDecisions, 'logs', 'What the sync core decided, and why.', {
    query: { ...PAGE, record: 'a record id', outcome: 'create, update, link, unlink, skip or refuse' },
  }),
  route('GET', 'events', streamEvents, 'events', 'Calls, changes and decisions as they happen (server-sent events).'),
  route('GET', 'openapi.json', (call) => describe(call, CONTROL_ROUTES), 'openapi', 'This description.'),
];

function route(
  method: string,
  path: string,
  operation: Operation<Control>,
  file: string,
  summary: string,
  more: Partial<ControlRoute> = {},
): ControlRoute {
  return { method, path: `/_backlot/${path}`, operation, file: `simulator/server/control/operations/${file}.ts`, summary, ...more };
}
