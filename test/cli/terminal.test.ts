// The conversation in a pseudo-terminal: prompt, colours, Tab, history, screenfuls and Ctrl-C.
// time-out: 400 s

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { mainPath, nodeArguments, rostrum, threeArticles, workshop } from './program.js'

const shop = workshop()
const index = shop.path('three.rostrum')
rostrum(['build', shop.write('three.jsonl', threeArticles), '-o', index])
const long = { id: 1, headline: 'A flood', body: Array.from({ length: 100 }, (_, i) => `This is paragraph ${i} of the flood.`).join('\n') }
shop.write('long.jsonl', `${JSON.stringify(long)}\n`)
test.after(() => shop.remove())

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false
if (!hasScript) console.log('skipped: no pseudo-terminal, because util-linux script is not there')
const terminal = hasScript ? test : test.skip

/** How long a conversation may take before it is ended, with what it showed. */
const patience = 45_000

/** Types keys into a pseudo-terminal, each once what it waits for has been shown, and `until` is over. */
function typeKeys(
  steps: [awaited: string, keys: string, until?: (pid: number) => Promise<void>][],
  env: Record<string, string> = {},
  file = index,
): Promise<{ shown: string; code: number | null }> {
  const command = `cd '${shop.path('.')}'; stty cols 80 rows 30; '${process.execPath}' ${nodeArguments.join(' ')} '${mainPath}' repl '${file}'`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '', FORCE_COLOR: '', XDG_STATE_HOME: shop.path('state'), ...env },
  })
  const left = [...steps]
  let shown = ''
  let seen = 0
  let isWaiting = false
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', async (text: string) => {
    shown += text
    if (isWaiting) return
    for (let [step] = left; step !== undefined && shown.includes(step[0], seen); [step] = left) {
      const [awaited, keys, until] = step
      seen = shown.indexOf(awaited, seen) + awaited.length
      isWaiting = true
      await until?.(child.pid ?? 0)
      isWaiting = false
      child.stdin.write(keys)
      left.shift()
    }
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill(), patience)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      if (left.length > 0) console.log(`waited for ${JSON.stringify(left[0][0])} after ${JSON.stringify(shown)}`)
      resolve({ shown, code })
    })
  })
}

terminal('a terminal has banner, prompt, colours, Tab, and problems under the query', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', 'headl\t'],
    ['headline:', 'storm\r'],
    ['1 document', 'hedline:x\r'],
    ['searched as text', ''],
    // while a search is under way, Tab completes nothing
    ['rostrum> ', ':op\t'],
    [':open ', '1\r'],
    ['after :open', '\u0004'],
  ])
  assert.match(shown, /Rostrum.*: 3 documents, .*\. Type words to search, :help for more/)
  assert.match(shown, /\u001b\[1m\u001b\[33mstorm|\u001b\[33m.*Storm/i, 'marks are coloured')
  assert.match(shown, / {9}\^{7}/, 'the place is under the query, behind the prompt')
  assert.is(code, 0)
})

terminal('Ctrl-R brings a line back, and a long article comes by screenfuls', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', 'storm\r'],
    ['1 document', ''],
    ['rostrum> ', '\u0012'],
    ['(search', 'sto'],
    ['‘sto’) storm', '\r'],
    ['1 document', ':load long.jsonl\r'],
    ['1 document, ', 'flood\r'],
    ['1 document', ':open 1\r'],
    ['more lines', ' '],
    ['more lines', 'q'],
    ['rostrum> ', ':q\r'],
  ])
  assert.match(shown, /\(\d+ more lines: Space or Enter goes on, q stops\)/)
  assert.not.match(shown, /paragraph 99/)
  assert.is(code, 0)
})

terminal('Ctrl-C clears the line, and twice leaves', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', 'storm'],
    ['storm', '\u0003'],
    ['^C', '\u0003'],
  ])
  assert.not.match(shown, /1 document/)
  assert.is(code, 0)
})

