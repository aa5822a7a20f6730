import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const source = fileURLToPath(new URL('..', import.meta.url))
const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** Stay outside, because they read files that lie beside them. */
const left = ['@resvg/resvg-js', 'badge-maker']

/** Made of hundreds of files, which every process would otherwise find and read one by one. */
const taken = Object.keys(dependencies).filter(name => !left.includes(name))

/** CommonJS packages among them load Node's own modules with `require`. */
const banner = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`

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
    banner: { js: banner },
    // Failures name the sources, with `node --enable-source-maps`.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [...plugins, leavePackages],
  })
}

/** Bundles the packages in `taken` with all that they import, and leaves others where they are. */
const leavePackages: Plugin = {
  name: 'leave packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || importer.includes(`${sep}node_modules${sep}`)) return
      if (taken.some(name => path === name || path.startsWith(`${name}/`))) return
      return { path, external: true }
    })
  },
}
