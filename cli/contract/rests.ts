import type { Rests } from '../../simulator/contract/reporters/report.js';
import { findScenarios } from '../files.js';
import { UsageError } from '../usage-error.js';

/** Which scenarios prove which rules: what is unproven when a probe that they rest on drifted. */
export async function scenariosByRule(names: readonly string[]): Promise<Rests> {
  const files = scenarioFiles(names);
  if (files.length === 0) return new Map();
  const { proofsOf } = await import('../../scenarios/runner/rule-proofs.js');
  return new Map(proofsOf(files).proofs.map(({ rule, scenarios }) => [rule.id, scenarios.map(({ file }) => file)]));
}

function scenarioFiles(names: readonly string[]): readonly string[] {
  try {
    return findScenarios(names).map(({ file }) => file);
  } catch (error) {
    // A project need not have any.
    if (error instanceof UsageError && names.length === 0) return [];
    throw error;
  }
}
