const SPECIAL = /[.+^$()|[\]\\]/g;

/** Whether a text is a pattern and no plain path. */
export function isGlob(text: string): boolean {
  return /[*?{]/.test(text);
}

/** The folder before the first folder or file name that is a pattern. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const plain = parts.slice(0, Math.max(0, parts.findIndex(isGlob)));
  return plain.join('/') || (pattern.startsWith('/') ? '/' : '.');
}

/** A pattern as a regular expression over paths: `*` within a name, `**` across folders, `?` one character, `{a,b}` either. */
export function globToRegExp(pattern: string): RegExp {
  const body = pattern
    .replace(/^\.\//, '')
    .replace(SPECIAL, '\\$&')
    .replace(/\{([^{}]*)\}/g, (_, choices: string) => `(?:${choices.split(',').join('|')})`)
    .replace(/\*\*\/|\*\*|\*|\?/g, (wild) => WILD[wild]!);
  return new RegExp(`^${body}$`);
}

const WILD: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
