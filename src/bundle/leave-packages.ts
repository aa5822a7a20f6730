import type { Plugin } from 'esbuild'

/**
 * Packages of some hundred small files, which Node would look for and read one by one in every
 * process.
 */
const taken = ['typebox', 'drizzle-orm']

/** Leaves packages where they are installed, except those of many small files. */
export const leavePackages: Plugin = {
  name: 'leave packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || taken.some(name => path === name || path.startsWith(`${name}/`))) return
      return { path, external: true }
    })
  },
}
