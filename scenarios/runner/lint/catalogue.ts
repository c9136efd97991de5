import type { Simulator } from '../../../simulator/index.js';
import type { TypeInfo } from '../../../simulator/kernel/people.js';
import type { SettingDefinition, SettingsBook } from '../../../simulator/kernel/settings.js';
import type { SystemName } from '../../../src/model/wire.js';
import { SYSTEMS } from '../language/pieces.js';

/** What is known of the stage before anything is played: types with their fields, pages of settings, users. */
export class Catalogue {
  constructor(private readonly simulator: Simulator) {}

  type(system: SystemName, object: string): TypeInfo | undefined {
    return this.simulator[system].people.type(object);
  }

  /** The types of one system, or of all. */
  types(system: SystemName | null): readonly { readonly system: SystemName; readonly info: TypeInfo }[] {
    return (system === null ? SYSTEMS : [system]).flatMap((each) =>
      this.simulator[each].people.types().map((info) => ({ system: each, info })),
    );
  }

  /** `salesforce.Lead`, … of one system, or of all. */
  typeNames(system?: SystemName): readonly string[] {
    return (system === undefined ? SYSTEMS : [system]).flatMap((each) =>
      this.simulator[each].people.types().map((type) => `${each}.${type.name}`),
    );
  }

  /** The page of a system; every business unit has a page of the same kind. */
  settings(system: 'engagement' | 'intacct'): SettingsBook {
    const { engagement, intacct } = this.simulator;
    return system === 'intacct' ? intacct.people.settings : engagement.people.settings(engagement.people.units()[0]!);
  }

  /** Every setting by its full key. */
  settingDefinitions(): readonly SettingDefinition[] {
    return (['engagement', 'intacct'] as const).flatMap((system) =>
      this.settings(system).definitions.map((definition) => ({ ...definition, key: `${system}.${definition.key}` })),
    );
  }

  settingKeys(): readonly string[] {
    return this.settingDefinitions().map(({ key }) => key);
  }

  hasUser(name: string, systems: readonly SystemName[] = SYSTEMS): boolean {
    return systems.some((system) => this.simulator[system].people.user(name) !== null);
  }

  hasUnit(name: string): boolean {
    return this.simulator.engagement.people.unit(name) !== null;
  }
}
