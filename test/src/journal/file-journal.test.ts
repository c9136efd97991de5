import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalDamagedError } from '../../../src/journal/damaged.js';
import { createFileJournal, JournalUnwritableError } from '../../../src/journal/file-journal.js';
import type { Journal } from '../../../src/journal/journal.js';
import { createMemoryJournal, reopenMemoryJournal } from '../../../src/journal/memory-journal.js';
import type { Decision } from '../../../src/model/decision.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backlot-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const decision: Omit<Decision, 'seq'> = {
  outcome: 'create',
  rules: ['AE-3'],
  reason: 'created-person',
  text: 'Jané is assigned',
  commands: [],
  at: 5,
  flow: 'engagement',
  about: [{ system: 'engagement', object: 'Prospect', id: '1', unit: 'u' }],
  facts: {},
};

describe.each(['memory', 'file'] as const)('A journal in %s', (kind) => {
  const create = (): Journal => (kind === 'memory' ? createMemoryJournal() : createFileJournal({ path: join(folder, 'journal.json') }));

  it('reads what was written before it is flushed', async () => {
    const journal = create();
    await journal.open();
    journal.write('engagement', [{ space: 'cursor', key: 'Lead', value: { stamp: 7 } }]);
    expect(journal.read('engagement', 'cursor', 'Lead')).toEqual({ stamp: 7 });
    expect(journal.read('intacct', 'cursor', 'Lead')).toBeNull();
  });

  it('forgets on opening what was not flushed, newest first', async () => {
    const journal = create();
    await journal.open();
    journal.write('engagement', [{ space: 'fact', key: 'a', value: 1 }]);
    const kept = journal.decide(decision);
    await journal.flush('engagement');
    journal.write('engagement', [
      { space: 'fact', key: 'a', value: 2 },
      { space: 'fact', key: 'b', value: 1 },
    ]);
    journal.write('engagement', [{ space: 'fact', key: 'a', value: null }]);
    journal.decide(decision);
    journal.relate(kept.seq, [{ system: 'salesforce', object: 'Lead', id: '00Q1' }]);
    await journal.open();
    expect([...journal.entries('engagement', 'fact')]).toEqual([['a', 1]]);
    expect(journal.decisions()).toEqual([kept]);
  });

  it('numbers decisions from 1 and adds each related record once', async () => {
    const journal = create();
    await journal.open();
    const { seq } = journal.decide(decision);
    const lead = { system: 'salesforce', object: 'Lead', id: '00Q1' } as const;
    journal.relate(seq, [lead]);
    journal.relate(seq, [lead]);
    expect(seq).toBe(1);
    expect(journal.decisions()[0]?.about).toEqual([...decision.about, lead]);
  });
});

