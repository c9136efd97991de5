import { z } from 'zod';
import { asText, isMap, plain, Written } from '../../../simulator/yaml/written.js';
import { DURATION_HINT, parseDuration } from './time.js';

/** What the language calls a system. */
export const SYSTEMS = ['salesforce', 'engagement', 'intacct'] as const;

const NAME = /^[A-Za-z_][\w-]*$/;
const TYPE = '^[A-Za-z_]\\w*\\.[A-Za-z_]\\w*$';

/** Words of the language; a record cannot have one of them for a name. */
export const WORDS: ReadonlySet<string> = new Set(
  `create update delete undelete find import merge convert assign unassign submit visit send-to-engagement sync-to-intacct
  create-transaction reset-link set advance until sync settle fault crash pause resume mark note http share crm-sync email expect eventually
  never writes calls decision link sync-errors settings unchanged since within during where each count all none gone exists`.split(/\s+/),
);

/** What to write for a type. */
export const TYPE_HINT = 'Write system.Object, such as salesforce.Lead, engagement.Prospect or intacct.CUSTOMER.';

// Every piece says in `meta.write` what to write: the hint of an error, and the description in editors.
const hinted = (write: string) => ({ write, description: write });

/** A text; an unquoted number or boolean counts as it is written. */
export const text = z.preprocess(asText, z.string()).meta(hinted('Write a text.'));

/** The name of a record, a mark, a fault: what `as` gives. */
export const newName = z
  .preprocess(asText, z.string().regex(NAME, 'is not a name'))
  .refine((name) => !WORDS.has(name), { error: 'is a word of the language' })
  .meta(hinted('Write a name of letters, digits, - and _ that begins with a letter and is no word of the language.'));

/** The name of something that an earlier step named; `$name` is taken too. */
export const name = z.preprocess(asText, z.string().min(1)).meta(hinted('Write the name that an earlier step gave with `as`.'));

export const names = z.union([name, z.array(name).min(1)]).meta(hinted('Write a name, or a list of names: jane or [jane, bo].'));

export const number = z.preprocess(unwritten, z.number()).meta(hinted('Write a number.'));

export const count = z.preprocess(unwritten, z.int().min(0)).meta(hinted('Write a whole number, 0 or more.'));

export const flag = z.preprocess(unwritten, z.boolean()).meta(hinted('Write true or false.'));

export const duration = z
  .preprocess(
    asText,
    z.string().refine((value) => parseDuration(value) !== null, { error: 'is not a duration' }),
  )
  .meta(hinted(DURATION_HINT));

/** `salesforce.Lead`; what is not written like a type is looked up all the same, so that the type that was meant can be named. */
export const typeName = z.string().meta({ pattern: TYPE, ...hinted(TYPE_HINT) });

/** Field values by the vendor's names; what they may be is the vendor's business. */
export const fields = z
  .custom<Record<string, unknown>>(isMap, { error: 'is not a map of fields' })
  .meta(hinted('Write fields as { Name: value }.'));

/** A literal, a name, a `$reference` or a matcher; checked where it is used. */
export const matcher = z.unknown().meta(hinted('Write a value or a matcher such as { contains: … } or { atLeast: 1 }.'));

/** A step without an argument: `settle:`. */
export const nothing = z.null();

function unwritten(value: unknown): unknown {
  return value instanceof Written ? plain(value) : value;
}
