// Reads package-lock.json for what breaks a fresh clone on some system or names where it was made.

interface Locked {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
  dependencies?: Record<string, string>
}

/** Says which packages that others ask for have no entry of their own: `npm ci` then refuses the whole file, whatever the system. */
export function lockFaults(lock: string): string[] {
  const packages = new Map(Object.entries((JSON.parse(lock) as { packages: Record<string, Locked> }).packages))
  const faults: string[] = []
  for (const [path, { version, resolved, dependencies, optionalDependencies }] of packages) {
    if (resolved !== undefined) faults.push(`${path} says where it was fetched`)
    if (path !== '' && version === undefined) faults.push(`${path} has no version`)
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (!places(path, name).some((place) => packages.has(place))) faults.push(`${path} asks for ${name}, which has no entry`)
    }
  }
  return faults
}

/** Where Node looks for `name` from the package at `path`: its own node_modules first, the root's last. */
function places(path: string, name: string): string[] {
  const found = [`${path === '' ? '' : `${path}/`}node_modules/${name}`]
  for (let end = path.lastIndexOf('node_modules/'); end !== -1; end = end === 0 ? -1 : path.lastIndexOf('node_modules/', end - 1)) {
    found.push(`${path.slice(0, end)}node_modules/${name}`)
  }
  return found
}
