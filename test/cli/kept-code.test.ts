import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { errandOf, loadProgram } from '../../cli/load-program.js';

/** A folder with a program of ours, as a build leaves it. */
function folderWith(source: string, hash = 'abc'): string {
  const folder = mkdtempSync(join(tmpdir(), 'backlot-code-'));
  folders.push(folder);
  writeFileSync(join(folder, `program-${hash}.cjs`), Module.wrap(source));
  return folder;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const ANSWERS = (code: number): string => `exports.startUp = async () => ${code};\n`;
const keptIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.code'));

describe('code kept between runs', () => {
  it('is taken by the next run', async () => {
    const folder = folderWith(ANSWERS(7));
    const first = loadProgram(folder, 'play');
    expect([first.isKept, await first.program.startUp([])]).toEqual([false, 7]);
    first.keepCode();
    const second = loadProgram(folder, 'play');
    expect([second.isKept, await second.program.startUp([])]).toEqual([true, 7]);
  });

  it('is passed over when it is broken', async () => {
    const folder = folderWith(ANSWERS(9));
    writeFileSync(join(folder, `program-abc.cjs.play.${process.version}-${process.arch}.code`), 'not what V8 wrote');
    const loaded = loadProgram(folder, 'play');
    expect([loaded.isKept, await loaded.program.startUp([])]).toEqual([false, 9]);
  });

  it('never runs for another program: the name has the hash of the content', async () => {
    const [one, other] = [folderWith(ANSWERS(7), 'one'), folderWith(ANSWERS(8), 'other')];
    loadProgram(one, 'play').keepCode();
    const [kept] = keptIn(one);
    copyFileSync(join(one, kept!), join(other, kept!));
    const loaded = loadProgram(other, 'play');
    expect([loaded.isKept, await loaded.program.startUp([])]).toEqual([false, 8]);
  });

  it('is another one for serving than for playing', () => {
    const folder = folderWith(ANSWERS(7));
    loadProgram(folder, errandOf(['node', 'backlot', 'run'])).keepCode();
    expect(loadProgram(folder, errandOf(['node', 'backlot', 'serve'])).isKept).toBe(false);
    expect(loadProgram(folder, errandOf(['node', 'backlot', 'lint'])).isKept).toBe(true);
  });

  it('says what to do when nothing was built', () => {
    expect(() => loadProgram(mkdtempSync(join(tmpdir(), 'backlot-code-')), 'play')).toThrow('npm run build');
  });
});
