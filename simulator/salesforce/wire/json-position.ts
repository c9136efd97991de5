type Step = string | number;

/**
 * Walks a JSON text to say where it breaks, or where one value begins. Only called when something is wrong: JSON.parse does the reading.
 *
 * Source:  REST API guide, JSON_PARSER_ERROR examples; the wording is that of the parser behind the API (Jackson).
 * Assumed: the wording of the rarer faults.
 */
export class JsonWalker {
  #index = 0;
  #found: number | null = null;

  private constructor(
    private readonly text: string,
    private readonly wanted: readonly Step[] | null,
  ) {}

  /** The fault of a text that JSON.parse refused. */
  static faultOf(text: string): string {
    try {
      new JsonWalker(text, null).#document();
    } catch (error) {
      if (error instanceof WalkFault) return error.message;
      throw error;
    }
    return 'Unexpected end-of-input';
  }

  /** `[line:1, column:14]` of the value at a path; of the text's start when there is none. */
  static placeOf(text: string, path: readonly Step[]): string {
    const walker = new JsonWalker(text, path);
    try {
      walker.#document();
    } catch (error) {
      if (!(error instanceof WalkFault)) throw error;
    }
    return placeAt(text, walker.#found ?? 0, 1);
  }

  #document(): void {
    this.#value([]);
    this.#space();
    if (this.#index < this.text.length) this.#fail('was expecting end of input');
  }

  #value(path: readonly Step[]): void {
    this.#space();
    if (path.length > DEPTH_MAX) throw new WalkFault(`Document nesting depth exceeds the maximum allowed (${DEPTH_MAX})`);
    if (this.wanted !== null && path.length === this.wanted.length && path.every((step, index) => step === this.wanted![index])) {
      this.#found = this.#index;
    }
    const character = this.text[this.#index];
    if (character === '{') this.#object(path);
    else if (character === '[') this.#array(path);
    else if (character === '"') this.#string();
    else this.#scalar();
  }

  #object(path: readonly Step[]): void {
    this.#index += 1;
    for (let isFirst = true; !this.#closes('}', isFirst); isFirst = false) {
      this.#space();
      if (this.text[this.#index] !== '"') this.#fail('was expecting double-quote to start field name');
      const name = this.#string();
      this.#space();
      if (this.text[this.#index] !== ':') this.#fail('was expecting a colon to separate field name and value');
      this.#index += 1;
      this.#value([...path, name]);
    }
  }

  #array(path: readonly Step[]): void {
    this.#index += 1;
    for (let item = 0; !this.#closes(']', item === 0); item += 1) this.#value([...path, item]);
  }

  /** Whether a container ends here; otherwise steps over the comma before its next part. */
  #closes(end: string, isFirst: boolean): boolean {
    this.#space();
    if (this.text[this.#index] === end) {
      this.#index += 1;
      return true;
    }
    if (isFirst) return false;
    if (this.text[this.#index] !== ',') this.#fail(`was expecting comma to separate ${end === '}' ? 'Object' : 'Array'} entries`);
    this.#index += 1;
    return false;
  }

  #string(): string {
    const start = this.#index;
    for (this.#index += 1; this.text[this.#index] !== '"'; this.#index += 1) {
      if (this.#index >= this.text.length)
        throw new WalkFault(`Unexpected end-of-input: was expecting closing '"' for a string value${this.#at()}`);
      if (this.text[this.#index] === '\\') this.#index += 1;
    }
    this.#index += 1;
    try {
      return JSON.parse(this.text.slice(start, this.#index)) as string;
    } catch {
      throw new WalkFault(`Illegal unquoted or escaped character in a string value${this.#at()}`);
    }
  }

  #scalar(): void {
    SCALAR.lastIndex = this.#index;
    const match = SCALAR.exec(this.text);
    if (match === null) this.#fail("expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
    else this.#index = SCALAR.lastIndex;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.text[this.#index] ?? '')) this.#index += 1;
  }

  #fail(expected: string): never {
    const character = this.text[this.#index];
    if (character === undefined) throw new WalkFault(`Unexpected end-of-input: ${expected}${this.#at()}`);
    throw new WalkFault(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expected}${this.#at()}`);
  }

  #at(): string {
    return ` at ${placeAt(this.text, this.#index, 2)}`;
  }
}

const DEPTH_MAX = 1_000;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class WalkFault extends Error {}

function placeAt(text: string, index: number, first: number): string {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return `[line:${line}, column:${index - (before.lastIndexOf('\n') + 1) + first}]`;
}
