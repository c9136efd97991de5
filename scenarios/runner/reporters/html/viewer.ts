/** The page itself: the list with its filter, the scenario that is open, and the keys. */
export const VIEWER = String.raw`
function dataOf(id) { return JSON.parse(document.getElementById(id).textContent); }

var run = dataOf('index');
var rules = dataOf('rules');
var app = document.getElementById('app');
var open = { number: -1, trace: [], names: {}, shown: [], steps: [], selected: 0, withPolls: false };
var WORDS = { passed: 'held', failed: 'failed', invalid: 'cannot be understood', broken: 'broken' };

var order = run.scenarios.map(function (_, number) { return number; }).sort(function (a, b) {
  return Number(run.scenarios[a].failure === null) - Number(run.scenarios[b].failure === null) || a - b;
});

var filter = h('input', { type: 'search', placeholder: 'Filter: words, tags, rules, failed', 'aria-label': 'Filter scenarios' });
var items = h('ul', {});
var list = h('nav', { class: 'list', 'aria-label': 'Scenarios' }, filter, items);
var one = h('main', { class: 'one' });
var theme = h('button', { type: 'button', title: 'Dark or light', 'aria-label': 'Dark or light' }, '\u25d0', h('span', { class: 'keys' }, ' Theme'));
app.replaceChildren(
  h('header', { class: 'top' },
    h('h1', {}, 'backlot'),
    h('span', {}, run.scenarios.length + (run.scenarios.length === 1 ? ' scenario: ' : ' scenarios: '), h('strong', { class: 'ok' }, run.passed + ' passed'), run.failed === 0 ? '' : ', ', run.failed === 0 ? '' : h('strong', { class: 'bad' }, run.failed + ' failed')),
    h('span', { class: 'space' }),
    h('span', { class: 'soft keys' }, h('kbd', {}, '\u2190'), ' ', h('kbd', {}, '\u2192'), ' steps  ', h('kbd', {}, '\u2191'), ' ', h('kbd', {}, '\u2193'), ' events'),
    theme),
  list, one);

theme.addEventListener('click', function () {
  var root = document.documentElement;
  var isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
});

function drawList() {
  var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  items.replaceChildren.apply(items, order.filter(function (number) {
    var each = run.scenarios[number];
    var text = [each.title, each.file, each.tags.join(' '), each.rules.join(' '), each.outcome].join(' ').toLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }).map(function (number) {
    var each = run.scenarios[number];
    var isOk = each.failure === null;
    var button = h('button', { type: 'button', 'aria-current': String(number === open.number) },
      h('span', { class: isOk ? 'ok' : 'bad', 'aria-label': WORDS[each.outcome] }, isOk ? '\u2713 ' : '\u2717 '), each.title,
      h('small', {}, each.file + ':' + each.line));
    button.addEventListener('click', function () { openScenario(number); focusOpened(); });
    return h('li', {}, button);
  }));
  if (items.children.length === 0) items.append(h('li', { class: 'soft' }, 'No scenario has all these words.'));
}
filter.addEventListener('input', drawList);

function failureBox(failure) {
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
  var history = facts.length === 0 ? null : h('details', {}, h('summary', {}, 'What happened before: ' + facts.length / 2 + ' changes and decisions'), h('dl', {}, facts));
  var spot = failure.spot;
  var caret = spot === null ? null : h('pre', {}, spot.file + ':' + spot.line + ':' + spot.column + '\n' + spot.text + '\n' + ' '.repeat(spot.column - 1) + '^');
  return h('section', { class: 'failure', 'aria-label': 'What failed' }, h('strong', { class: 'bad' }, failure.expected === null ? 'It broke off' : 'This did not hold'), caret, h('dl', {}, shown), history);
}

function openScenario(number) {
  var each = run.scenarios[number];
  var data = traceOf(number);
  var names = namesOf(data.names, data.trace);
  open = { number: number, trace: data.trace, names: names, shown: [], steps: [], selected: 0, withPolls: open.withPolls, counts: { given: 0, steps: 0 } };
  data.trace.forEach(function (entry, index) {
    if (entry.kind !== 'step') return;
    open.steps.push(index);
    open.counts[entry.phase] += 1;
  });
  app.classList.add('open');
  drawScenario(each);
  drawList();
  one.scrollTop = 0;
  if (location.hash !== '#' + (number + 1)) history.replaceState(null, '', '#' + (number + 1));
}

var picture = createPicture(function (index) { select(index); picture.element.focus(); });
var now = h('div', { class: 'now', 'aria-live': 'polite' });
var slider = h('input', { type: 'range', min: '0', 'aria-label': 'Step' });
var detail = h('div', { class: 'detail', tabindex: '0', 'aria-label': 'The event and the records' });
slider.addEventListener('input', function () { if (open.steps.length > 0) select(open.steps[Number(slider.value)]); });

/** Who opened a scenario by hand goes on from it: at its head where it took the place of the list, else still in the list. */
function focusOpened() {
  if (list.offsetParent === null) one.querySelector('h2').focus();
  else items.querySelector('[aria-current=true]').focus();
}

/** On a narrow screen, back to the list, to where one came from. */
function closeScenario() {
  app.classList.remove('open');
  var current = items.querySelector('[aria-current=true]');
  if (current !== null && one.offsetParent === null) current.focus();
}

function stepButton(text, title, by) {
  var button = h('button', { type: 'button', title: title, 'aria-label': title }, text);
  button.addEventListener('click', function () { moveStep(by); });
  return button;
}

function drawScenario(each) {
  var back = h('button', { type: 'button', class: 'back' }, '\u2190 All scenarios');
  back.addEventListener('click', closeScenario);
  var polls = h('input', { type: 'checkbox' });
  polls.checked = open.withPolls;
  polls.addEventListener('change', function () {
    open.withPolls = polls.checked;
    showPicture(each);
    select(open.shown.indexOf(open.selected) < 0 ? open.shown[0] : open.selected);
  });
  var example = each.example === null ? null : h('p', { class: 'mono' }, JSON.stringify(each.example));
  one.replaceChildren(
    back,
    h('h2', { tabindex: '-1' }, each.title),
    h('p', {}, h('span', { class: 'badge ' + (each.failure === null ? 'ok' : 'bad') }, WORDS[each.outcome]),
      h('span', { class: 'soft mono' }, each.file + ':' + each.line + ' \u00b7 seed ' + each.seed + ' \u00b7 ' + each.events + ' events')),
    h('p', {}, each.tags.concat(each.rules).map(function (tag) { return h('span', { class: 'tag', title: rules[tag] || '' }, tag); })),
    example || '',
    failureBox(each.failure) || '',
    each.about === null ? '' : h('div', { class: 'about' }, markdown(each.about)));
  if (open.trace.length === 0) return;
  one.append(
    h('div', { class: 'bar' }, stepButton('\u25c0', 'Step back', -1), stepButton('\u25b6', 'Step on', 1), slider, h('label', {}, polls, ' polls'), now),
    h('div', { class: 'work' },
      h('div', {}, h('div', { class: 'lanes', 'aria-hidden': 'true' }, h('span', {}, ''), LANE_NAMES.map(function (name) { return h('span', {}, name); })), picture.element),
      detail));
  slider.max = String(Math.max(0, open.steps.length - 1));
  showPicture(each);
  select(each.failure !== null && open.steps.length > 0 ? open.steps[open.steps.length - 1] : open.shown[0]);
}

function showPicture(each) {
  open.shown = visibleEvents(open.trace, open.withPolls);
  var failed = each.failure === null || open.steps.length === 0 ? -1 : open.steps[open.steps.length - 1];
  picture.show(open.trace, open.shown, open.names, failed);
}

/** The number of the step that an event belongs to; -1 before the first. */
function stepAt(index) {
  var low = 0;
  var high = open.steps.length;
  while (low < high) {
    var middle = (low + high) >> 1;
    if (open.steps[middle] <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function select(index) {
  if (index === undefined) return;
  open.selected = index;
  var step = stepAt(index);
  var from = step < 0 ? 0 : open.steps[step];
  var to = step + 1 < open.steps.length ? open.steps[step + 1] : open.trace.length;
  picture.select(index, from, to);
  var told = step < 0 ? null : open.trace[from];
  now.textContent = told === null ? 'Before the first step' : stepName(told) + ' of ' + open.counts[told.phase] + ': ' + told.text;
  slider.value = String(Math.max(0, step));
  detail.replaceChildren.apply(detail, [].concat(
    eventDetail(open.trace[index], rules, open.names),
    [h('h3', { style: 'margin-top:18px;border-top:1px solid var(--line);padding-top:8px' }, 'Records before and after this step')],
    recordsDetail(open.trace, from, to, open.names)));
  detail.scrollTop = 0;
}

function moveStep(by) {
  var step = stepAt(open.selected) + by;
  if (step >= 0 && step < open.steps.length) select(open.steps[step]);
}

function moveEvent(by) {
  var place = open.shown.indexOf(open.selected) + by;
  if (place >= 0 && place < open.shown.length) select(open.shown[place]);
}

document.addEventListener('keydown', function (event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === '/' && event.target !== filter) { filter.focus(); event.preventDefault(); return; }
  if (event.key === 'Escape') { closeScenario(); return; }
  if (event.target === filter || event.target === slider || open.trace.length === 0) return;
  var isInList = list.contains(event.target);
  if (event.key === 'ArrowRight') moveStep(1);
  else if (event.key === 'ArrowLeft') moveStep(-1);
  else if (event.key === 'ArrowDown' && !isInList) moveEvent(1);
  else if (event.key === 'ArrowUp' && !isInList) moveEvent(-1);
  else return;
  event.preventDefault();
});

drawList();
var wanted = Number(location.hash.slice(1)) - 1;
if (run.scenarios[wanted]) openScenario(wanted);
else if (order.length > 0 && (matchMedia('(min-width:821px)').matches || run.scenarios.length === 1)) openScenario(order[0]);
`;
