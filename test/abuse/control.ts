import type { StandIn } from '../../simulator/kernel/wire.js';
import { CONTROL_ROUTES } from '../../simulator/server/control/routes.js';
import type { Target } from './target.js';

/** The control API. What it would stay in for good (an endless stream, a century of polls) is left out. */
export function controlTarget(standIn: StandIn): Target {
  const host = 'localhost:4000';
  const bodies = CONTROL_ROUTES.flatMap(({ path, body }) => (body === undefined ? [] : [{ path, content: body.example }]));
  return {
    name: 'control',
    standIn,
    host,
    routes: CONTROL_ROUTES.filter(({ path }) => !path.endsWith('/events')),
    headers: () => ({}),
    params: { name: ['a', 'b', 'c'], id: ['1', '2'] },
    queries: ['after=3&limit=2', 'tail=true&system=salesforce', 'status=400', 'object=Account&id=ID', 'record=ID&outcome=create'],
    bodies: [
      ...bodies,
      { path: '/_backlot/clock', content: { advance: '90m' } },
      { path: '/_backlot/clock', content: { freeze: true } },
      { path: '/_backlot/faults', content: { on: 'intacct update CUSTOMER', do: 'refuse', times: 1, from: 'sync' } },
      {
        path: '/_backlot/faults',
        content: { on: ['salesforce', 'engagement'], do: { error: 'UNABLE_TO_LOCK_ROW' }, times: 2, from: 'sync' },
      },
    ],
    proof: () => ({ method: 'GET', path: '/_backlot/health', query: '', headers: { host }, body: '' }),
  };
}
