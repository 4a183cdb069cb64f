// Brings every part of a compiled query to the level of the documents wanted: those put in, or the items of one of their nested properties.
//
// A part belongs to the level of its fields. What belongs to another level is joined: items to the document they stand in, that document to its
// items. Parts of one bool that belong to the items of one property are asked of one item together.

import type { Schema } from '../schema.js'
import type { Node } from './node.js'

/** The node that finds documents of level `target` where `node` speaks of any. Linear in its parts. */
export function atLevel(node: Node, schema: Schema, target: number): Node {
  return schema.nested.length === 0 ? node : placed(node)

  function placed(inner: Node): Node {
    switch (inner.node) {
      case 'none':
        return inner
      case 'all':
        return { node: 'all', level: target }
      case 'join':
        // asked for by name: of items themselves, where they are what is wanted
        return inner.from === target ? inner.of : joined(inner, 0)
      case 'bool':
        return placedBool(inner.must, inner.should, inner.not, inner.atLeast)
      case 'constant': {
        const level = levelOf(inner.of)
        return level === undefined ? { ...inner, of: placed(inner.of) } : joined(inner, level)
      }
      case 'scaled': {
        const level = levelOf(inner.of)
        return level === undefined || level !== schema.fields[inner.field].level ? { ...inner, of: placed(inner.of) } : joined(inner, level)
      }
      case 'max':
        return levelOf(inner) === undefined ? { ...inner, of: inner.of.map(placed) } : joined(inner, levelOf(inner) as number)
      default:
        return joined(inner, levelOf(inner) ?? target)
    }
  }

  function placedBool(musts: readonly Node[], shoulds: readonly Node[], nots: readonly Node[], atLeast: number | undefined): Node {
    if (atLeast !== undefined) {
      // each counts by itself: those of one item are not asked of it together
      return { node: 'bool', must: musts.map(placed), should: shoulds.map(placed), not: nots.map(placed), atLeast }
    }
    const groups = new Map<number, { must: Node[]; should: Node[] }>()
    const group = (level: number) => {
      let known = groups.get(level)
      if (known === undefined) groups.set(level, (known = { must: [], should: [] }))
      return known
    }
    for (const each of musts) {
      const level = levelOf(each)
      if (level === undefined) group(target).must.push(placed(each))
      else group(level).must.push(each)
    }
    for (const each of shoulds) {
      const level = levelOf(each)
      if (level === undefined) group(target).should.push(placed(each))
      else group(level).should.push(each)
    }
    const own = group(target)
    for (const [level, { must, should }] of groups) {
      if (level === target) continue
      const list = must.length > 0 ? own.must : own.should
      list.push(joined(both(must, should), level))
    }
    return both(
      own.must,
      own.should,
      nots.map((each) => placed(each)),
    )
  }

  /** `inner`, which finds documents of `level`, finding those of the target. */
  function joined(inner: Node, level: number): Node {
    if (level === target) return inner
    const parents: Node = level === 0 ? inner : { node: 'join', from: level, to: 0, of: inner }
    return target === 0 ? parents : { node: 'join', from: 0, to: target, of: parents }
  }

  /** The one level that all of a part belongs to; undefined where there are several, or what only a whole bool can place: `not`, `all`, joins. */
  function levelOf(inner: Node): number | undefined {
    switch (inner.node) {
      case 'term':
      case 'phrase':
      case 'expand':
        return schema.fields[inner.fields[0]].level
      case 'range':
      case 'exists':
        return schema.fields[inner.field].level
      case 'scaled': {
        const level = levelOf(inner.of)
        return level === schema.fields[inner.field].level ? level : undefined
      }
      case 'constant':
        return levelOf(inner.of)
      case 'max':
        return sameLevel(inner.of)
      case 'bool':
        return inner.not.length === 0 && inner.atLeast === undefined ? sameLevel([...inner.must, ...inner.should]) : undefined
      default:
        return undefined
    }
  }

  function sameLevel(nodes: readonly Node[]): number | undefined {
    const [first, ...others] = nodes.map(levelOf)
    return others.every((level) => level === first) ? first : undefined
  }
}

function both(must: readonly Node[], should: readonly Node[], not: readonly Node[] = []): Node {
  if (not.length === 0 && must.length + should.length === 1) return must[0] ?? should[0]
  return { node: 'bool', must, should, not }
}
