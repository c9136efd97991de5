// Measures the figures, all or those named, and prints each beside its bare reference, so that the ratios mean the same on every machine.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { median } from './kinds/figure.mjs';

/** How far beyond its goal a ratio may be before a check fails: the noise of a machine. */
const NOISE = 1.25;

const RESULTS = new URL('results.json', import.meta.url);
const args = process.argv.slice(2);
const isCheck = args.includes('--check');
const named = args.filter((arg) => !arg.startsWith('--'));
const known = readdirSync(new URL('figures', import.meta.url)).map((file) => file.replace(/\.mjs$/, ''));
const unknown = named.find((name) => !known.includes(name));
if (unknown !== undefined) throw new Error(`no figure ${unknown}; known: ${known.join(', ')}`);

const results = known.length === named.length || named.length === 0 ? {} : (JSON.parse(readFileSync(RESULTS, 'utf8')).results ?? {});
const beyond = [];
for (const name of named.length === 0 ? known : named) {
  const { figure, result } = await measure(name);
  results[name] = result;
  console.log(line(figure, result));
  if (figure.goal?.ratio !== undefined && result.ratio > figure.goal.ratio * NOISE) beyond.push(`${figure.title}: ${result.ratio}`);
}

const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(RESULTS, `${JSON.stringify({ node: process.version, results: sorted }, null, 2)}\n`);
for (const text of beyond) console.error(`beyond its goal and noise: ${text}`);
if (isCheck && beyond.length > 0) process.exitCode = 1;

async function measure(name) {
  const file = new URL(`figures/${name}.mjs`, import.meta.url).href;
  const { default: figure } = await import(file);
  const opened = await figure.open(file);
  const rounds = [];
  try {
    for (let round = 0; round < figure.rounds; round += 1) rounds.push(await opened.round());
  } finally {
    await opened.close();
  }
  return { figure, result: resultOf(figure, rounds) };
}

function resultOf({ title, unit, goal = {} }, rounds) {
  const [ours, bare, mb] = ['ours', 'bare', 'mb'].map((key) => median(rounds.map((round) => round[key])));
  // By round, because whatever disturbs one side of a round disturbs the other.
  const ratio = bare === null ? null : median(rounds.map((round) => round.ours / round.bare));
  const perSecond = unit === 'us' ? Math.round(1e6 / ours) : undefined;
  return {
    title,
    unit,
    ours: rounded(ours),
    bare: rounded(bare),
    ratio: rounded(ratio),
    perSecond,
    mb: mb === null ? undefined : Math.round(mb),
    goal,
  };
}

function line({ title, bare }, { unit, ours, bare: reference, ratio, perSecond, mb, goal }) {
  const parts = [
    `${ours} ${unit}`.padStart(12),
    ratio === null ? ''.padEnd(32) : `${String(ratio).padStart(6)} x ${bare} (${reference} ${unit})`.padEnd(32),
    goalText('ratio', ratio, goal.ratio, ''),
    goalText(`${unit}`, ours, goal.max, ` ${unit}`),
    goal.perSecondMin === undefined ? '' : `${perSecond}/s ${perSecond >= goal.perSecondMin ? 'reaches' : 'MISSES'} ${goal.perSecondMin}/s`,
    goalText('MB', mb, goal.mbMax, ' MB'),
  ];
  return `${title.padEnd(64)} ${parts.filter((part) => part !== '').join('  ')}`;
}

function goalText(what, value, max, unit) {
  if (max === undefined) return '';
  const shown = what === 'MB' ? `${value} MB ` : '';
  return `${shown}${value <= max ? 'within' : 'BEYOND'} ${max}${unit}${what === 'ratio' ? 'x' : ''}`;
}

function rounded(value) {
  if (value === null) return null;
  return Number(value.toPrecision(value >= 100 ? 4 : 3));
}
