import { Argument, Command, type Option } from 'commander';

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

/** A command as it is typed, `contract verify`, with its words below it. */
type Typed = { readonly path: string; readonly command: Command };

function bash(commands: readonly Command[]): string {
  const groups = commands.filter(isGroup).map((each) => `    ${each.name()}) words="${names(each.commands).join(' ')}" ;;`);
  return `_backlot() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words="" at=2
  case "$command" in
    ${names(commands.filter(isGroup)).join('|') || '-'}) command="$command \${COMP_WORDS[2]}"; at=3 ;;
  esac
  if [ "$COMP_CWORD" -lt "$at" ]; then
    words="${names(commands).join(' ')}"
    [ "$COMP_CWORD" -eq 2 ] && case "\${COMP_WORDS[1]}" in
${groups.join('\n')}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "$command $previous" in
${typed(commands).flatMap(bashValues).join('\n')}
  esac
  case "$command" in
${typed(commands).map(bashWords).join('\n')}
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

/** What stands after an option: one of its choices, or a file. */
function bashValues({ path, command }: Typed): string[] {
  return command.options.filter(takesValue).map(({ long, argChoices }) => {
    const found = argChoices === undefined ? '-f' : `-W "${argChoices.join(' ')}"`;
    return `    "${path} ${long}") COMPREPLY=($(compgen ${found} -- "$current")); return ;;`;
  });
}

function bashWords({ path, command }: Typed): string {
  return `    "${path}") words="${[...flags(command), ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? [])].join(' ')}" ;;`;
}

function zsh(commands: readonly Command[]): string {
  const groups = names(commands.filter(isGroup)).join('|');
  return `#compdef backlot
_backlot() {
  local -a commands
  local command="\${words[2]}" at=3
  commands=(
${described(commands)}
  )
  case "$command" in
    ${groups || '-'})
      if (( CURRENT == 3 )); then
        case "$command" in
${commands
  .filter(isGroup)
  .map((each) => `          ${each.name()}) commands=(\n${described(each.commands)}\n          ) ;;`)
  .join('\n')}
        esac
      fi
      command="$command \${words[3]}"; at=4 ;;
  esac
  if (( CURRENT < at )); then
    _describe 'command' commands
    return
  fi
  shift $(( at - 2 )) words
  (( CURRENT -= at - 2 ))
  case "$command" in
${typed(commands).map(zshWords).join('\n')}
  esac
}
# Loaded by its name, from a folder of functions, it is called at once; read by hand, it waits to be called.
if [ "\${funcstack[1]}" = "_backlot" ]; then _backlot "$@"; else compdef _backlot backlot; fi
`;
}

function described(commands: readonly Command[]): string {
  return commands.map((each) => `    '${each.name()}:${quoted(each.description())}'`).join('\n');
}

function zshWords({ path, command }: Typed): string {
  const options = command.options.map((option) => {
    const found = option.argChoices === undefined ? '_files' : `(${option.argChoices.join(' ')})`;
    return `'${option.long ?? option.short}[${quoted(option.description)}]${takesValue(option) ? `:value:${found}` : ''}'`;
  });
  const chosen = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const rest = chosen.length === 0 ? "'*:file:_files'" : `'*:choice:(${chosen.join(' ')})'`;
  return `    "${path}") _arguments ${[...options, rest].join(' ')} ;;`;
}

/** Every command that does something, those of groups with the group before them. */
function typed(commands: readonly Command[]): readonly Typed[] {
  return commands.flatMap((command) =>
    isGroup(command)
      ? command.commands.map((each) => ({ path: `${command.name()} ${each.name()}`, command: each }))
      : [{ path: command.name(), command }],
  );
}

function isGroup(command: Command): boolean {
  return command.commands.length > 0;
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function names(commands: readonly Command[]): string[] {
  return commands.map((each) => each.name());
}

function flags(command: Command): string[] {
  return [...command.options.flatMap((option) => option.long ?? []), '--help'];
}

/** Within single quotes and brackets of a zsh description. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replace(/[[\]:]/g, ' ');
}
