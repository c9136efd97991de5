import type { Simulator } from '../../../index.js';
import type { Call } from '../../../kernel/routes.js';
import type { SettingsBook } from '../../../kernel/settings.js';
import type { WireResponse } from '../../../kernel/wire.js';
import type { Control } from '../control.js';
import { invalid, json, readJson } from '../wire.js';

type Page = { readonly prefix: string; readonly book: SettingsBook; save(values: Readonly<Record<string, unknown>>): void };

/** GET /_backlot/settings */
export function showSettings({ state }: Call<Control>): WireResponse {
  const all = pages(state.simulator);
  const settings = Object.fromEntries(all.flatMap(({ prefix, book }) => entries(book).map(([key, value]) => [`${prefix}.${key}`, value])));
  const history = all
    .flatMap(({ prefix, book }) => book.history().map((change) => ({ ...change, key: `${prefix}.${change.key}` })))
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ key, value, before, at, by }) => ({ key, value, before, at: new Date(at).toISOString(), by }));
  const warnings = state.simulator.intacct.people
    .warnings()
    .map(({ at, text }) => ({ at: new Date(at).toISOString(), text: `intacct.${text}` }));
  return json({ settings, history, warnings });
}

/** PUT /_backlot/settings - all values or, when a page refuses one, none. */
export async function changeSettings(call: Call<Control>): Promise<WireResponse> {
  const body = readJson(call.request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be an object of keys and values.', 'For example {"engagement.autoCreateProspects": true}.');
  const all = pages(call.state.simulator);
  const saves = new Map<Page, Record<string, unknown>>();
  for (const [key, value] of Object.entries(body)) {
    const page = all.find(({ prefix }) => key.startsWith(`${prefix}.`));
    if (page === undefined)
      throw invalid(`"${key}" is on no settings page.`, `Keys begin with ${all.map(({ prefix }) => `${prefix}.`).join(', ')}`);
    const values = saves.get(page) ?? (Object.create(null) as Record<string, unknown>);
    values[key.slice(page.prefix.length + 1)] = value;
    saves.set(page, values);
  }
  const cause = { kind: 'step', text: 'PUT /_backlot/settings' } as const;
  call.world.as({ cause }, () => call.world.atomic(() => saves.forEach((values, page) => void saveChecked(page, values))));
  return showSettings(call);
}

function saveChecked(page: Page, values: Readonly<Record<string, unknown>>): void {
  const complaint = page.book.complaint(values);
  if (complaint !== null) throw invalid(`${page.prefix}: ${complaint}`, 'GET /_backlot/settings lists keys and values.');
  page.save(values);
}

function entries(book: SettingsBook): [string, unknown][] {
  return Object.entries(book.at(Number.POSITIVE_INFINITY));
}

/** The settings pages of both vendors; the first business unit's needs no name. */
function pages({ engagement, intacct }: Simulator): Page[] {
  const units = engagement.people.units().map((unit, index) => {
    const book = engagement.people.settings(unit);
    const by = engagement.people.user('admin') ?? 'admin';
    return {
      prefix: index === 0 ? 'engagement' : `engagement@${unit}`,
      book,
      save: (values: Readonly<Record<string, unknown>>) => book.save(values, by),
    };
  });
  const by = intacct.people.user('admin') ?? 'admin';
  return [...units, { prefix: 'intacct', book: intacct.people.settings, save: (values) => intacct.people.saveSettings(values, by) }];
}
