import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coveragePage } from './coverage-page.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe('docs/coverage.md', () => {
  it('says what the route tables say', async () => {
    await expect(coveragePage()).toMatchFileSnapshot('../../docs/coverage.md');
  });

  it('names files that exist', () => {
    const files = [...coveragePage().matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(100);
    expect([...new Set(files)].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
