/** The page itself: the list with its filter, the scenario that is open, and the keys. */
export const VIEWER = String.raw`
function dataOf(id) { return JSON.parse(document.getElementById(id).textContent); }

var run = dataOf('index');
var rules = dataOf('rules');
var app = document.getElementById('app');
var open = { number: -1, trace: [], names: {}, shown: [], steps: [], selected: 0, withPolls: false };

var filter = h('input', { type: 'search', placeholder: 'Filter: words, tags, rules, failed', 'aria-label': 'Filter scenarios' });
var count = h('p', { class: 'soft', role: 'status' });
var items = h('ul', {});
var buttons = new Map();
var list = h('nav', { class: 'list', 'aria-label': 'Scenarios' }, filter, count, items);
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
  var groups = listGroups(run.scenarios, words);
  buttons = new Map();
  items.replaceChildren.apply(items, groups.map(function (group) {
    return listGroup(group, function (number) {
      var item = listItem(run.scenarios[number], number === open.number, function () { openScenario(number, true); focusOpened(); });
      buttons.set(number, item.firstChild);
      return item;
    });
  }));
  var found = groups.reduce(function (sum, group) { return sum + group.numbers.length; }, 0);
  count.textContent = words.length === 0 ? '' : found === 0 ? 'No scenario has all these words.' : found + ' of ' + run.scenarios.length;
  return groups.length === 0 ? -1 : groups[0].numbers[0];
}
filter.addEventListener('input', drawList);

/** Another scenario that is open needs no new list, only another mark. */
function markOpened(before, number) {
  if (buttons.has(before)) buttons.get(before).setAttribute('aria-current', 'false');
  if (buttons.has(number)) buttons.get(number).setAttribute('aria-current', 'true');
}

function openScenario(number, isByHand) {
  var each = run.scenarios[number];
  var data;
  try { data = traceOf(number); } catch (error) {
    one.replaceChildren(h('p', { class: 'bad', role: 'alert' }, 'The trace of \u201c' + each.title + '\u201d cannot be read: the file is damaged.'));
    app.classList.add('open');
    return;
  }
  var before = open.number;
  open = { number: number, trace: data.trace, names: namesOf(data.names, data.trace), shown: [], steps: [], selected: 0, withPolls: open.withPolls, counts: { given: 0, steps: 0 } };
  data.trace.forEach(function (entry, index) {
    if (entry.kind !== 'step') return;
    open.steps.push(index);
    open.counts[entry.phase] += 1;
  });
  app.classList.add('open');
  drawScenario(each);
  markOpened(before, number);
  // Who comes by an address sees in the list where that is.
  if (!isByHand && buttons.has(number)) buttons.get(number).scrollIntoView({ block: 'nearest' });
  one.scrollTop = 0;
  var address = '#' + (number + 1);
  if (location.hash !== address) history[isByHand ? 'pushState' : 'replaceState'](null, '', address);
}

var picture = createPicture(function (index) { select(index); picture.element.focus(); });
var now = h('div', { class: 'now', 'aria-live': 'polite' });
var slider = h('input', { type: 'range', min: '0', 'aria-label': 'Step' });
var detail = h('div', { class: 'detail', tabindex: '0', 'aria-label': 'The event and the records' });
slider.addEventListener('input', function () { if (open.steps.length > 0) select(open.steps[Number(slider.value)]); });

/** Who opened a scenario by hand goes on from it: at its head where it took the place of the list, else still in the list. */
function focusOpened() {
  if (list.offsetParent === null) one.querySelector('h2').focus();
  else if (buttons.has(open.number)) buttons.get(open.number).focus();
}

/** Back to the list, to where one came from: on a narrow screen it takes the place of the scenario. */
function closeScenario() {
  app.classList.remove('open');
  (buttons.get(open.number) || filter).focus();
}

/** The address names the scenario that is open; the browser's way back leads to the one before, or to the list. */
window.addEventListener('popstate', function () {
  var wanted = Number(location.hash.slice(1)) - 1;
  if (!run.scenarios[wanted]) closeScenario();
  else if (wanted !== open.number) { openScenario(wanted, false); focusOpened(); }
  else app.classList.add('open');
});

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
  one.replaceChildren.apply(one, [back].concat(scenarioHead(each, rules)));
  if (open.trace.length === 0) return;
  one.append(
    h('div', { class: 'bar' }, stepButton('\u25c0', 'Step back', -1), stepButton('\u25b6', 'Step on', 1), slider, h('label', {}, polls, ' polls'), now),
    h('div', { class: 'work' },
      picture.element,
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
  slider.setAttribute('aria-valuetext', now.textContent);
  detail.replaceChildren.apply(detail, [].concat(
    eventDetail(open.trace[index], rules, open.names),
    [h('h3', { class: 'cut' }, 'Records before and after this step')],
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

var first = drawList();
var wanted = Number(location.hash.slice(1)) - 1;
if (run.scenarios[wanted]) openScenario(wanted, false);
else if (first >= 0 && (matchMedia('(min-width:821px)').matches || run.scenarios.length === 1)) openScenario(first, false);
else if (first < 0) one.append(h('p', { class: 'soft' }, 'No scenario was played.'));
`;
