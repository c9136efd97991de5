import type { World } from '../kernel/world.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID_PATTERN = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;

/** The two characters that all records of the org share, and the reserved one after them. */
const POD = '5g0';

/** The empty id, which means no record. */
export const NULL_ID = '000000000000000AAA';

/** The record type of types without record types. */
export const MASTER_RECORD_TYPE_ID = '012000000000000AAA';

/**
 * The 18-character form of a 15-character id: three checksum characters tell which letters are capitals.
 *
 * Source: SOAP API guide, "ID Field Type".
 */
export function toId18(id: string): string {
  const head = id.slice(0, 15);
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      const code = head.charCodeAt(block + index);
      if (code >= 65 && code <= 90) bits |= 1 << index;
    }
    suffix += CHECKSUM[bits];
  }
  return head + suffix;
}

/**
 * Reads an id in either form and gives the 18-character one; null when it is none. The 18-character form is read without letter
 * case: its checksum restores the case, and one that cannot belong to the letters before it is refused.
 *
 * Assumed: a 15-character form with a wrong checksum appended in capitals is the only malformed case that clients meet.
 */
export function parseId(text: string): string | null {
  if (!ID_PATTERN.test(text)) return null;
  if (text.length === 15) return toId18(text);
  if (toId18(text) === text) return text;
  return restoreCase(text);
}

function restoreCase(text: string): string | null {
  const suffix = text.slice(15).toUpperCase();
  let head = '';
  for (let index = 0; index < 15; index += 1) {
    const character = text[index]!;
    const bits = CHECKSUM.indexOf(suffix[Math.floor(index / 5)]!);
    const isCapital = bits >= 0 && (bits & (1 << (index % 5))) !== 0;
    if (isCapital && !/[A-Za-z]/.test(character)) return null;
    head += isCapital ? character.toUpperCase() : character.toLowerCase();
  }
  return suffix.length === 3 && [...suffix].every((character) => CHECKSUM.includes(character)) ? head + suffix : null;
}

/** Gives ids out: a base-62 counter per key prefix, so that ids of one type sort in order of creation. */
export class IdSource {
  constructor(private readonly world: World) {}

  next(prefix: string): string {
    const counter = this.world.cell(`salesforce:id:${prefix}`, 0);
    counter.set(counter.get() + 1);
    return idAt(prefix, counter.get());
  }
}

/** The id with a place in the sequence of its prefix. */
export function idAt(prefix: string, place: number): string {
  let digits = '';
  for (let rest = place; rest > 0; rest = Math.floor(rest / 62)) digits = ALPHABET[rest % 62] + digits;
  return toId18(prefix + POD + digits.padStart(9, '0'));
}

/** A key prefix of custom objects: `a` (or `e`, for platform events) and a place in base 62. a0Z is taken. Source: Salesforce Help, "Record ID Prefixes". */
export function prefixAt(letter: 'a' | 'e', place: number): string {
  const skipped = letter === 'a' && place >= RESERVED_PLACE ? place + 1 : place;
  return `${letter}${ALPHABET[Math.floor(skipped / 62) % 62]}${ALPHABET[skipped % 62]}`;
}

/** Where backlot's own object stands among the custom ones. */
const RESERVED_PLACE = ALPHABET.indexOf('Z');
