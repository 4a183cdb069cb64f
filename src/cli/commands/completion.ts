// `rostrum completion`: what a shell needs to complete our commands and options, written from the same tables as the help.

import { didYouMean, quote } from '../../errors.js'
import { type Command, exitCodes, usage } from '../command.js'
import { commands } from '../commands.js'

const shells = ['bash', 'zsh']

/** Writes a completion script. */
export const completion: Command = {
  name: 'completion',
  summary: 'Write a completion script for bash or zsh: source <(rostrum completion bash)',
  usage: 'bash|zsh',
  options: [],

  async run(given, output) {
    const [shell, ...others] = given.words
    if (shell === undefined || others.length > 0 || !shells.includes(shell)) {
      const got = shell === undefined ? 'none' : quote(given.words.join(' '))
      throw usage('a shell, bash or zsh', got, shell === undefined ? 'Write: rostrum completion bash' : didYouMean(shell, shells))
    }
    const loaded = await Promise.all(commands.map(({ load }) => load()))
    output.write(shell === 'bash' ? bashScript(loaded) : zshScript(loaded))
    return exitCodes.found
  },
}

function bashScript(loaded: readonly Command[]): string {
  const cases = loaded.map(({ name, options }) => `    ${name}) words='${optionNames(options).join(' ')}' ;;\n`)
  return `# bash completion for rostrum; put this into ~/.bashrc: source <(rostrum completion bash)
_rostrum() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${[...loaded.map(({ name }) => name), 'help', '--help', '--version'].join(' ')}' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
    help) words='${loaded.map(({ name }) => name).join(' ')}' ;;
${cases.join('')}  esac
  if [[ $current == -* || \${COMP_WORDS[1]} == help ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _rostrum rostrum
`
}

function zshScript(loaded: readonly Command[]): string {
  const summaries = commands.map(({ name, summary }) => `    ${word(`${name}:${summary}`)}\n`)
  const cases = loaded.map(({ name, options }) => {
    const rows = options.flatMap((option) => {
      const { name: long, short, summary, value } = option
      const after = `[${summary.replace(/[[\]\\\n]/g, ' ')}]${value === undefined ? '' : `:${value.replace(/:/g, '')}:_files`}`
      return [`--${long}${value === undefined ? '' : '='}${after}`, ...(short === undefined ? [] : [`-${short}${after}`])]
    })
    return `    ${name}) _arguments ${[...rows, '*:file:_files'].map(word).join(' ')} ;;\n`
  })
  return `#compdef rostrum
# zsh completion for rostrum; put this into ~/.zshrc behind compinit: source <(rostrum completion zsh)
_rostrum() {
  local -a commands=(
${summaries.join('')}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
    help) _describe command commands ;;
${cases.join('')}  esac
}
compdef _rostrum rostrum
`
}

function optionNames(options: Command['options']): string[] {
  return [...options.flatMap(({ name, short }) => (short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`])), '--help']
}

/** A word in single quotes, as a shell reads it. */
function word(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`
}
