import type { SalesforceOrg } from '../state.js';

/** The next auto-number of an object, eight digits wide. */
export function nextNumber(org: SalesforceOrg, object: string, first: number): string {
  const counter = org.world.cell(`salesforce:number:${object}`, first);
  const number = counter.get();
  counter.set(number + 1);
  return String(number).padStart(8, '0');
}
