import { base, en, Faker } from '@faker-js/faker';

/** Kinds of data about people, by the names that fields have. */
const KINDS: readonly (readonly [RegExp, (faker: Faker) => string])[] = [
  [/e-?mail/i, (faker) => faker.internet.email({ provider: 'example.com' }).toLowerCase()],
  [/phone|mobile|fax/i, (faker) => faker.phone.number({ style: 'national' })],
  [/first_?name/i, (faker) => faker.person.firstName()],
  [/last_?name/i, (faker) => faker.person.lastName()],
  [/user_?name|login/i, (faker) => faker.internet.email({ provider: 'example.com' }).toLowerCase()],
  [/company|account/i, (faker) => faker.company.name()],
  [/street|address/i, (faker) => faker.location.streetAddress()],
  [/city/i, (faker) => faker.location.city()],
  [/state|province/i, (faker) => faker.location.state()],
  [/zip|postal/i, (faker) => faker.location.zipCode()],
  [/country/i, (faker) => faker.location.country()],
  [/title/i, (faker) => faker.person.jobTitle()],
  [/name|print_?as/i, (faker) => faker.person.fullName()],
];

/** Whether fields of a name hold what is about a person or a company. */
export function isPersonal(key: string): boolean {
  return KINDS.some(([names]) => names.test(key));
}

/**
 * What stands in a cassette in the place of ids and of people's data: the same for the same, in every reply of a recording. In another
 * recording of the same probes it is the same again, because what comes nth gets the nth.
 */
export class Pseudonyms {
  readonly #ids = new Map<string, string>();
  readonly #fakes = new Map<string, string>();
  readonly #faker: Faker;

  constructor(seed = 1) {
    this.#faker = new Faker({ locale: [en, base], seed });
  }

  /** In place of a record id of Salesforce: of the same object and form. Both forms of one id stay one record. */
  recordId(id: string): string {
    const long = `${id.slice(0, 3)}Ps0${this.#numberOf(id.slice(0, 15))}`;
    return id.length === 18 ? long + checksum(long) : long;
  }

  /** In place of a number that names a record. */
  numberId(id: string): string {
    const known = this.#ids.get(`#${id}`) ?? String(1_000_001 + this.#ids.size);
    this.#ids.set(`#${id}`, known);
    return known;
  }

  #numberOf(id: string): string {
    const known = this.#ids.get(id) ?? String(this.#ids.size + 1).padStart(9, '0');
    this.#ids.set(id, known);
    return known;
  }

  /** In place of what is about a person, by the name of its field. */
  person(key: string, value: string): string {
    const kind = KINDS.find(([names]) => names.test(key))![1];
    return this.#fake(`${key} ${value}`, () => kind(this.#faker));
  }

  email(value: string): string {
    return this.#fake(`email ${value}`, () => this.#faker.internet.email({ provider: 'example.com' }).toLowerCase());
  }

  /** In place of a word: letters for letters, digits for digits. */
  word(value: string): string {
    return this.#fake(`word ${value}`, () => {
      const pick = (alphabet: string): string => alphabet[this.#faker.number.int(alphabet.length - 1)]!;
      return value
        .replace(/\p{Lu}/gu, () => pick(CAPITALS))
        .replace(/\p{Ll}|\p{Lo}/gu, () => pick(LETTERS))
        .replace(/\p{N}/gu, () => pick(DIGITS));
    });
  }

  #fake(key: string, make: () => string): string {
    const known = this.#fakes.get(key) ?? make();
    this.#fakes.set(key, known);
    return known;
  }
}

const CAPITALS = 'BCDFGHJKLMNPQRSTVWXZ';
const LETTERS = CAPITALS.toLowerCase();
const DIGITS = '123456789';

/** The three characters that an id of 15 gets. Source: SOAP API guide, "ID Field Type". */
function checksum(id: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
  return [0, 5, 10]
    .map((from) => {
      const bits = [...id.slice(from, from + 5)].map((character, index) => (/[A-Z]/.test(character) ? 2 ** index : 0));
      return alphabet[bits.reduce((sum: number, bit) => sum + bit, 0)]!;
    })
    .join('');
}
