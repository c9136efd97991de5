/** How the page puts things into words: names of records and calls, values, and the little Markdown of an `about`. */
export const VIEWER_WORDS = String.raw`
/** An element with attributes and children; texts are texts, never markup. */
function h(tag, attributes) {
  var element = document.createElement(tag);
  for (var name in attributes) element.setAttribute(name, attributes[name]);
  for (var i = 2; i < arguments.length; i += 1) {
    var child = arguments[i];
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) element.append.apply(element, child);
    else element.append(child);
  }
  return element;
}

function instant(at) { return at.replace('T', ' ').replace('Z', ''); }

function shownValue(value) {
  // Instants of the stand-ins are milliseconds since the epoch.
  if (typeof value === 'number' && value > 9e11 && value < 5e12) return new Date(value).toISOString().replace('.000Z', 'Z');
  if (value === null || value === undefined || value === '') return '\u2205';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function refKey(ref) { return ref.system + '.' + ref.object + ' ' + ref.id; }

/** Fields that say whom a record is about, best first. */
var TITLES = ['Name', 'LastName', 'NAME', 'email', 'name', 'CONTACTNAME', 'title'];

/** What each record is called: by the story, or else by what people wrote into it. */
function namesOf(named, trace) {
  var names = {};
  trace.forEach(function (entry) {
    if (entry.kind !== 'change' || entry.object === 'Settings') return;
    for (var i = 0; i < TITLES.length; i += 1) {
      var pair = entry.fields[TITLES[i]];
      if (pair && typeof pair[1] === 'string' && pair[1] !== '') {
        names[refKey(entry)] = entry.object + ' \u201c' + pair[1] + '\u201d';
        return;
      }
    }
  });
  named.forEach(function (each) { names[refKey(each)] = each.name + ' (' + each.object + ')'; });
  return names;
}

function recordName(ref, names) { return names[refKey(ref)] || ref.object + ' ' + ref.id; }

/** A saved setting: its key and what it became. */
function settingText(fields) {
  return (fields.key ? fields.key[1] : 'setting') + ' = ' + shownValue(fields.value ? fields.value[1] : null);
}

function safeDecoded(text) {
  try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch (error) { return text; }
}

/** What a call is about, as short as it can be said. */
function callText(entry) {
  if (entry.system === 'intacct' && entry.path.indexOf('xmlgw') >= 0) {
    var called = /<function[^>]*>\s*<([\w]+)[^>]*>\s*(?:<(?:object>)?([\w]+))?/.exec(entry.body);
    var of = /<object>([\w]+)</.exec(entry.body);
    if (called) return called[1] + ' ' + (of ? of[1] : called[2] || '');
  }
  var asked = /^\/services\/data\/v[\d.]+\/(query\w*)$/.exec(entry.path);
  var from = asked && /\bFROM\s+(\w+)/i.exec(safeDecoded(entry.query));
  if (from) return asked[1] + ' ' + from[1];
  var parts = entry.path.replace(/^\/services\/data\/v[\d.]+/, '').split('/').filter(Boolean);
  return entry.method + ' /' + (parts.length > 3 ? '\u2026/' + parts.slice(-2).join('/') : parts.join('/'));
}

function decisionText(entry, names) {
  var about = entry.about.length === 0 ? '' : ' ' + recordName(entry.about[0], names);
  return entry.outcome + about + ' \u00b7 ' + entry.reason + ' \u00b7 ' + entry.rules.join(' ');
}

function changeText(entry, names) {
  return entry.object === 'Settings' ? settingText(entry.fields) : entry.operation + ' ' + recordName(entry, names);
}

/** Paragraphs, lists, bold, slanted and code: what an about needs of Markdown. Anything else stays as it is written. */
function markdown(text) {
  return text.trim().split(/\n\s*\n/).map(function (block) {
    var lines = block.split('\n');
    if (!lines.every(function (line) { return /^\s*([-*]|\d+\.)\s/.test(line); })) return h('p', {}, inline(block));
    var isNumbered = /^\s*\d/.test(lines[0]);
    return h(isNumbered ? 'ol' : 'ul', {}, lines.map(function (line) { return h('li', {}, inline(line.replace(/^\s*([-*]|\d+\.)\s+/, ''))); }));
  });
}

function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|${'`'}[^${'`'}]+${'`'})/).filter(Boolean).map(function (part) {
    if (/^\*\*.+\*\*$/.test(part)) return h('strong', {}, part.slice(2, -2));
    if (/^\*.+\*$/.test(part)) return h('em', {}, part.slice(1, -1));
    if (/^${'`'}.+${'`'}$/.test(part)) return h('code', {}, part.slice(1, -1));
    return part;
  });
}
`;
