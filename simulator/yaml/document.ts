import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import { FileProblem } from './problem.js';
import type { Spot } from './spot.js';
import { isMap as isValueMap, Written } from './written.js';

/** What is left of the bound, and where aliases led already. */
type Budget = { left: number; readonly targets: Map<Alias, Node> };

export type Path = readonly (string | number)[];

/** One YAML file: its plain value, and where each part of it stands. */
export type SourceFile = {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at a path stands, or the nearest part around it that the file has. */
  valueAt(path: Path): Spot;
  /** Where the key at a path stands. */
  keyAt(path: Path): Spot;
};

/** Nodes that one file may have once its aliases are followed: far beyond any story or probe, and short of what would hang a run. */
const NODES_MAX = 200_000;

/**
 * Reads one YAML document with positions.
 * `beginning` is what to say of a file without content.
 * Refuses: broken YAML, unknown tags, several documents, `__proto__` as a key; each with its place.
 */
export function readSource(file: string, text: string, beginning = 'Begin with `backlot: 1`.'): SourceFile {
  const lines = new LineCounter();
  const spot = spotter(file, text, lines);
  const { document, value } = withinStack(spot, () => {
    const document = parseOne(text, lines, spot, beginning);
    return { document, value: toValue(document.contents as Node | null, document, spot, { left: NODES_MAX, targets: new Map() }) };
  });
  return {
    file,
    value,
    valueAt: (path) => spot(offsetOf(find(document, path))),
    keyAt: (path) => spot(keyOffset(document, path)),
  };
}

/** Deep nesting overflows the stack of any recursive reader; it is the file's mistake, and told as such. */
function withinStack<T>(spot: (offset: number) => Spot, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FileProblem('this file is nested too deeply to be read', 'Write it flatter.', spot(0));
  }
}

function parseOne(text: string, lines: LineCounter, spot: (offset: number) => Spot, beginning: string): Document {
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false }) as Document[];
  const document = documents[0];
  if (document === undefined) throw new FileProblem('this file is empty', beginning, spot(0));
  const complaint = document.errors[0] ?? document.warnings[0];
  if (complaint !== undefined) {
    const { code, message, pos } = complaint;
    const told = YAML_COMPLAINTS.find(([of, piece]) => of === code && message.includes(piece));
    const [, , words = firstLine(message), hint = 'Check quotes, brackets and indentation around this place.'] = told ?? [];
    throw new FileProblem(words, hint, spot(visible(text, pos[0])));
  }
  const second = documents[1];
  if (second !== undefined) {
    throw new FileProblem('a file holds one document', 'Put the second one into a file of its own.', spot(second.range?.[0] ?? 0));
  }
  return document;
}

function toValue(node: Node | null, document: Document, spot: (offset: number) => Spot, budget: Budget): unknown {
  budget.left -= 1;
  if (budget.left < 0) throw new FileProblem('this file is too large', `A file may have ${NODES_MAX} values.`, spot(0));
  if (node === null) return null;
  if (isAlias(node)) return toValue(resolved(node, document, spot, budget), document, spot, budget);
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map((item) => toValue(item as Node, document, spot, budget));
  if (!isMap(node)) return null;
  const map: Record<string, unknown> = {};
  const pairs = node.items as Pair<Node, Node | null>[];
  for (const pair of pairs) {
    if (isMerge(pair)) for (const each of merged(pair.value, document, spot, budget)) mergeInto(map, each);
  }
  for (const pair of pairs) {
    if (isMerge(pair)) continue;
    const key = keyText(pair.key);
    if (key !== null && ODD_BLANK.test(key))
      throw new FileProblem(
        'a blank that is no plain space begins this line',
        'Type the spaces anew: this one was pasted.',
        spot(offsetOf(pair.key)),
      );
    if (key === null)
      throw new FileProblem('a key must be a plain text', 'Put it in quotes if it has braces or commas.', spot(offsetOf(pair.key)));
    if (key === '__proto__') throw new FileProblem('"__proto__" cannot be a key', 'Choose another name.', spot(offsetOf(pair.key)));
    map[key] = toValue(pair.value, document, spot, budget);
  }
  return map;
}

