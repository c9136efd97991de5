import { expect, it } from 'vitest';
import { runScenario } from '../../../../scenarios/runner/index.js';
import { listReporter } from '../../../../scenarios/runner/reporters/list.js';

const PASSES = await runScenario('backlot: 1\nscenario: It holds\nsteps: []\n');
const FAILS = await runScenario('backlot: 1\nscenario: It does not\nsteps:\n  - expect: { salesforce.Lead: 1 }\n', { file: 'story.yaml' });

function written(isTTY: boolean, environment: Record<string, string> = {}): string {
  let text = '';
  const reporter = listReporter({ isTTY, columns: 80, write: (part: string) => (text += part) }, environment);
  reporter.begin?.(2);
  for (const result of [PASSES, FAILS]) {
    reporter.started?.(result.title);
    reporter.ended(result, { order: 0, ms: 1 });
  }
  reporter.finished({ passed: 1, failed: 1, results: [PASSES, FAILS], left: 0 });
  return text;
}

it('writes plain lines where there is no terminal', () => {
  expect(written(false)).toBe(
    [
      'ok      It holds',
      'FAILED  It does not  story.yaml:2',
      '',
      '  story.yaml:4:32',
      '  4 |   - expect: { salesforce.Lead: 1 }',
      '    |                                ^',
      '  at        step 1 (expect)',
      '  expected  1 live salesforce.Lead',
      '  actual    0',
      '  replay    backlot run story.yaml:4 --seed 1',
      '',
      '',
      '2 scenarios: 1 passed, 1 failed',
      '',
    ].join('\n'),
  );
});

it('shows on a terminal what is playing, in colour', () => {
  const text = written(true);
  expect(text).toContain('1/2 It holds');
  expect(text).toContain('\r\x1b[2K');
  expect(text).toContain('\x1b[32mok\x1b[39m');
});

it('writes no colour under NO_COLOR', () => {
  expect(written(true, { NO_COLOR: '1' })).not.toContain('\x1b[3');
});
