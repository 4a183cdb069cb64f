// The table of commands: one line each, loaded when asked for, so that a search loads nothing of a build.

import type { Command } from './command.js'

/** Every command by name, in the order of the help, with its line of help and how to load it. */
export const commands: readonly { name: string; summary: string; load: () => Promise<Command> }[] = [
  { name: 'build', summary: 'Build an index file from articles', load: async () => (await import('./commands/build.js')).build },
  { name: 'search', summary: 'Search an index file', load: async () => (await import('./commands/search.js')).search },
  { name: 'quotes', summary: 'Search what was said, and by whom', load: async () => (await import('./commands/quotes.js')).quotes },
  { name: 'repl', summary: 'Search line by line, with commands', load: async () => (await import('./commands/repl.js')).repl },
  { name: 'info', summary: 'Tell what an index file holds', load: async () => (await import('./commands/info.js')).info },
  {
    name: 'check',
    summary: 'Read every byte of an index file and verify it',
    load: async () => (await import('./commands/check.js')).check,
  },
  { name: 'merge', summary: 'Merge index files into one', load: async () => (await import('./commands/merge.js')).merge },
  { name: 'dump', summary: 'Show any part of an index file as text', load: async () => (await import('./commands/dump.js')).dump },
  { name: 'serve', summary: 'Serve a search page on this machine', load: async () => (await import('./commands/serve.js')).serve },
  {
    name: 'export',
    summary: 'Write a search page for any static host',
    load: async () => (await import('./commands/export.js')).exportSite,
  },
  {
    name: 'completion',
    summary: 'Write a completion script for bash or zsh',
    load: async () => (await import('./commands/completion.js')).completion,
  },
]
