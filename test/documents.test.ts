import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runScenario } from '../scenarios/runner/index.js';

const ROOT = join(import.meta.dirname, '..');
const SCRATCH = join(import.meta.dirname, '.documents');

describe('README.md', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

  it('has scenarios that play, and says what they show', async () => {
    const stories = blocks(text, 'yaml');
    expect(stories.length).toBeGreaterThan(0);
    for (const story of stories) {
      const result = await runScenario(story);
      // The one story there is asks why a lead is not a prospect; the page promises this answer.
      expect(result.outcome).toBe('failed');
      expect(result.failure?.report).toContain('AE-13');
      expect(result.failure?.report).toContain('not-retroactive');
    }
  });

  it.each(blocks(text, 'ts').map((code, index) => [index + 1, code] as const))('has code that runs: block %i', async (index, code) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {});
    mkdirSync(SCRATCH, { recursive: true });
    const file = join(SCRATCH, `block-${index}.ts`);
    writeFileSync(file, `${code}\nexport {};\n`);
    await import(file);
    const said = print.mock.calls.flat().join(' ');
    print.mockRestore();
    expect(said).toMatch(/00Q\w{15} 2026-03-02T09:00:00\.000Z passed/);
  });

  it('points to files that exist', () => {
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(() => readFileSync(join(ROOT, target!))).not.toThrow(/ENOENT/);
  });

  it('names commands that the command line has', () => {
    const program = readFileSync(join(ROOT, 'cli', 'program.ts'), 'utf8');
    for (const [, command] of text.matchAll(/`npx backlot ([a-z]+)/g)) expect(program, command).toContain(`from './${command}.js'`);
  });
});

/** The fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code!);
}
