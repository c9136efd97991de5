/** The list of the scenarios: what did not pass first, then folder by folder. */
export const VIEWER_LIST = String.raw`
function folderOf(file) { return file.indexOf('/') < 0 ? '' : file.slice(0, file.lastIndexOf('/')); }

/** Scenarios under headings: those that did not pass have one of their own. */
function listGroups(scenarios, words) {
  var bad = { name: 'Did not pass', numbers: [] };
  var folders = new Map();
  scenarios.forEach(function (each, number) {
    var text = [each.title, each.file, each.tags.join(' '), each.rules.join(' '), each.outcome].join(' ').toLowerCase();
    if (!words.every(function (word) { return text.indexOf(word) >= 0; })) return;
    if (each.failure !== null) return void bad.numbers.push(number);
    var folder = folderOf(each.file);
    if (!folders.has(folder)) folders.set(folder, { name: folder || 'Scenarios', numbers: [] });
    folders.get(folder).numbers.push(number);
  });
  return [bad].concat(Array.from(folders.values())).filter(function (group) { return group.numbers.length > 0; });
}

function listGroup(group, item) {
  return h('li', {}, h('h3', {}, group.name, h('span', { class: 'soft' }, ' ' + group.numbers.length)), h('ul', {}, group.numbers.map(item)));
}

function listItem(each, isOpen, onOpen) {
  var isOk = each.failure === null;
  var button = h('button', { type: 'button', 'aria-current': String(isOpen) },
    h('span', { class: isOk ? 'ok' : 'bad', role: 'img', 'aria-label': WORDS[each.outcome] }, isOk ? '\u2713' : '\u2717'), ' ' + each.title,
    h('small', {}, each.file.slice(each.file.lastIndexOf('/') + 1) + ':' + each.line));
  button.addEventListener('click', onOpen);
  return h('li', {}, button);
}
`;
