import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VIEWER_UNPACK } from '../../../../scenarios/runner/reporters/html/viewer-unpack.js';

const inflate = new Function(`${VIEWER_UNPACK}\nreturn inflate;`)() as (packed: Uint8Array, size: number) => Uint8Array;

const WORDS = 'A customer that was never made \u00e6\u00f8\u00e5 \u65e5\u672c '.repeat(4000);

describe("the page's own way to inflate its parts", () => {
  it.each([
    ['nothing', '', {}],
    ['one letter', 'a', {}],
    ['a text that repeats itself', WORDS, {}],
    ['a text with codes that are fixed', WORDS, { strategy: constants.Z_FIXED }],
    ['a text without repeats', WORDS, { strategy: constants.Z_HUFFMAN_ONLY }],
    ['a text of runs', 'a'.repeat(70_000), { strategy: constants.Z_RLE }],
    ['a text that is stored as it is, in several blocks', WORDS, { level: 0 }],
    ['texts of every level', WORDS, { level: 9, memLevel: 1 }],
  ])('reads %s', (_what, text, options) => {
    const bytes = Buffer.from(text);
    expect(Buffer.from(inflate(deflateRawSync(bytes, options), bytes.length)).equals(bytes)).toBe(true);
  });

  it('reads whatever was deflated', () => {
    const pieces = fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 300 })), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 9 }), (drawn, level) => {
        const bytes = Buffer.concat(drawn.flatMap(([piece, times]) => Array<Uint8Array>(times).fill(piece)));
        expect(Buffer.from(inflate(deflateRawSync(bytes, { level }), bytes.length)).equals(bytes)).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('ends with what was cut off or spoilt: it neither hangs nor grows', () => {
    const bytes = Buffer.from(WORDS);
    const whole = deflateRawSync(bytes);
    for (let at = 0; at < whole.length; at += 7) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = spoilt[at]! ^ 0x5a;
      for (const packed of [whole.subarray(0, at), spoilt]) {
        try {
          expect(inflate(packed, bytes.length).length).toBe(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }
    }
  });
});
