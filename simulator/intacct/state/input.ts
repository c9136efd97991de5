/**
 * A record as a client sent it, whatever the spelling of the surface: texts by dotted name, and lists of parts.
 * An absent field stays as it is; a blank one is cleared.
 */
export type Input = {
  readonly fields: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly Input[]>;
};

const NO_LISTS: Input['lists'] = new Map();

export function inputOf(fields: Iterable<readonly [string, string]>, lists: Input['lists'] = NO_LISTS): Input {
  return { fields: new Map(fields), lists };
}

/** The part of an input under a prefix, without it: `DISPLAYCONTACT.PRINTAS` becomes `PRINTAS`. */
export function part(input: Input, group: string): Input {
  const prefix = `${group}.`;
  const fields: [string, string][] = [];
  for (const [name, value] of input.fields) if (name.startsWith(prefix)) fields.push([name.slice(prefix.length), value]);
  return inputOf(fields);
}

/** The field's text; blank when it is absent. */
export function given(input: Input, name: string): string {
  return input.fields.get(name) ?? '';
}
