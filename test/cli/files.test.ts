import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findProbes, findScenarios } from '../../cli/files.js';

describe('the files to play', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backlot-files-'));
    for (const file of [
      'scenarios/b.yaml',
      'scenarios/a.yml',
      'scenarios/deep/merge.yaml',
      'scenarios/fixtures/users.yaml',
      'scenarios/runner/x.ts',
      'odd.txt',
    ]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '# a line\n'.repeat(12));
    }
  });
  const found = (...names: string[]) => findScenarios(names, folder).map(({ file, line }) => (line === null ? file : `${file}:${line}`));

  it('are all under scenarios when none is named, fixtures aside', () => {
    expect(found()).toEqual(['scenarios/a.yml', 'scenarios/b.yaml', 'scenarios/deep/merge.yaml']);
  });

  it('are those under a folder, of a pattern, or at a line', () => {
    expect(found('scenarios/deep')).toEqual(['scenarios/deep/merge.yaml']);
    expect(found('scenarios/*.y*ml')).toEqual(['scenarios/a.yml', 'scenarios/b.yaml']);
    expect(found('scenarios/b.yaml:12')).toEqual(['scenarios/b.yaml:12']);
    expect(found(`${folder}/scenarios/deep`)).toEqual([`${folder}/scenarios/deep/merge.yaml`]);
  });

  it('are found below a folder that is named, wherever that lies', () => {
    const installed = join(folder, 'node_modules/.store/backlot');
    for (const file of ['simulator/intacct/probes/a.probe.yaml', 'scenarios/a.yaml', 'scenarios/fixtures/b.yaml']) {
      mkdirSync(dirname(join(installed, file)), { recursive: true });
      writeFileSync(join(installed, file), '# a line\n');
    }
    const probes = `${installed}/simulator/intacct/probes`;
    expect(findProbes([probes], folder)).toEqual([`${probes}/a.probe.yaml`]);
    expect(found(`${installed}/scenarios`, 'node_modules/.store/backlot/scenarios/*')).toEqual([
      `${installed}/scenarios/a.yaml`,
      'node_modules/.store/backlot/scenarios/a.yaml',
    ]);
    expect(found('**/*.yaml')).not.toContain('node_modules/.store/backlot/scenarios/a.yaml');
  });

  it('have the line that is named', () => {
    expect(() => found('scenarios/b.yaml:13')).toThrow('scenarios/b.yaml has no line 13');
    expect(() => found('scenarios/b.yaml:0')).toThrow('scenarios/b.yaml has no line 0');
  });

  it('stand there once, and a file that is named needs no ending', () => {
    expect(found('scenarios/b.yaml', 'scenarios/b.yaml', 'odd.txt')).toEqual(['scenarios/b.yaml', 'odd.txt']);
  });

  it.each([
    ['scenarios/deep/merg.yaml', 'there is no file scenarios/deep/merg.yaml', 'Did you mean scenarios/deep/merge.yaml?'],
    ['scenarios/deep/merg.yaml:3', 'there is no file scenarios/deep/merg.yaml', 'Did you mean scenarios/deep/merge.yaml?'],
    ['nothing/*.yaml', 'no scenario matches nothing/*.yaml', 'Scenarios are files that end in .yaml or .yml'],
    ['scenarios/runner', 'there is no scenario under scenarios/runner', 'Scenarios are files'],
  ])('are missed by name: %s', (name, message, hint) => {
    expect(() => found(name)).toThrow(expect.objectContaining({ message, hint: expect.stringContaining(hint) }));
  });
});