/** Blanks that come from word processors and web pages, and look like indentation. */
const ODD_BLANK = /^[\u00A0\u2000-\u200B\u202F\u3000]/;

/** `<<: *base`: the keys of another map, beside those that stand here. Source: YAML, the merge key language-independent type. */
function isMerge({ key }: Pair<Node, Node | null>): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** The maps that a merge key names, in order. */
function merged(node: Node | null, document: Document, spot: (offset: number) => Spot, budget: Budget): readonly Record<string, unknown>[] {
  const values = [toValue(node, document, spot, budget)].flat();
  if (values.every(isValueMap)) return values;
  throw new FileProblem('"<<" takes in maps only', 'Write the anchor of a map: <<: *base.', spot(offsetOf(node)));
}

/** What stands here already is stronger, and of several maps the first. */
function mergeInto(map: Record<string, unknown>, more: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(more)) if (!Object.hasOwn(map, key)) map[key] = value;
}

function resolved(alias: Alias, document: Document, spot: (offset: number) => Spot, { targets }: Budget): Node {
  const target = targets.get(alias) ?? alias.resolve(document);
  if (target === undefined)
    throw new FileProblem(
      `no anchor &${alias.source} before this`,
      `Write &${alias.source} before the value that is meant, further up.`,
      spot(offsetOf(alias)),
    );
  targets.set(alias, target);
  const [start, , end] = target.range ?? [0, 0, 0];
  const at = offsetOf(alias);
  if (at > start && at < end)
    throw new FileProblem(`*${alias.source} stands inside what it names`, 'Write out here what is meant.', spot(at));
  return target;
}

function scalarValue(node: Scalar): unknown {
  const { value, source } = node;
  if (typeof value === 'bigint') return source ?? String(value);
  if ((typeof value === 'number' || typeof value === 'boolean') && source !== undefined && source !== String(value)) {
    return new Written(value, source);
  }
  return value ?? null;
}

function keyText(key: Node | null): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === 'string') return key.value;
  return key.source === undefined || key.source === '' ? null : key.source;
}

/** The node at a path, or the last one on the way that exists. */
function find(document: Document, path: Path): Node | null {
  let node = document.contents as Node | null;
  for (const step of path) {
    const pair = isMap(node) ? pairOf(node.items as Pair<Node, Node | null>[], step, document) : undefined;
    const next =
      isSeq(node) && typeof step === 'number' ? ((node.items[step] as Node | undefined) ?? null) : (pair?.value ?? pair?.key ?? null);
    if (next === null) return node;
    node = isAlias(next) ? (next.resolve(document) ?? next) : next;
  }
  return node;
}

function keyOffset(document: Document, path: Path): number {
  const last = path.at(-1);
  const parent = find(document, path.slice(0, -1));
  const pair = isMap(parent) && last !== undefined ? pairOf(parent.items as Pair<Node, Node | null>[], last, document) : undefined;
  return offsetOf(pair?.key ?? find(document, path));
}

/** The pair of a key: among those that stand here, else in a map that they take in. */
function pairOf(items: readonly Pair<Node, Node | null>[], key: string | number, document: Document): Pair<Node, Node | null> | undefined {
  return items.find((pair) => !isMerge(pair) && keyText(pair.key) === String(key)) ?? mergedPairOf(items, key, document);
}

