/**
 * How the page reads its parts. They are deflated, and inflated here rather than by the browser: what opens at once needs no waiting,
 * and works in each browser, also where a page from a disk may do less.
 *
 * Source: RFC 1951, "DEFLATE Compressed Data Format Specification", sections 3.2.3 to 3.2.7.
 */
export const VIEWER_UNPACK = `
/** Of length and distance symbols: the least value, and how many bits are added to it. */
var LENGTH_LEAST = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
var LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
var DISTANCE_LEAST = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
var DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
var CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A table from the next bits to a symbol and the length of its code: symbol * 16 + length. */
function codeTable(lengths) {
  var longest = Math.max.apply(null, lengths);
  var table = new Uint16Array(1 << longest);
  var code = 0;
  for (var length = 1; length <= longest; length += 1, code <<= 1) {
    for (var symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      var reversed = 0;
      for (var bit = 0; bit < length; bit += 1) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
      for (var at = reversed; at < table.length; at += 1 << length) table[at] = symbol * 16 + length;
      code += 1;
    }
  }
  return table;
}

function repeated(value, times) { return Array(times).fill(value); }

var FIXED = [
  codeTable(repeated(8, 144).concat(repeated(9, 112), repeated(7, 24), repeated(8, 8))),
  codeTable(repeated(5, 30)),
];

function damaged() { return new Error('This part of the report is damaged.'); }

function inflate(packed, size) {
  var out = new Uint8Array(size);
  var end = 0;
  var next = 0;
  var held = 0;
  var count = 0;

  function fill(wanted) {
    while (count < wanted) {
      // The last symbol may be shorter than what is looked at: two bytes beyond the end are nothing yet.
      if (next > packed.length + 2) throw damaged();
      held |= (next < packed.length ? packed[next] : 0) << count;
      next += 1;
      count += 8;
    }
  }
  function bits(wanted) {
    fill(wanted);
    var value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  }
  function symbolOf(table) {
    fill(15);
    var found = table[held & (table.length - 1)];
    // No such code, or a code before that stands for nothing, which made the counts no numbers.
    if (!(found & 15) || !(end <= size && count >= 0)) throw damaged();
    held >>>= found & 15;
    count -= found & 15;
    return found >> 4;
  }
  function stored() {
    // The bytes that were read ahead are given back.
    next -= count >> 3;
    held = count = 0;
    var length = packed[next] | (packed[next + 1] << 8);
    out.set(packed.subarray(next + 4, next + 4 + length), end);
    end += length;
    next += 4 + length;
  }
  function tables() {
    var literals = bits(5) + 257;
    var distances = bits(5) + 1;
    var codes = bits(4) + 4;
    var order = repeated(0, 19);
    for (var i = 0; i < codes; i += 1) order[CODE_ORDER[i]] = bits(3);
    var table = codeTable(order);
    var lengths = [];
    while (lengths.length < literals + distances) {
      var symbol = symbolOf(table);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16) lengths = lengths.concat(repeated(lengths[lengths.length - 1], bits(2) + 3));
      else lengths = lengths.concat(repeated(0, symbol === 17 ? bits(3) + 3 : bits(7) + 11));
    }
    return [codeTable(lengths.slice(0, literals)), codeTable(lengths.slice(literals))];
  }
  function compressed(pair) {
    for (;;) {
      var symbol = symbolOf(pair[0]);
      if (symbol === 256) return;
      if (symbol < 256) { out[end] = symbol; end += 1; }
      else {
        var length = LENGTH_LEAST[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
        var distance = symbolOf(pair[1]);
        var from = end - DISTANCE_LEAST[distance] - bits(DISTANCE_BITS[distance]);
        for (var stop = end + length; end < stop; end += 1, from += 1) out[end] = out[from];
      }
    }
  }
  for (var isLast = 0; isLast === 0;) {
    isLast = bits(1);
    var kind = bits(2);
    if (kind === 0) stored();
    else compressed(kind === 1 ? FIXED : tables());
  }
  return out;
}

/** A part of the page that was packed: its texts are UTF-8. */
function unpacked(id) {
  var part = document.getElementById(id);
  var binary = atob(part.textContent);
  var bytes = new Uint8Array(binary.length);
  for (var i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return JSON.parse(new TextDecoder().decode(inflate(bytes, Number(part.dataset.bytes))));
}

var sharedTexts = null;

/** A scenario's names and trace, with the texts of its calls put back. */
function traceOf(number) {
  var data = unpacked('scenario-' + number);
  var parsed = new Map();
  function text(at) {
    if (at < 0) return data.texts[-at - 1];
    if (sharedTexts === null) sharedTexts = unpacked('shared');
    return sharedTexts[at];
  }
  function headers(at) {
    if (!parsed.has(at)) parsed.set(at, JSON.parse(text(at)));
    return parsed.get(at);
  }
  data.trace.forEach(function (entry) {
    if (entry.kind !== 'call') return;
    ['path', 'query', 'body', 'reply'].forEach(function (name) { entry[name] = text(entry[name]); });
    entry.headers = headers(entry.headers);
  });
  return data;
}
`;
