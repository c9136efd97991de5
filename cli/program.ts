import { Command, CommanderError } from 'commander';
import { completionCommand } from './completion.js';
import { contractCommand } from './contract.js';
import { envCommand } from './env.js';
import { execCommand } from './exec.js';
import { EXIT } from './exit-codes.js';
import { explainCommand } from './explain.js';
import { lintCommand } from './lint.js';
import { mergeReportsCommand } from './merge-reports.js';
import { newCommand } from './new.js';
import { recordCommand } from './record.js';
import { rulesCommand } from './rules.js';
import { runScenariosCommand } from './run.js';
import { schemaCommand } from './schema.js';
import { serveCommand } from './serve.js';
import { syncCommand } from './sync.js';
import { version } from './version.js';

const ABOUT = `Local stand-ins of Salesforce, Account Engagement and Sage Intacct, the sync core that keeps them in step,
and scenarios that play it all on a virtual clock.`;

const AFTER = `
Examples:
  $ backlot run scenarios            play every scenario under a folder
  $ backlot serve                    serve the three systems on ports 4001-4003
  $ backlot exec -- npm test         run a command against them

Exit codes: 0 all held, 1 a scenario failed, 2 the command was used wrongly, 3 backlot itself failed
(of contract: 3 drift, 4 target unreachable).`;

/** Runs the command of a command line, and gives the code to exit with. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.held;
  const exitWith = (value: number): void => {
    code = value;
  };
  const program = new Command('backlot').description(ABOUT).version(version()).addHelpText('after', AFTER).showSuggestionAfterError();
  for (const make of [
    runScenariosCommand,
    serveCommand,
    execCommand,
    envCommand,
    lintCommand,
    mergeReportsCommand,
    newCommand,
    recordCommand,
    contractCommand,
    schemaCommand,
    completionCommand,
    rulesCommand,
    explainCommand,
    syncCommand,
  ])
    program.addCommand(make(exitWith));
  for (const command of withAllBelow(program)) command.exitOverride().showHelpAfterError(`(see: ${pathOf(command)} --help)`);
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message, with the nearest option or command, already.
    return error.exitCode === 0 ? EXIT.held : EXIT.usage;
  }
}

function withAllBelow(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

/** A command as people write it: `backlot contract verify`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