function mergedPairOf(
  items: readonly Pair<Node, Node | null>[],
  key: string | number,
  document: Document,
): Pair<Node, Node | null> | undefined {
  const taken = items.flatMap((pair) => (isMerge(pair) ? (isSeq(pair.value) ? (pair.value.items as Node[]) : [pair.value]) : []));
  for (const each of taken) {
    const map = isAlias(each) ? each.resolve(document) : each;
    const found = isMap(map) ? pairOf(map.items as Pair<Node, Node | null>[], key, document) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function spotter(file: string, text: string, lines: LineCounter): (offset: number) => Spot {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    const start = lines.lineStarts[Math.max(0, line - 1)] ?? 0;
    const end = text.indexOf('\n', start);
    return {
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      text: text.slice(start, end < 0 ? undefined : end).replace(/\r$/, ''),
    };
  };
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.replace(/:$/, '');
}

/** Where there is something to see: the next text on the way down when a line is empty from here, else the end of the line above. */
function visible(text: string, offset: number): number {
  const ahead = /\S/.exec(text.slice(offset));
  if (ahead !== null) return offset + ahead.index;
  return text.slice(0, offset).trimEnd().length;
}

/** What the YAML library says, in words for authors: its code, a piece of its message, what is wrong and what to write. */
const YAML_COMPLAINTS: readonly (readonly [code: string, piece: string, words: string, hint: string])[] = [
  ['DUPLICATE_KEY', '', 'this key stands here twice', 'Write each key once; a list of maps takes repetitions.'],
  ['TAB_AS_INDENT', '', 'a tab indents this line', 'Indent with spaces.'],
  ['TAG_RESOLVE_FAILED', '', 'there is no such tag', 'Leave the tag out; put the text in quotes if it begins with "!".'],
  ['MISSING_CHAR', 'quote', 'a quote is not closed', 'End the text with the quote that it begins with.'],
  ['BAD_INDENT', 'end with a ]', 'a bracket is not closed before this', 'Write "]" where the list ends.'],
  ['BAD_INDENT', 'end with a }', 'a brace is not closed before this', 'Write "}" where the map ends.'],
  ['BAD_INDENT', 'mapping items', 'this key does not begin in the column of the others', 'Keys of one map begin in the same column.'],
  ['BAD_INDENT', 'sequence items', 'this item does not begin in the column of the others', 'Steps of one list begin in the same column.'],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    'sequence',
    'this item does not begin in the column of the others',
    'Steps of one list begin in the same column.',
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    'mapping',
    'a map cannot stand in the line of its key',
    'Put a text that has ": " in it in quotes; write a map in braces, or on lines of its own.',
  ],
  [
    'BLOCK_IN_FLOW',
    '',
    'inside of brackets and braces this cannot stand',
    'Put a comma between two keys, { as: jane, LastName: Jensen }, a value that is a map in braces, and a text that has ": " in it in quotes.',
  ],
  ['MULTILINE_IMPLICIT_KEY', '', 'this list belongs to no key', 'Write its key before it: "steps:" for the story, "given:" for the stage.'],
  ['MISSING_CHAR', 'followed by map values', 'a colon is missing after this', 'Write "key: value"; indent what belongs to the text above.'],
  ['UNEXPECTED_TOKEN', 'Unexpected , ', 'there is a comma too many', 'Write one comma between two values.'],
  ['UNEXPECTED_TOKEN', 'block-seq-ind', 'a list cannot begin in the line of its key', 'Write it on lines of its own, or in brackets.'],
  [
    'UNEXPECTED_TOKEN',
    'at node end',
    'something stands after the end of this value',
    'Put all of a text into its quotes; put a list under a key.',
  ],
  [
    'MISSING_CHAR',
    'Missing , ',
    'a comma or a colon is missing before this',
    'Put a comma between two items, and quotes around what has brackets or braces: "body.records[0].Name".',
  ],
  ['MISSING_CHAR', 'space after :', 'a space is missing after this colon', 'Write "key: value".'],
  ['MISSING_CHAR', 'Comments', 'a space is missing before this "#"', 'Write a space before a comment; put a text that has "#" in quotes.'],
  ['UNEXPECTED_TOKEN', 'empty item', 'there is a comma too many', 'Write one comma between two values.'],
  ['BAD_DQ_ESCAPE', '', 'there is no such escape', 'Write the text in single quotes, or each backslash twice.'],
  ['MULTIPLE_ANCHORS', '', 'this has an anchor already', 'Write one anchor before a value.'],
  ['BAD_DIRECTIVE', '', 'a line cannot begin with "%"', 'Put the text in quotes, or leave the line out.'],
  ['BAD_INDENT', 'Block scalar', 'this text is not indented', 'Indent the text after "|" more than its key, with spaces.'],
  ['BAD_ALIAS', '', 'there is no such anchor', 'Put the text in quotes if it begins with "*".'],
  ['BAD_SCALAR_START', '', 'a text cannot begin like this', 'Put it in quotes.'],
];
