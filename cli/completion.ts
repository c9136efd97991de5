import { Argument, Command } from 'commander';

const AFTER = `
Examples:
  $ source <(backlot completion bash)                    for this shell
  $ backlot completion bash >> ~/.bashrc                 for every shell
  $ backlot completion zsh > ~/.zfunc/_backlot`;

/** `backlot completion` prints what a shell needs to complete commands, options and their choices. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('Print the completion for bash or zsh.')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh']))
    .addHelpText('after', AFTER)
    .action((shell: string, _options: unknown, command: Command) => {
      const commands = command.parent?.commands ?? [];
      process.stdout.write(shell === 'bash' ? bash(commands) : zsh(commands));
    });
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map((each) => `    ${each.name()}) words="${[...flags(each), ...choices(each)].join(' ')}" ;;`);
  return `_backlot() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands).join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(printf '%s\\n' $words | grep -v '^-')" -- "$current") $(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _backlot backlot
`;
}

function zsh(commands: readonly Command[]): string {
  const described = commands.map((each) => `    '${each.name()}:${quoted(each.description())}'`);
  const cases = commands.map((each) => {
    const options = each.options.map((option) => `'${option.long ?? option.short}[${quoted(option.description)}]'`);
    return `    ${each.name()}) _arguments ${[...options, "'*:file:_files'"].join(' ')} ;;`;
  });
  return `#compdef backlot
_backlot() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _backlot backlot
`;
}

function names(commands: readonly Command[]): string[] {
  return commands.map((each) => each.name());
}

function flags(command: Command): string[] {
  return [...command.options.flatMap((option) => option.long ?? []), '--help'];
}

function choices(command: Command): string[] {
  return [...command.options, ...command.registeredArguments].flatMap(({ argChoices }) => argChoices ?? []);
}

/** Within single quotes and brackets of a zsh description. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replace(/[[\]:]/g, ' ');
}
