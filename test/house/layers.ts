// The rules of the house as plain functions: who may import whom, how large a file is, what it is called and how it begins.
import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import ts from 'typescript'

/** Source texts by path from the root, with forward slashes: `src/bytes/varint.ts`. */
export type Tree = ReadonlyMap<string, string>

/** A module that a file names, and where: lines count from 1. `specifier` is undefined where it is computed. */
export interface Import {
  specifier: string | undefined
  line: number
}

const mostLines = 400
const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'base', 'manager', 'misc', 'shared']

/**
 * Reads the import order from the one line of the map: `a < b | c < d` puts a at 0, b and c at 1, d at 2.
 *
 * @throws Error where the line is not there once
 */
export function readOrder(map: string): Map<string, number> {
  const lines = map.split('\n').filter((line) => /^`?errors( [<|] [a-z]+)+`?$/.test(line.trim()))
  if (lines.length !== 1) throw new Error(`Expected one line "errors < ..." in src/README.md, got ${lines.length}`)
  const order = new Map<string, number>()
  for (const [level, group] of lines[0].trim().replaceAll('`', '').split(' < ').entries()) {
    for (const name of group.split(' | ')) order.set(name, level)
  }
  return order
}

/** Lists all that a file imports: `import`, `import type`, `export from`, `import()` in code and in types, `require`. */
export function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const found: Import[] = []
  const add = (node: ts.Node, specifier: ts.Node | undefined) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    found.push({ specifier: specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined, line })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, node.moduleSpecifier)
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node, node.moduleReference.expression)
    else if (ts.isImportTypeNode(node)) add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined)
    else if (ts.isCallExpression(node) && isLoader(node.expression)) add(node, node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isLoader(callee: ts.Node): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

/** The layer of a file of src: its folder, or its own name where it lies at the top; the front door `src/index.ts` belongs to `index`. */
export function layerOf(path: string): string {
  const [, first] = path.split('/')
  return first.replace(/\.ts$/, '')
}

/** Says which imports break the order, reach for Node outside its folders, or name a package that is not pinned; a sentence each. */
export function importFaults(tree: Tree, order: ReadonlyMap<string, number>, packages: ReadonlySet<string>): string[] {
  const faults: string[] = []
  for (const [path, text] of tree) {
    const layer = layerOf(path)
    const level = order.get(layer)
    if (level === undefined) {
      faults.push(`${path}: ${layer} has no place in the import order`)
      continue
    }
    for (const { specifier, line } of importsOf(path, text)) {
      const fault = specifier === undefined ? 'imports a computed name' : importFault(path, specifier)
      if (fault !== undefined) faults.push(`${path}:${line}: ${fault}`)
    }

    function importFault(from: string, specifier: string): string | undefined {
      if (specifier.startsWith('.')) {
        if (!specifier.endsWith('.js')) return `'${specifier}' does not end in .js`
        const target = posix.join(posix.dirname(from), specifier)
        if (!target.startsWith('src/')) return `'${specifier}' leaves src`
        const other = layerOf(target.replace(/\.js$/, '.ts'))
        if (other === layer) return undefined
        const otherLevel = order.get(other)
        if (otherLevel === undefined) return `${other} has no place in the import order`
        return otherLevel < level! ? undefined : `${layer} may not import ${other}`
      }
      if (specifier.startsWith('node:')) return layer === 'node' || layer === 'cli' ? undefined : `'${specifier}' outside node/ and cli/`
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
      if (builtinModules.includes(name) && !packages.has(name)) return `'${specifier}' without node:`
      if (name === 'rostrum') return 'imports the package by its own name'
      if (specifier === 'natural') return 'imports the whole of natural: go deep, to one stemmer'
      return packages.has(name) ? undefined : `'${name}' is not in package.json`
    }
  }
  return faults
}

/** Says which files are too long, have a name that says nothing, or do not begin with a comment; generated files may be long. */
export function shapeFaults(tree: Tree): string[] {
  const faults: string[] = []
  for (const [path, text] of tree) {
    const lines = text.replace(/^#!.*\n/, '').split('\n')
    const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    if (count > mostLines && !path.endsWith('.generated.ts')) faults.push(`${path}: ${count} lines, ${mostLines} at most`)
    for (const part of path.split('/')) {
      const name = part.replace(/\..*$/, '')
      if (emptyNames.includes(name)) faults.push(`${path}: the name ${name} says nothing`)
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push(`${path}: ${name} is not kebab-case`)
    }
    if (!/^\/\/ \S|^\/\*\*? ?\S|^\/\*\*$/.test(lines[0])) faults.push(`${path}: does not begin with a comment that says what it is`)
  }
  return faults
}

/** Says where the map of src and the files differ: a folder without a section, a section without a folder, a file that is not there. */
export function mapFaults(map: string, paths: readonly string[]): string[] {
  const folders = new Set(paths.flatMap((path) => (path.split('/').length > 2 ? [path.split('/')[1]] : [])))
  const sections = map.split(/^## /m).slice(1)
  const faults: string[] = []
  const told = new Set<string>()
  for (const section of sections) {
    const folder = /^\[([a-z-]+)\/\]\(\1\) \S/.exec(section)?.[1]
    if (folder === undefined) continue
    told.add(folder)
    if (!folders.has(folder)) faults.push(`${folder}/ has a section and no file`)
    for (const [, file] of section.matchAll(/`([a-z-]+\.ts)`/g)) {
      if (!paths.includes(`src/${folder}/${file}`)) faults.push(`${folder}/${file} is named and not there`)
    }
  }
  for (const folder of folders) if (!told.has(folder)) faults.push(`${folder}/ has no section`)
  return faults
}
