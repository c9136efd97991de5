/** What stands above the picture of a scenario: its title, where it is, what failed, what it is about. */
export const VIEWER_HEAD = String.raw`
var WORDS = { passed: 'passed', failed: 'failed', invalid: 'cannot be understood', broken: 'broken' };
var BROKE_OFF = { failed: 'It broke off here', invalid: 'This file cannot be understood', broken: 'backlot itself failed here' };

function scenarioHead(each, rules) {
  return [
    h('h2', { tabindex: '-1' }, each.title),
    h('p', {}, h('span', { class: 'badge ' + (each.failure === null ? 'ok' : 'bad') }, WORDS[each.outcome]),
      h('span', { class: 'soft mono' }, each.file + ':' + each.line + ' \u00b7 seed ' + each.seed + ' \u00b7 ' + each.events + ' events')),
    each.example === null ? null : exampleRow(each.example),
    failureBox(each),
    each.about === null ? null : h('div', { class: 'about' }, markdown(each.about)),
    each.tags.length === 0 ? null : h('p', {}, each.tags.filter(isWord).map(function (tag) { return h('span', { class: 'tag' }, tag); })),
    ruleList(each.rules, rules),
  ].filter(Boolean);
}

/** Tags that number examples of the documents (E12) are for the filter; they say nothing to who reads. */
function isWord(tag) { return !/^E\d+$/.test(tag); }

/** The row of examples that was played. */
function exampleRow(example) {
  return h('dl', { class: 'example' }, Object.keys(example).map(function (name) {
    return h('div', {}, h('dt', {}, name), h('dd', {}, shownValue(example[name])));
  }));
}

/** The rules that a scenario proves, to be opened to their sentences. */
function ruleList(ids, rules) {
  if (ids.length === 0) return null;
  return h('details', { class: 'proves' }, h('summary', {}, 'Rules: ' + ids.join(' ')), ids.map(function (id) { return ruleBox(id, ruleText(id, rules)); }));
}

/** The sentence of a rule; the project's own decisions are numbered per flow. */
function ruleText(id, rules, flow) { return rules[id] || rules[flow + ' ' + id] || rules['engagement ' + id] || rules['intacct ' + id] || ''; }

function ruleBox(id, text) { return h('div', { class: 'rule' }, h('strong', {}, id), ' ' + text); }

function failureBox(each) {
  var failure = each.failure;
  if (failure === null) return null;
  var facts = [];
  function fact(name, value) { if (value) facts.push(h('dt', {}, name), h('dd', {}, value)); }
  fact('at', failure.step);
  fact('expected', failure.expected);
  fact(failure.expected === null ? 'problem' : 'actual', failure.actual);
  fact('hint', failure.hint);
  fact('replay', failure.replay ? h('code', {}, failure.replay) : null);
  var shown = facts;
  facts = [];
  failure.changes.forEach(function (text) { fact('changed', text); });
  failure.decisions.forEach(function (text) { fact('decided', text); });
  var history = facts.length === 0 ? null : h('details', {}, h('summary', {}, 'What happened before (' + facts.length / 2 + ')'), h('dl', {}, facts));
  var spot = failure.spot;
  var caret = spot === null ? null : h('pre', { class: 'spot', tabindex: '0', 'aria-label': 'The line' }, spot.file + ':' + spot.line + ':' + spot.column + '\n' + spot.text + '\n' + ' '.repeat(spot.column - 1) + '^');
  return h('section', { class: 'failure', 'aria-label': 'What failed' }, h('strong', { class: 'bad' }, failure.expected === null ? BROKE_OFF[each.outcome] : 'This did not hold'), caret, h('dl', {}, shown), history);
}
`;
