// The one module of Readability that Rostrum bundles; its deep path comes without types.

declare module '@mozilla/readability/Readability.js' {
  const Readability: new (
    document: unknown,
    options?: { disableJSONLD?: boolean; charThreshold?: number },
  ) => { parse(): { content?: string | null; byline?: string | null } | null }
  export default Readability
}
