import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const source = fileURLToPath(new URL('..', import.meta.url))

/**
 * Packages of some hundred small files, which Node would look for and read one by one in every
 * process.
 */
const taken = ['typebox', 'drizzle-orm']

/**
 * Bundles programs, and the threads that they start, with all that they import. A file's place
 * below `out` is its place below `base`, and `programs` are paths below `base`.
 */
export async function bundle(
  base: string,
  programs: readonly string[],
  out: string,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  const threads = sources.filter(path => path.endsWith('worker.ts')).map(path => join(source, path))
  await build({
    absWorkingDir: base,
    entryPoints: [...programs, ...threads],
    outdir: out,
    outbase: base,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Failures name the sources, with `node --enable-source-maps`.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [...plugins, leavePackages],
  })
}

/** Leaves packages where they are installed, except those of many small files. */
const leavePackages: Plugin = {
  name: 'leave packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || taken.some(name => path === name || path.startsWith(`${name}/`))) return
      return { path, external: true }
    })
  },
}
