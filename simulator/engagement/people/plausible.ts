import type { Engagement } from '../state.js';

const FIRST_NAMES = ['Ada', 'Bo', 'Cleo', 'Dag', 'Eva', 'Finn', 'Gro', 'Hugo', 'Ida', 'Jon', 'Kim', 'Liv'];
const LAST_NAMES = ['Berg', 'Dahl', 'Falk', 'Holm', 'Juhl', 'Krog', 'Lind', 'Moe', 'Noer', 'Olsen', 'Ravn', 'Skov'];

/** A person drawn from the seed, for what a scenario leaves out. */
export function plausiblePerson(engagement: Engagement): { readonly firstName: string; readonly lastName: string } {
  const chance = engagement.world.random('engagement:data');
  return { firstName: chance.pick(FIRST_NAMES), lastName: chance.pick(LAST_NAMES) };
}

/** An address that nobody has: the number makes it the only one. */
export function plausibleEmail(engagement: Engagement, what: string): string {
  const { firstName, lastName } = plausiblePerson(engagement);
  const number = engagement.nextId(`plausible:${what}`);
  return `${firstName}.${lastName}.${number}@example.com`.toLowerCase();
}

/** A name that tells apart what nobody named. */
export function plausibleName(what: string, engagement: Engagement): string {
  return `${what} ${engagement.nextId(`plausible:${what}`)}`;
}
