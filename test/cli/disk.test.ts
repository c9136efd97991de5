import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeText } from '../../cli/disk.js';

describe('a file that somebody asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backlot-disk-'));

  it('is written with the folders above it, and again where they are', () => {
    const file = join(folder, 'one/two/report.json');
    writeText(file, 'first');
    writeText(file, 'second');
    expect(readFileSync(file, 'utf8')).toBe('second');
  });

  it.each([
    ['where something above it is a file', join(folder, 'a-file/report.json')],
    ['where a folder can be looked at but not made', '/proc/backlot/report.json'],
  ])('is refused by its name %s', (_where, file) => {
    writeFileSync(join(folder, 'a-file'), '');
    expect(() => writeText(file, 'text')).toThrow(`cannot write ${file}: `);
  });
});
