/** What the stage knows, for the types of the twin. */
export type Known = {
  readonly types: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly settings: readonly string[];
};

/** The text of known-types.ts: names as one text each, which the type system takes apart again, so that the file stays small. */
export function knownTypesText({ types, settings }: Known): string {
  return [
    '// This file is made from what the stand-ins know; a test keeps it true.\n',
    '/** Every type of the stage, with the names of its fields. */',
    'export type FieldNames = {',
    ...types.map(({ name, fields }) => `  '${name}': '${fields.filter((field) => !/[\s']/.test(field)).join(' ')}';`),
    '};\n',
    '/** Every setting by its full key. */',
    `export type SettingNames =\n  '${settings.join(' ')}';\n`,
  ].join('\n');
}
