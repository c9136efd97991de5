import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';

/** A new org with short hands for what tests do most; `admin` acts. */
export function newOrg() {
  const world = createWorld();
  const { people, state } = createSalesforce(world);
  const admin = people.user('admin')!;
  return {
    world,
    people,
    state,
    admin,
    create: (type: string, fields: Readonly<Record<string, unknown>> = {}) => people.create(type, fields, admin),
    update: (type: string, id: string, fields: Readonly<Record<string, unknown>>) => people.update(type, id, fields, admin),
    read: (type: string, id: string) => people.read(type, id)!,
  };
}