terminal('Ctrl-C on an empty line tells how to leave', async () => {
  const { shown, code } = await typeKeys([
    ['rostrum> ', '\u0003'],
    ['Ctrl-C again or Ctrl-D', '\u0003'],
  ])
  assert.match(shown, /again/)
  assert.is(code, 0)
})

/** Seconds of processor that a program and those it began have had; undefined where the system does not tell. */
function processorSeconds(pid: number): number | undefined {
  const begun = new Map<number, { parent: number; ticks: number }>()
  for (const name of existsSync('/proc/self/stat') ? readdirSync('/proc') : []) {
    try {
      // behind the name, which may have any sign in it: state, parent ... and ticks of a hundredth of a second
      const row = readFileSync(`/proc/${Number(name)}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      begun.set(Number(name), { parent: Number(row[1]), ticks: Number(row[11]) + Number(row[12]) })
    } catch {
      // no process, or one that has just ended
    }
  }
  if (!begun.has(pid)) return undefined
  let ticks = 0
  const add = (own: number): void => {
    ticks += begun.get(own)?.ticks ?? 0
    for (const [each, { parent }] of begun) if (parent === own) add(each)
  }
  add(pid)
  return ticks / 100
}

terminal('Ctrl-C gives a search up that is running, and the conversation goes on', async () => {
  // four phrases of one word, of different lengths, in texts of nothing else: each of its places is looked at 1,018 times
  const slow = new Index({ fields: { body: {} } })
  for (let id = 0; id < 20; id++) slow.add({ id, body: 'so '.repeat(100_000) })
  slow.add({ id: 20, body: 'storm' })
  const file = shop.path('slow.rostrum')
  writeFileSync(file, slow.toBytes())
  const query = [256, 255, 254, 253].map((times) => `"${'so '.repeat(times)}"`).join(' ')
  let isRunning = false
  const { shown, code } = await typeKeys(
    [
      ['rostrum> ', `${query}\r`],
      [
        'so so',
        '\u0003',
        async (pid) => {
          const before = processorSeconds(pid)
          for (let now = before; before !== undefined && now !== undefined && now - before < 3; now = processorSeconds(pid))
            await new Promise((resolve) => setTimeout(resolve, 100))
          isRunning = true
        },
      ],
      ['Stopped.', ''],
      ['rostrum> ', 'storm\r'],
      ['1 document', ':q\r'],
    ],
    {},
    file,
  )
  assert.ok(isRunning)
  assert.not.match(shown, /20 documents/)
  assert.match(shown, /Stopped\..*rostrum> .*1 document/s)
  assert.is(code, 0)
})

terminal('lines are remembered, readable by their writer alone', async () => {
  const env = { XDG_STATE_HOME: shop.path('fresh') }
  await typeKeys(
    [
      ['rostrum> ', 'storm\r'],
      ['1 document', '\u0004'],
    ],
    env,
  )
  assert.is(readFileSync(shop.path('fresh/rostrum/history'), 'utf8'), 'storm\n')
  const { shown } = await typeKeys(
    [
      ['rostrum> ', '\u001b[A\r'],
      ['1 document', ':q\r'],
    ],
    env,
  )
  assert.match(shown, /1 document/)
})

terminal('a home that cannot be written to is no trouble', async () => {
  const { code, shown } = await typeKeys([['rostrum> ', ':q\r']], { XDG_STATE_HOME: '/dev/null/x' })
  assert.is(code, 0)
  assert.not.match(shown, /ENOTDIR/)
  assert.not(existsSync('/dev/null/x'))
})

terminal('NO_COLOR is kept', async () => {
  const { shown } = await typeKeys(
    [
      ['rostrum> ', 'storm\r'],
      ['1 document', '\u0004'],
    ],
    { NO_COLOR: '1' },
  )
  assert.not.match(shown, /\u001b\[\d*(;\d+)*m/)
  assert.match(shown, /\*storm\*/i)
})

test.run()
