// The package as a stranger gets it: packed, listed, installed into an empty folder; and what may not be inside.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../.ci/setup.mjs'

/** How a program ended. */
export interface Ended {
  /** The exit code; null where it was killed. */
  code: number | null
  /** What it wrote, stdout before stderr. */
  output: string
  stdout: string
}

/** Runs a program without input and without colours. */
export function run(directory: string, program: string, args: readonly string[]): Ended {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { code: status, output: `${stdout}${stderr}${error?.message ?? ''}`, stdout }
}

/** Packs the checkout into `directory` as it stands, without its life-cycle scripts; returns the tarball and the files inside. */
export function pack(directory: string): { tarball: string; files: string[] } {
  const { code, stdout, output } = run(root, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory])
  if (code !== 0) throw new Error(`npm pack: ${output}`)
  const [{ filename, files }] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]
  return { tarball: join(directory, filename), files: files.map(({ path }) => path).sort() }
}

/** Installs a tarball into a new project at `directory`, without network: a package with a runtime dependency cannot be. */
export function install(directory: string, tarball: string): Ended {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'package.json'), '{ "name": "stranger", "version": "1.0.0", "private": true }\n')
  return run(directory, 'npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball])
}

/** Says which files do not belong into the package: all but dist's code, types and maps, and the papers. */
export function strangeFiles(files: readonly string[]): string[] {
  const allowed =
    /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/THIRD_PARTY_LICENSES|dist\/(?:[\w-]+\/)*[\w.-]+?\.(?:js|cjs|js\.map|cjs\.map|d\.ts|d\.cts))$/
  return files.filter((file) => !allowed.test(file) || file.includes('metafile'))
}

/** Says which paths in a source map, or in a built file, are those of the machine that built it. */
export function machinePaths(path: string, text: string, home: string): string[] {
  const found = text.includes(home) ? [`${path}: holds ${home}`] : []
  if (!path.endsWith('.map')) return found
  const { sources, sourceRoot } = JSON.parse(text) as { sources: string[]; sourceRoot?: string }
  for (const source of [...sources, sourceRoot ?? '']) {
    if (/^(?:\/|[a-z]:[\\/]|file:|\\\\)/i.test(source)) found.push(`${path}: ${source} is absolute`)
  }
  return found
}

/** The files under `directory`, relative to it, with forward slashes. */
export function filesOf(directory: string, prefix = ''): string[] {
  return readdirSync(join(directory, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(directory, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  )
}

/** Type-checks one program in `directory` under a module resolution, our own types included; without the types of Node unless `node` says so. */
export function typeCheck(directory: string, file: string, resolution: 'NodeNext' | 'Bundler', node = false): Ended {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023', 'DOM'],
    module: resolution === 'NodeNext' ? 'NodeNext' : 'ESNext',
    moduleResolution: resolution,
    typeRoots: [join(root, 'node_modules/@types')],
    types: node ? ['node'] : [],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  }
  const config = `tsconfig.${resolution}.${file}.json`
  writeFileSync(join(directory, config), JSON.stringify({ compilerOptions, files: [file] }))
  return run(directory, process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config])
}

/** The text of a file of the installed package. */
export function readInstalled(directory: string, path: string): string {
  return readFileSync(join(directory, 'node_modules/rostrum', path), 'utf8')
}
