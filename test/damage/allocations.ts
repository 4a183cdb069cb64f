// Watches what is allocated: import it before anything that allocates, for a module may keep a constructor under a name of its own.

/** The largest allocation of a typed array or buffer since it was set to 0, in bytes, and where it was made. */
export const largest = { bytes: 0, stack: '' }

type Constructor = new (...given: unknown[]) => { readonly byteLength: number }

const watched = ['ArrayBuffer', 'Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array'] as const
for (const name of watched) {
  const original = globalThis[name] as unknown as Constructor
  const proxy: Constructor = new Proxy(original, {
    construct(target, given, newTarget) {
      const made = Reflect.construct(target, given, newTarget === proxy ? target : newTarget) as { readonly byteLength: number }
      // a view of a buffer takes nothing
      if (!(given[0] instanceof ArrayBuffer) && made.byteLength > largest.bytes) {
        largest.bytes = made.byteLength
        largest.stack = new Error(name).stack ?? ''
      }
      return made
    },
  })
  Object.defineProperty(globalThis, name, { value: proxy, writable: true, configurable: true })
}
