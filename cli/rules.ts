import { Command, Option } from 'commander';
import type { Proof, RuleProofs } from '../scenarios/runner/rule-proofs.js';
import { EXIT } from './exit-codes.js';
import { findScenarios } from './files.js';
import { collect, parseCount } from './options.js';
import { UsageError } from './usage-error.js';

const AFTER = `
Examples:
  $ backlot rules                    every rule: its text, source, settings, and the scenarios that prove it
  $ backlot rules AE-13 IA-8         two of them
  $ backlot rules --check            fails when no scenario proves a rule`;

type Options = {
  readonly check?: boolean;
  readonly json?: boolean;
  readonly atLeast: number;
  readonly flow?: string;
  readonly scenarios?: readonly string[];
};

/** `backlot rules` lists the rules and what proves them. */
export function rulesCommand(exitWith: (code: number) => void): Command {
  return new Command('rules')
    .description('List the rules of the sync: text, source, settings, and the scenarios that prove each.')
    .argument('[ids...]', 'only these rules: AE-13, IA-8 (default: all)')
    .option('--scenarios <path>', 'where to look for proofs; may be given several times (default: scenarios)', collect)
    .addOption(new Option('--flow <name>', 'only one catalogue').choices(['engagement', 'intacct']))
    .option('--check', 'say only what lacks a proof, and fail if anything does')
    .option('--at-least <n>', 'with --check: how many scenarios a rule needs', parseCount, 1)
    .option('--json', 'print JSON')
    .addHelpText('after', AFTER)
    .action(async (ids: readonly string[], options: Options) => {
      const { isProvable } = await import('../src/rules/catalogue/index.js');
      const { proofsOf } = await import('../scenarios/runner/rule-proofs.js');
      const { proofs, unknown } = proofsOf(findScenarios(options.scenarios ?? []).map(({ file }) => file));
      const chosen = choose(proofs, ids, options.flow);
      if (options.check !== true) {
        process.stdout.write(options.json === true ? `${JSON.stringify(chosen.map(asJson), null, 2)}\n` : chosen.map(asText).join('\n'));
        return;
      }
      const lacking = chosen.filter(({ rule, scenarios }) => isProvable(rule) && scenarios.length < options.atLeast);
      const lines = [
        ...lacking.map(({ rule, scenarios }) => `${rule.id} is proven by ${count(scenarios.length, 'scenario')}: ${rule.text}`),
        ...unknown.map(({ id, scenario }) => `${scenario.file}:${scenario.line} names ${id}, which is no rule`),
      ];
      const provable = chosen.filter(({ rule }) => isProvable(rule)).length;
      process.stdout.write(
        lines.length === 0 ? `${count(provable, 'rule')}: each has a scenario that proves it\n` : `${lines.join('\n')}\n`,
      );
      exitWith(lines.length === 0 ? EXIT.held : EXIT.failed);
    });
}

function choose(proofs: readonly RuleProofs[], ids: readonly string[], flow: string | undefined): readonly RuleProofs[] {
  const wanted = new Set(ids.map((id) => id.toUpperCase()));
  const known = new Set(proofs.map(({ rule }) => rule.id));
  const missing = [...wanted].find((id) => !known.has(id));
  if (missing !== undefined) throw new UsageError(`there is no rule ${missing}`, 'backlot rules lists them all.');
  return proofs.filter(({ rule }) => (wanted.size === 0 || wanted.has(rule.id)) && (flow === undefined || rule.flow === flow));
}

function asText({ rule, scenarios }: RuleProofs): string {
  const lines = [`${rule.id}  ${rule.text}`, `  source    ${rule.source}`];
  if (rule.settings.length > 0) lines.push(`  settings  ${rule.settings.join(', ')}`);
  for (const [index, scenario] of scenarios.entries()) lines.push(`  ${index === 0 ? 'proven by' : '         '} ${proofText(scenario)}`);
  return `${lines.join('\n')}\n`;
}

function proofText({ title, file, line }: Proof): string {
  return `${title} (${file}:${line})`;
}

function asJson({ rule, scenarios }: RuleProofs): object {
  return { ...rule, scenarios };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
