const STEP = '    ';

/** A document of elements that hold either elements or text, with a line for each, as retrieved files have. */
export function indented(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const [whole, isEnd, text] of xml.matchAll(/<(\/?)[^>]+>([^<]*)/g)) {
    const isLeaf = lines.length > 0 && isEnd === '/' && opens(lines.at(-1)!, whole);
    if (isEnd === '/' && isLeaf) {
      depth -= 1;
      lines[lines.length - 1] += whole;
      continue;
    }
    if (isEnd === '/') depth -= 1;
    lines.push(`${STEP.repeat(depth)}${whole}`);
    if (isEnd !== '/' && !whole.slice(0, whole.length - (text?.length ?? 0)).endsWith('/>')) depth += 1;
  }
  return `${lines.join('\n')}\n`;
}

/** Whether a line has just opened what an end tag ends. */
function opens(line: string, end: string): boolean {
  const name = /^<\/([^\s>]+)/.exec(end)![1]!;
  const [, opened] = /^\s*<([^\s/>]+)[^>]*>[^<]*$/.exec(line) ?? [];
  return opened === name;
}
