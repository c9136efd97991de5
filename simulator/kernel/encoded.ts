/** Texts are encoded one behind the other into pieces of memory of this size: an allocation for each would cost more than the encoding. */
const SLAB_BYTES = 1_048_576;
/** Of which a single text may take so much at most. */
const TEXT_CHARS_MAX = SLAB_BYTES / 16;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_PER_UNIT_MAX = 3;

let slab = Buffer.alloc(0);
let used = 0;

/** A text as UTF-8. */
export function encoded(text: string): Buffer {
  if (text.length > TEXT_CHARS_MAX) return Buffer.from(text);
  if (used + text.length * BYTES_PER_UNIT_MAX > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  const from = used;
  used += slab.write(text, from);
  return slab.subarray(from, used);
}
