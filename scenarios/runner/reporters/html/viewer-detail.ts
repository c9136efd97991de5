/** What the page shows of one event, and of the records before and after a step. */
export const VIEWER_DETAIL = String.raw`
function pretty(text) {
  var body = text.trim();
  if (body === '') return '';
  if (body[0] === '{' || body[0] === '[') {
    try { return JSON.stringify(JSON.parse(body), null, 2); } catch (error) { return text; }
  }
  if (body[0] === '<') return indentedXml(body);
  return text;
}

function indentedXml(text) {
  var depth = 0;
  return text.replace(/>\s*</g, '>\n<').split('\n').map(function (line) {
    if (/^<\//.test(line)) depth -= 1;
    var shown = '  '.repeat(Math.max(0, depth)) + line;
    if (/^<[^!?\/]/.test(line) && !/\/>$/.test(line) && !/<\//.test(line)) depth += 1;
    return shown;
  }).join('\n');
}

/** As failures name it: steps that set the stage count on their own. */
function stepName(entry) { return (entry.phase === 'given' ? 'given ' : 'step ') + entry.number; }

function eventDetail(entry, rules, names) {
  if (entry.kind === 'call') return callDetail(entry);
  if (entry.kind === 'decision') return decisionDetail(entry, rules, names);
  if (entry.kind === 'change' && entry.object === 'Settings') return [h('h3', {}, changeText(entry, names)), h('p', { class: 'soft' }, instant(entry.at)), settingCard(entry.fields, 1)];
  if (entry.kind === 'change') {
    return [h('h3', {}, changeText(entry, names)), h('p', { class: 'soft' }, instant(entry.at) + ' \u00b7 ' + entry.system + ' \u00b7 by ' + entry.cause), fieldTable(entry.fields, true)];
  }
  if (entry.kind === 'step') return [h('h3', {}, stepName(entry)), h('p', {}, entry.text), h('p', { class: 'soft' }, instant(entry.at))];
  if (entry.kind === 'idle') return [h('h3', {}, 'Nothing to do'), h('p', {}, idleDetail(entry))];
  return [h('h3', {}, 'Crash'), h('p', {}, entry.text), h('p', { class: 'soft' }, instant(entry.at))];
}

function idleDetail(entry) {
  if (entry.flow) return 'Nothing changed since the ' + entry.flow + ' flow found nothing, so that this poll of it was passed over.';
  return entry.polls + ' polls were passed over until ' + instant(entry.until);
}

function callDetail(entry) {
  var query = entry.query === '' ? '' : '?' + safeDecoded(entry.query);
  var headers = Object.keys(entry.headers).map(function (name) { return name + ': ' + entry.headers[name]; }).join('\n');
  return [
    h('h3', {}, 'Call to ' + LANE_NAMES[LANES.indexOf(entry.system)]),
    h('p', { class: 'soft' }, instant(entry.at)),
    h('pre', {}, entry.method + ' ' + entry.path + query),
    headers === '' ? null : h('details', {}, h('summary', {}, 'Headers'), h('pre', {}, headers)),
    entry.body === '' ? null : h('div', {}, h('h3', {}, 'Request'), h('pre', {}, pretty(entry.body))),
    h('h3', { class: entry.status === 0 || entry.status >= 400 ? 'bad' : '' }, entry.status === 0 ? 'No reply arrived' : 'Reply ' + entry.status),
    entry.reply === '' ? null : h('pre', {}, pretty(entry.reply)),
  ].filter(Boolean);
}

function decisionDetail(entry, rules, names) {
  var sentences = entry.rules.map(function (id) { return ruleBox(id, ruleText(id, rules, entry.flow)); });
  var about = entry.about.map(function (ref) { return recordName(ref, names); }).join(', ');
  return [
    h('h3', {}, 'Decision: ' + entry.outcome),
    h('p', { class: 'soft' }, instant(entry.at) + ' \u00b7 ' + entry.flow + ' \u00b7 ' + entry.reason),
    h('p', {}, entry.text),
    h('div', {}, sentences),
    h('p', { class: 'soft' }, 'About ' + about),
    Object.keys(entry.facts || {}).length === 0 ? null : h('div', {}, h('h3', {}, 'Facts that it saw'), h('pre', {}, JSON.stringify(entry.facts, null, 2))),
  ].filter(Boolean);
}

/** A field's name, which may be broken where a word of it ends. */
function breakable(name) {
  return name.split(/(?<=[a-z])(?=[A-Z])|(?<=[_.])(?![_.])/).reduce(function (pieces, piece) { return pieces.concat(pieces.length === 0 ? [] : h('wbr', {}), piece); }, []);
}

/** Fields with what was and what is; of a new record only what is there. */
function fieldTable(fields, isMarked) {
  var rows = Object.keys(fields).filter(function (name) { return shownValue(fields[name][0]) !== shownValue(fields[name][1]); }).map(function (name) {
    var was = fields[name][0];
    var is = fields[name][1];
    var cell = h('td', {});
    if (isMarked && shownValue(was) !== '\u2205') cell.append(h('del', {}, shownValue(was)), ' \u2192 ');
    cell.append(isMarked ? h('ins', {}, shownValue(is)) : shownValue(is));
    return h('tr', {}, h('th', { scope: 'row' }, breakable(name)), cell);
  });
  return h('div', { class: 'record' }, h('table', {}, h('tbody', {}, rows)));
}

/** The records as the changes before an event left them, by system, object and id. */
function recordsBefore(trace, end) {
  var records = new Map();
  for (var i = 0; i < end; i += 1) if (trace[i].kind === 'change') applyChange(records, trace[i]);
  return records;
}

function applyChange(records, change) {
  var key = change.system + '.' + change.object + ' ' + change.id;
  var known = records.get(key) || { system: change.system, object: change.object, id: change.id, isGone: false, fields: {} };
  var fields = Object.assign({}, known.fields);
  for (var name in change.fields) fields[name] = change.fields[name][1];
  var isGone = change.operation === 'delete' || change.operation === 'remove' ? true : change.operation === 'undelete' ? false : known.isGone;
  records.set(key, Object.assign({}, known, { fields: isGone && change.operation === 'remove' ? known.fields : fields, isGone: isGone }));
}

var HIDDEN = { Settings: true };

/** The three systems' records before and after a step: what changed first and marked, the rest to be opened. */
function recordsDetail(trace, from, to, names) {
  var before = recordsBefore(trace, from);
  var after = new Map(before);
  for (var i = from; i < to; i += 1) if (trace[i].kind === 'change') applyChange(after, trace[i]);
  return ['salesforce', 'engagement', 'intacct'].map(function (system) {
    var mine = Array.from(after.entries()).filter(function (pair) { return pair[1].system === system; });
    var changed = mine.filter(function (pair) { return before.get(pair[0]) !== pair[1]; });
    var rest = mine.filter(function (pair) { return before.get(pair[0]) === pair[1] && !HIDDEN[pair[1].object]; });
    return h('section', { class: 'records' },
      h('h3', {}, LANE_NAMES[LANES.indexOf(system)]),
      changed.length === 0 ? h('p', { class: 'soft' }, 'Nothing changed in this step.') : null,
      cards(changed.slice(0, CARDS_AT_ONCE), before, names),
      foldedCards(changed.slice(CARDS_AT_ONCE), 'more that changed', before, names),
      foldedCards(rest, 'unchanged', after, names));
  });
}

/** How many records are shown before somebody asks for more. */
var CARDS_AT_ONCE = 20;

function cards(pairs, before, names) {
  return pairs.map(function (pair) { return recordCard(pair[1], before.get(pair[0]), names); });
}

/** Made when it is opened, and then a part at a time: a long scenario has many. */
function foldedCards(pairs, what, before, names) {
  if (pairs.length === 0) return null;
  var box = h('details', {}, h('summary', {}, pairs.length + ' ' + what));
  box.addEventListener('toggle', function () {
    if (!box.open || box.children.length > 1) return;
    box.append.apply(box, cards(pairs.slice(0, CARDS_AT_ONCE), before, names));
    var further = foldedCards(pairs.slice(CARDS_AT_ONCE), 'further ones', before, names);
    if (further !== null) box.append(further);
  });
  return box;
}

function recordCard(record, before, names) {
  if (record.object === 'Settings') return settingCard(record.fields);
  var isNew = before === undefined;
  var isChanged = before !== record;
  var news = {};
  var rest = {};
  var stamps = {};
  for (var name in record.fields) {
    var is = record.fields[name];
    var was = isNew ? null : before.fields[name];
    var isSame = !isChanged || shownValue(was) === shownValue(is);
    // Stamps change with everything, and of a new record a box that is not ticked is no news.
    if (isSame ? shownValue(is) !== '\u2205' : isNew && isByItself(name, is)) rest[name] = [null, is];
    else if (!isSame) (isByItself(name, null) ? stamps : news)[name] = [was, is];
  }
  if (Object.keys(news).length === 0) { news = stamps; stamps = {}; }
  var card = h('div', { class: 'record' + (isChanged ? ' changed' : '') + (record.isGone ? ' gone' : '') },
    h('strong', {}, recordName(record, names)), ' ', h('span', { class: 'soft' }, isNew ? 'new' : record.isGone ? 'deleted' : isChanged ? 'changed' : ''));
  if (Object.keys(news).length > 0) card.append(bareTable(news, true));
  foldedFields(card, stamps, true, 'stamp', false);
  foldedFields(card, rest, false, isChanged ? 'other field' : 'field', !isChanged);
  return card;
}

function foldedFields(card, fields, isMarked, what, isOpen) {
  var count = Object.keys(fields).length;
  if (count > 0) card.append(h('details', isOpen ? { open: '' } : {}, h('summary', {}, count + ' ' + what + (count === 1 ? '' : 's')), bareTable(fields, isMarked)));
}

function isByItself(name, value) {
  return value === false || /^(Id|Owner|Owner(Id)?|RecordTypeId|SystemModstamp|(Created|LastModified|created|updated|WHEN|MODIFIED|CREATED)\w*)$/.test(name);
}

/** A setting that was saved; of a change, what each of its fields became. */
function settingCard(fields, side) {
  function of(name) { var field = fields[name]; return side === undefined ? field : field ? field[side] : null; }
  var change = {};
  change[of('key')] = [of('before'), of('value')];
  return h('div', { class: 'record changed' }, h('strong', {}, 'Setting'), bareTable(change, true));
}

function bareTable(fields, isMarked) { return fieldTable(fields, isMarked).firstChild; }
`;
