import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { door } from '../kinds/figure.mjs';
import { work } from '../kinds/work.mjs';

const LINKS = 100_000;

export default work({
  title: 'Reopening the file journal with 100,000 links',
  goal: { max: 500 },
  bare: 'JSON.parse of as many bytes',
  async setup() {
    const { createFileJournal } = await door('core');
    const folder = mkdtempSync(join(tmpdir(), 'backlot-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true }));
    const path = join(folder, 'journal.json');
    const links = Array.from({ length: LINKS }, (_, index) => link(index));
    const plain = join(folder, 'plain.json');
    writeFileSync(plain, JSON.stringify(links));
    const journal = createFileJournal({ path });
    await journal.open();
    for (const [index, value] of links.entries()) {
      journal.write('intacct', [{ space: 'link', key: value.key, value }]);
      if (index % 200 === 0) await journal.flush('intacct');
    }
    await journal.flush('intacct');
    return {
      ours: async () => {
        const again = createFileJournal({ path });
        await again.open();
        if (again.links().length !== LINKS) throw new Error(`${again.links().length} links`);
      },
      bare: () => JSON.parse(readFileSync(plain, 'utf8')),
    };
  },
});

function link(index) {
  const id = `001000000${String(index).padStart(6, '0')}AAA`;
  return {
    key: `salesforce.Account:${id}`,
    flow: 'intacct',
    from: { system: 'salesforce', object: 'Account', id },
    to: { system: 'intacct', object: 'CUSTOMER', id: `C-${index}` },
    at: 1_772_442_000_000 + index,
  };
}
