import { createSimulator } from '../../simulator/index.js';
import { CHECKS } from './checks/index.js';
import { MATCHERS } from './checks/match.js';
import { INVARIANTS } from './invariants/index.js';
import { knownTypesText } from './language/known-types-text.js';
import { languageReference } from './language/reference.js';
import { scenarioSchema } from './language/schema.js';
import { Catalogue } from './lint/catalogue.js';
import { VERBS } from './steps/index.js';

/** The text of docs/scenarios.md. */
export function scenariosPage(): string {
  const catalogue = new Catalogue(createSimulator({}));
  return languageReference({
    verbs: VERBS.values(),
    checks: CHECKS.values(),
    matchers: MATCHERS,
    invariants: INVARIANTS,
    types: catalogue.typeNames(),
    settings: catalogue.settingDefinitions(),
  });
}

/** The text of known-types.ts, by which the twin completes types, fields and settings. */
export function knownTypes(): string {
  const catalogue = new Catalogue(createSimulator({}));
  const types = catalogue
    .types(null)
    .map(({ system, info }) => ({ name: `${system}.${info.name}`, fields: info.fields.map(({ name }) => name) }));
  return knownTypesText({ types, settings: catalogue.settingKeys().filter((key) => !key.endsWith('.*')) });
}

/** The JSON Schema of scenario files, with every setting of the stage. */
export function schemaOfScenarios(): Readonly<Record<string, unknown>> {
  return scenarioSchema(VERBS, { settings: new Catalogue(createSimulator({})).settingDefinitions() });
}
