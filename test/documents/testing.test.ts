import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/testing.md'), 'utf8');
const SCRATCH = join(import.meta.dirname, '../.documents/testing');
const [MSW, EXPRESS, TWIN] = [...PAGE.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code!);

/** Runs code of the page, and gives what it printed. */
async function run(name: string, code: string): Promise<unknown[][]> {
  mkdirSync(SCRATCH, { recursive: true });
  const file = join(SCRATCH, `${name}.ts`);
  writeFileSync(file, `${code}\nexport {};\n`);
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import(file);
  const said = print.mock.calls;
  print.mockRestore();
  return said;
}
afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

it('the example of backlot/msw prints what the page says', async () => {
  expect(await run('msw', MSW!)).toEqual([[['Acme']]]);
});

it('the example of backlot/express prints what the page says', async () => {
  const [[status, text] = []] = await run('express', EXPRESS!);
  expect(status).toBe(401);
  expect(PAGE).toContain(`\`${String(text)}\``);
});

// It declares a test of its own, which must be done while tests are gathered.
await run('twin', TWIN!);
