// Completion scripts: what bash offers, and that both shells can read what we write.

import { spawnSync } from 'node:child_process'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { runHere } from './program.js'

const script = async (shell: string) => (await runHere(['completion', shell])).stdout

const rows: [typed: string[], offered: string[]][] = [
  [['bui'], ['build']],
  [['re'], ['repl']],
  [['search', '--li'], ['--limit']],
  [
    ['build', '-'],
    ['--output', '-o', '--strict', '--help'],
  ],
  [['help', 'in'], ['info']],
  [['nothing', '--x'], []],
]

test('bash offers commands, their options, and files', async () => {
  const source = await script('bash')
  for (const [typed, offered] of rows) {
    const words = ['rostrum', ...typed].map((word) => `'${word}'`).join(' ')
    const asked = `${source}\nCOMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _rostrum; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr, status } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' })
    assert.is(stderr, '')
    assert.is(status, 0)
    const got = stdout.split('\n').filter((line) => line !== '')
    for (const each of offered) assert.ok(got.includes(each), `${typed.join(' ')}: ${got.join(' ')}`)
    if (offered.length <= 1) assert.equal(got, offered)
  }
})

test('zsh can read its script', async () => {
  const source = await script('zsh')
  assert.match(source, /^#compdef rostrum\n/)
  assert.match(source, /'build:Build an index file from articles'/)
  assert.match(source, /'--limit=\[how many hits \(default 10\)\]:N:_files'/)
  const { error, stderr } = spawnSync('zsh', ['-n'], { input: source, encoding: 'utf8' })
  if (error !== undefined) console.log('skipped: no zsh to read it')
  else assert.is(stderr, '')
})

test('another shell is refused', async () => {
  const { code, stderr } = await runHere(['completion', 'bsh'])
  assert.is(code, 2)
  assert.match(stderr, /Expected a shell, bash or zsh, got "bsh"\. Did you mean "bash"/)
})

test.run()