describe('A journal in files', () => {
  const path = (): string => join(folder, 'journal.json');
  const lines = (generation: number): string => `${path()}.${generation}.jsonl`;

  it('opens after a kill at any byte with what was whole, and can be written again', async () => {
    const journal = createFileJournal({ path: path() });
    await journal.open();
    for (const value of ['ä', 'ö', 'ü']) journal.write('engagement', [{ space: 'fact', key: value, value }]);
    await journal.flush('engagement');
    const whole = await readFile(lines(1));
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1);
    for (let length = 0; length <= whole.length; length += 1) {
      await writeFile(lines(1), whole.subarray(0, length));
      const notes: string[] = [];
      const again = createFileJournal({ path: path(), note: (text) => notes.push(text) });
      await again.open();
      const expected = ends.filter((end) => end <= length).length;
      expect([...again.entries('engagement', 'fact')]).toHaveLength(expected);
      expect(notes).toHaveLength(length === 0 || ends.includes(length) ? 0 : 1);
      again.write('engagement', [{ space: 'fact', key: 'after', value: length }]);
      await again.flush('engagement');
      const last = createFileJournal({ path: path() });
      await last.open();
      expect([...last.entries('engagement', 'fact')]).toHaveLength(expected + 1);
    }
  });

  it('folds lines into the snapshot and starts a new generation', async () => {
    const journal = createFileJournal({ path: path(), linesMax: 3 });
    await journal.open();
    for (let n = 0; n < 7; n += 1) {
      journal.write('intacct', [{ space: 'fact', key: `k${n}`, value: n }]);
      await journal.flush('intacct');
    }
    expect((await readdir(folder)).sort()).toEqual(['journal.json', 'journal.json.3.jsonl']);
    const again = createFileJournal({ path: path(), linesMax: 3 });
    await again.open();
    expect([...again.entries('intacct', 'fact')].map(([, value]) => value)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('does not read old lines again when a kill came between the new snapshot and their end', async () => {
    const journal = createFileJournal({ path: path(), linesMax: 2 });
    await journal.open();
    journal.decide(decision);
    await journal.flush('engagement');
    const old = await readFile(lines(1));
    journal.decide(decision);
    await journal.flush('engagement');
    await writeFile(lines(1), old);
    const again = createFileJournal({ path: path() });
    await again.open();
    expect(again.decisions()).toHaveLength(2);
    expect(await readdir(folder)).toEqual(['journal.json']);
  });

  it('refuses a file that is broken before its last line, and says which', async () => {
    await writeFile(lines(1), '{"kind":"memory"\n{"kind":"memory","flow":"engagement","memories":[]}\n');
    await expect(createFileJournal({ path: path() }).open()).rejects.toThrow(JournalDamagedError);
    await expect(createFileJournal({ path: path() }).open()).rejects.toThrow(/line 1 is not JSON/);
  });

  it('keeps what a failed flush was to write, and writes it with the next one', async () => {
    const journal = createFileJournal({ path: path() });
    await journal.open();
    journal.write('intacct', [{ space: 'fact', key: 'a', value: 1 }]);
    await journal.flush('intacct');
    const before = await readFile(lines(1));
    // A folder where the file was: nothing can be appended.
    await rm(lines(1));
    await mkdir(lines(1));
    journal.write('intacct', [{ space: 'fact', key: 'b', value: 2 }]);
    await expect(journal.flush('intacct')).rejects.toThrow(JournalUnwritableError);
    await rm(lines(1), { recursive: true });
    // What a full disk leaves: the old lines, and half of a new one.
    await writeFile(lines(1), Buffer.concat([before, Buffer.from('{"kind":"mem')]));
    journal.write('intacct', [{ space: 'fact', key: 'c', value: 3 }]);
    await journal.flush('intacct');
    const again = createFileJournal({ path: path() });
    await again.open();
    expect([...again.entries('intacct', 'fact')]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });

  it('goes on with its lines when they cannot be folded, and says so', async () => {
    const notes: string[] = [];
    const journal = createFileJournal({ path: path(), linesMax: 1, note: (text) => notes.push(text) });
    await journal.open();
    await mkdir(path());
    journal.write('intacct', [{ space: 'fact', key: 'a', value: 1 }]);
    await journal.flush('intacct');
    expect(notes).toEqual([expect.stringContaining('could not be folded')]);
    await rm(path(), { recursive: true });
    const again = createFileJournal({ path: path() });
    await again.open();
    expect([...again.entries('intacct', 'fact')]).toEqual([['a', 1]]);
  });

  it.each([
    '{}',
    '{"kind":"memory"}',
    '{"kind":"memory","memories":[null]}',
    '{"kind":"decision","decision":{}}',
    '{"kind":"about","seq":1}',
  ])('refuses a line that is JSON and none of its own: %s', async (line) => {
    const journal = createFileJournal({ path: path() });
    await journal.open();
    journal.write('intacct', [{ space: 'fact', key: 'a', value: 1 }]);
    await journal.flush('intacct');
    await appendFile(`${path()}.1.jsonl`, `${line}\n`);
    await expect(createFileJournal({ path: path() }).open()).rejects.toThrow('line 2 is not what a journal writes');
  });

  it.each([
    [{ spaces: [5], decisions: [] }],
    [{ spaces: [], decisions: [null] }],
    [{ spaces: [['intacct', 'link', [5]]], decisions: [] }],
    ['x'],
  ])('is not taken up again from what is no journal: %j', (data) => {
    expect(() => reopenMemoryJournal(data, [], 'world.json')).toThrow(JournalDamagedError);
    expect(() => reopenMemoryJournal(null, [data], 'world.json')).toThrow(JournalDamagedError);
  });

  it('takes a decision once that was saved whole and is told again by a line after it', () => {
    const [first, second] = [
      { ...decision, seq: 1 },
      { ...decision, seq: 2 },
    ];
    const entries = [first, second].map((each) => ({ kind: 'decision', decision: each }));
    expect(reopenMemoryJournal({ spaces: [], decisions: [first] }, entries, 'world.json').decisions()).toEqual([first, second]);
  });

  it.each(['[]', '{}', '{"generation":1}', '{"generation":"1","data":{"spaces":[],"decisions":[]}}', '{"generation":1,"data":null}'])(
    'refuses a snapshot that is JSON of something else: %s',
    async (text) => {
      await writeFile(path(), text);
      await expect(createFileJournal({ path: path() }).open()).rejects.toThrow(JournalDamagedError);
    },
  );
});
