// What only the compiler knows about src: which globals a file uses, and which public exports lack a doc comment.
import { join } from 'node:path'
import ts from 'typescript'
import { layerOf, type Tree } from './layers.js'

/** Web standards that Node 20 has too: these may be used everywhere. */
const universal = new Set(
  [
    'AbortController AbortSignal Blob ByteLengthQueuingStrategy CompressionStream DecompressionStream DOMException Event EventTarget File',
    'ReadableStream ReadableStreamDefaultReader Response Request Headers TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream',
    'atob btoa clearTimeout crypto fetch MessageChannel performance queueMicrotask setTimeout structuredClone WebAssembly BufferSource',
  ].flatMap((line) => line.split(' ')),
)

/** Compiles `tree`, in place of what lies on the disk under `root`, as the library is compiled. */
export function compile(root: string, tree: Tree): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const texts = new Map([...tree].map(([path, text]) => [join(root, path), text]))
  const { readFile, fileExists } = host
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, target)
  }
  host.getCurrentDirectory = () => root
  return ts.createProgram({ rootNames: [...texts.keys()], options, host })
}

/** Says which files use a global of browsers outside browser/, one of Node outside node/ and cli/, or the console outside cli/. */
export function globalFaults(root: string, tree: Tree, program: ts.Program): string[] {
  const checker = program.getTypeChecker()
  const faults: string[] = []
  for (const path of tree.keys()) {
    const source = program.getSourceFile(join(root, path))!
    const layer = layerOf(path)
    const visit = (node: ts.Node): void => {
      const owner = ts.isIdentifier(node) ? ownerOf(node) : undefined
      if (owner !== undefined) {
        const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
        faults.push(`${path}:${line}: ${(node as ts.Identifier).text} is ${owner}`)
      }
      ts.forEachChild(node, visit)
    }

    function ownerOf(node: ts.Identifier): string | undefined {
      if (universal.has(node.text)) return undefined
      const declarations = checker.getSymbolAtLocation(node)?.declarations ?? []
      if (declarations.length === 0 || !declarations.every(isGlobal)) return undefined
      const files = declarations.map((declaration) => declaration.getSourceFile().fileName)
      if (files.some((file) => /\/lib\.es[^/]*\.d\.ts$/.test(file))) return undefined
      if (node.text === 'console') return layer === 'cli' ? undefined : 'not for the library: it writes nothing by itself'
      const isOfBrowsers = files.some((file) => /\/lib\.dom[^/]*\.d\.ts$/.test(file))
      // what both have, a page may use
      if (isOfBrowsers && layer === 'browser') return undefined
      if (files.some((file) => file.includes('/@types/node/'))) return layer === 'node' || layer === 'cli' ? undefined : 'of Node'
      return isOfBrowsers ? 'of browsers' : undefined
    }
    visit(source)
  }
  return faults
}

/** Tells whether a declaration stands in the global scope, and is not a member of something or a name in a module. */
function isGlobal(declaration: ts.Declaration): boolean {
  for (let node: ts.Node = declaration.parent; !ts.isSourceFile(node); node = node.parent) {
    // @types/node writes `declare module 'process' { global { var process } }`.
    if (ts.isModuleDeclaration(node)) return (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0
    if (!ts.isVariableDeclarationList(node) && !ts.isVariableStatement(node) && !ts.isModuleBlock(node)) return false
  }
  return true
}

/** Says which exports of the entry files have no doc comment at their declaration. */
export function undocumentedExports(root: string, entries: readonly string[], program: ts.Program): string[] {
  const checker = program.getTypeChecker()
  return entries.flatMap((entry) => {
    const source = program.getSourceFile(join(root, entry))
    const symbol = source && checker.getSymbolAtLocation(source)
    if (!symbol) return [`${entry}: is not a module`]
    return checker.getExportsOfModule(symbol).flatMap((exported) => {
      const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      return target.getDocumentationComment(checker).length > 0 ? [] : [`${entry}: ${exported.name} has no doc comment`]
    })
  })
}
