/** Words that say what a value is like, where it cannot be said what it is. */
export const MATCHERS = [
  '$is',
  '$matches',
  '$contains',
  '$startsWith',
  '$endsWith',
  '$atLeast',
  '$atMost',
  '$oneOf',
  '$not',
  '$count',
  '$each',
  '$some',
  '$unordered',
  '$absent',
] as const;

export type MatcherName = (typeof MATCHERS)[number];

/** What `$is` knows. */
export const SHAPES = [
  'text',
  'number',
  'integer',
  'boolean',
  'list',
  'map',
  'null',
  'id',
  'instant',
  'date',
  'url',
  'email',
  'token',
] as const;
export type Shape = (typeof SHAPES)[number];

/** The matcher that a value of an expectation is, or null. */
export function matcherOf(value: unknown): { readonly name: string; readonly argument: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [entry] = Object.entries(value);
  return entry?.[0].startsWith('$') === true ? { name: entry[0], argument: entry[1] } : null;
}

const FORMS: Readonly<Partial<Record<Shape, RegExp>>> = {
  // Salesforce 15 or 18 characters, or the number that the others have.
  id: /^(?:[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?|\d{1,15})$/,
  instant: /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d)$/,
  date: /^(?:\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4})$/,
  url: /^(?:https?:\/\/|\/)\S+$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  token: /^\S{8,}$/,
};

/** Whether a value has a shape. */
export function hasShape(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'null':
      return value === null;
    case 'id':
      return (typeof value === 'string' || Number.isInteger(value)) && FORMS.id!.test(String(value));
    default:
      return typeof value === 'string' && FORMS[shape]!.test(value);
  }
}
