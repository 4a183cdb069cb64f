// Looks into built JavaScript for what a page cannot run, or a strict content policy forbids.
import { builtinModules } from 'node:module'
import { dirname, posix } from 'node:path'
import ts from 'typescript'

/** Globals that are Node's alone. */
const nodeGlobals = new Set(['process', 'Buffer', '__dirname', '__filename', 'require', '__require', 'setImmediate', 'global'])

/** Code made from text: refused by a content policy without 'unsafe-eval'. */
const makers = new Set(['eval', 'Function'])

/** Says what of Node, and which making of code from text, stands in a built file; property names, strings and comments do not count. */
export function unfitForPages(path: string, text: string): string[] {
  const source = parse(path, text)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const fault = ts.isIdentifier(node) ? identifierFault(node) : ts.isStringLiteralLike(node) ? moduleFault(node) : undefined
    if (fault !== undefined) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}: ${fault}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function identifierFault(node: ts.Identifier): string | undefined {
  const { parent, text } = node
  const isProperty = ts.isPropertyAccessExpression(parent) && parent.name === node
  if (isProperty && !(ts.isIdentifier(parent.expression) && parent.expression.text === 'globalThis')) return undefined
  if (isNameOfMember(node)) return undefined
  if (nodeGlobals.has(text)) return `uses ${text}`
  // `x instanceof Function` makes nothing.
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node
  return makers.has(text) && (text === 'eval' || isCalled) ? `calls ${text}` : undefined
}

/** Tells whether an identifier only names a member (of an object literal, a class, an export) or a function expression. */
function isNameOfMember(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name === node
  // esbuild wraps a bundled CommonJS file in a `function __require()`, which calls nothing.
  if (ts.isFunctionExpression(parent)) return parent.name === node
  if (ts.isGetAccessor(parent) || ts.isSetAccessor(parent)) return parent.name === node
  return ts.isBindingElement(parent) ? parent.propertyName === node : ts.isExportSpecifier(parent) && parent.name === node
}

function moduleFault(node: ts.StringLiteralLike): string | undefined {
  const { parent, text } = node
  const isImported =
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    (ts.isCallExpression(parent) &&
      (parent.expression.kind === ts.SyntaxKind.ImportKeyword || /^(__)?require$/.test(parent.expression.getText())))
  if (!isImported || text.startsWith('./') || text.startsWith('../')) return undefined
  return text.startsWith('node:') || builtinModules.includes(text)
    ? `imports ${text} of Node`
    : `imports ${text}, which is not in the package`
}

/** The files that an entry reaches by imports, itself first, lazily loaded chunks included. */
export function reachable(entry: string, read: (path: string) => string): string[] {
  const reached = new Set([entry])
  for (const path of reached) {
    const visit = (node: ts.Node): void => {
      const isSpecifier =
        ts.isStringLiteralLike(node) &&
        (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isCallExpression(node.parent)) &&
        /^\.{1,2}\/.*\.c?js$/.test(node.text)
      if (isSpecifier) reached.add(posix.join(dirname(path), node.text))
      ts.forEachChild(node, visit)
    }
    visit(parse(path, read(path)))
  }
  return [...reached]
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
}
