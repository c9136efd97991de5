/** The picture of a scenario: a row for each event, lanes for the three systems and the sync core. Only rows in sight are in the page. */
export const VIEWER_PICTURE = String.raw`
var LANES = ['salesforce', 'engagement', 'sync', 'intacct'];
var LANE_NAMES = ['Salesforce', 'Account Engagement', 'Sync core', 'Intacct'];
var ROW = 34;
/** How many rows go on paper. */
var PRINTED = 1000;

function centre(lane) { return 12.5 + 25 * LANES.indexOf(lane); }

function isStanding(entry) {
  var state = entry.kind === 'call' ? entry.headers.tracestate || '' : '';
  return state === 'backlot=poll' || state === 'backlot=sign-in';
}

/**
 * The events that the picture shows: polls and sign-ins only when they are wanted. A call is told when its reply has come, after what it
 * changed; in the picture its arrow comes first.
 */
function visibleEvents(trace, withPolls) {
  var shown = [];
  for (var i = 0; i < trace.length; i += 1) {
    if (trace[i].kind === 'call') { if (withPolls || !isStanding(trace[i])) shown.splice(placeOfCall(trace, shown, trace[i]), 0, i); }
    else shown.push(i);
  }
  return shown;
}

/** Before the changes that it made, and what its user changed with them. */
function placeOfCall(trace, shown, call) {
  var cause = call.method + ' ' + call.path;
  var actor = null;
  var place = shown.length;
  for (var at = shown.length - 1; at >= 0; at -= 1) {
    var entry = trace[shown[at]];
    if (entry.kind !== 'change' || entry.system !== call.system || entry.at !== call.at) break;
    if (entry.cause === cause) actor = entry.actor;
    if (entry.actor === actor) place = at;
  }
  return place;
}

/** The time of day, and the day where another one begins. */
function clockText(at, before) {
  var isNewDay = before !== null && before.slice(0, 10) !== at.slice(0, 10);
  return isNewDay ? [h('span', { class: 'day' }, at.slice(5, 10) + ' '), h('span', { class: 'hour' }, at.slice(11, 16))] : [at.slice(11, 16), h('span', { class: 'hour' }, at.slice(16, 19))];
}

function rowFor(entry, before, names) {
  var field = h('div', { class: 'field' });
  var row = h('div', { class: 'row ' + entry.kind, role: 'option' }, h('div', { class: 'at', title: entry.at }, clockText(entry.at, before)), field);
  if (entry.kind === 'step') {
    field.append(h('div', { class: 'say' }, (entry.phase === 'given' ? 'given ' : '') + entry.number + '. ' + entry.text));
  } else if (entry.kind === 'idle') {
    field.append(h('div', { class: 'say' }, idleText(entry)));
  } else if (entry.kind === 'crash') {
    field.append(h('div', { class: 'say' }, '\u2716 ' + entry.text));
  } else if (entry.kind === 'call') drawCall(field, entry);
  else if (entry.kind === 'change') drawDot(field, entry.system, 'dot ' + entry.operation, changeText(entry, names));
  else if (entry.kind === 'decision') drawDot(field, 'sync', 'dot decision', decisionText(entry, names));
  return row;
}

function idleText(entry) {
  if (entry.flow) return 'nothing for the ' + entry.flow + ' flow to look for';
  return entry.polls + ' polls with nothing to do, until ' + entry.until.replace('T', ' ').replace('Z', '');
}

function drawCall(field, entry) {
  var from = centre('sync');
  var to = centre(entry.system);
  var isLost = entry.status === 0;
  var isRefused = entry.status >= 400;
  var side = to > from ? 'right' : 'left';
  var arrow = h('div', { class: 'arrow ' + side + (isLost ? ' lost' : '') + (isRefused ? ' refused' : '') });
  arrow.style.left = Math.min(from, to) + '%';
  arrow.style.width = Math.abs(to - from) + '%';
  var label = h('div', { class: 'label' }, h('span', { class: 'halo' }, (isLost ? 'no reply' : entry.status) + ' ' + callText(entry)));
  label.style.top = '4px';
  // What is too long for the side of its arrow ends at the edge instead of being cut.
  if (to > from && label.textContent.length <= 22) label.style.left = 'calc(' + from + '% + 9px)';
  else label.style.right = to > from ? '4px' : 'calc(' + (100 - from) + '% + 9px)';
  label.style.maxWidth = 'calc(' + (to > from ? 100 : from) + '% - 13px)';
  field.append(arrow, label);
}

function drawDot(field, lane, kind, text) {
  var at = centre(lane);
  var dot = h('div', { class: kind });
  dot.style.left = at + '%';
  var label = h('div', { class: 'label' }, h('span', { class: 'halo' }, text));
  label.style.top = '9px';
  if (lane === 'intacct' || lane === 'sync') {
    label.style.right = 'calc(' + (100 - at) + '% + 8px)';
    label.style.maxWidth = 'calc(' + at + '% - 12px)';
  } else {
    label.style.left = 'calc(' + at + '% + 8px)';
    label.style.maxWidth = 'calc(' + (100 - at) + '% - 12px)';
  }
  field.append(dot, label);
}

/** A scrolling list of rows of one height; rows out of sight cost nothing. */
function createPicture(onSelect) {
  var rows = h('div', { class: 'rows' });
  var lanes = h('div', { class: 'lanes', 'aria-hidden': 'true' }, h('span', {}), LANE_NAMES.map(function (name) { return h('span', {}, name); }));
  var box = h('div', { class: 'picture', role: 'listbox', tabindex: '0', 'aria-label': 'What happened, along virtual time' }, lanes, rows);
  var state = { trace: [], shown: [], names: {}, selected: -1, from: -1, to: -1, failed: -1, isPrinted: false };

  /** On paper nothing scrolls: the rows are all there, up to a bound. */
  function print(isPrinted) {
    state.isPrinted = isPrinted;
    rows.style.height = Math.min(state.shown.length, isPrinted ? PRINTED : Infinity) * ROW + 'px';
    draw();
  }

  function draw() {
    var first = state.isPrinted ? 0 : Math.max(0, Math.floor(box.scrollTop / ROW) - 8);
    var last = Math.min(state.shown.length, state.isPrinted ? PRINTED : Math.ceil((box.scrollTop + box.clientHeight) / ROW) + 8);
    var fresh = document.createDocumentFragment();
    for (var place = first; place < last; place += 1) fresh.append(drawn(place));
    rows.replaceChildren(fresh);
  }

  function drawn(place) {
    var index = state.shown[place];
    var entry = state.trace[index];
    var row = rowFor(entry, place > 0 ? state.trace[state.shown[place - 1]].at : null, state.names);
    row.style.top = place * ROW + 'px';
    row.id = 'event-' + index;
    row.setAttribute('aria-selected', String(index === state.selected));
    row.setAttribute('aria-posinset', String(place + 1));
    row.setAttribute('aria-setsize', String(state.shown.length));
    if (index > state.from && index < state.to) row.classList.add('in');
    if (index === state.failed) row.classList.add('failed');
    row.addEventListener('click', function () { onSelect(index); });
    return row;
  }

  box.addEventListener('scroll', draw, { passive: true });
  window.addEventListener('resize', draw);
  window.addEventListener('beforeprint', function () { print(true); });
  window.addEventListener('afterprint', function () { print(false); });
  return {
    element: box,
    show: function (trace, shown, names, failed) {
      state.trace = trace;
      state.shown = shown;
      state.names = names;
      state.failed = failed;
      rows.style.height = shown.length * ROW + 'px';
      draw();
    },
    select: function (index, from, to) {
      state.selected = index;
      state.from = from;
      state.to = to;
      var place = state.shown.indexOf(index);
      var height = box.clientHeight - lanes.offsetHeight;
      if (place * ROW < box.scrollTop + ROW) box.scrollTop = Math.max(0, (place - 1) * ROW);
      else if ((place + 3) * ROW > box.scrollTop + height) box.scrollTop = (place + 3) * ROW - height;
      box.setAttribute('aria-activedescendant', 'event-' + index);
      draw();
    },
  };
}
`;
