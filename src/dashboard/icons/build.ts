// Makes the icons at build time. One file has those of the pages: the flags of circle-flags, by the
// two letters of their country, the brands of Tabler Icons, and the drawings beside this file. Each
// is a symbol that a page shows with <use>. The others are the service's own sign, for phones.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'
import { tablerNames } from './brands.js'
import { drawings } from './drawings.js'
import { logoFile } from './logo.js'
import { pictures } from './pictures.js'

const assets = fileURLToPath(new URL('../../../dist/assets/', import.meta.url))

const drawn = Object.entries(drawings).map(([name, shapes]) => symbol(name, 24, shapes))
const symbols = [...flags(), ...brands(), ...drawn]
const sprite = `<svg xmlns="http://www.w3.org/2000/svg"><!-- ${licences()} -->${symbols.join('')}</svg>`
store('icons.svg', sprite)
for (const { file, pixels, purpose } of pictures)
  store(file, new Resvg(logoFile(purpose), { fitTo: { mode: 'width', value: pixels } }).render().asPng())

/** Its file name has a hash of its content, like every asset. */
function store(file: string, content: string | Buffer): void {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
  const { name, ext } = parse(file)
  writeFileSync(join(assets, `${name}-${hash}${ext}`), content)
}

function flags(): string[] {
  const directory = join(packageDirectory('circle-flags'), 'flags')
  const found = readdirSync(directory).flatMap(file => {
    const [, code] = /^([a-z]{2})\.svg$/.exec(file) ?? []
    if (code === undefined) return []
    // The mask only makes it round, which a style does, too.
    const [, shapes] =
      /<g mask="url\(#a\)">(.*)<\/g><\/svg>\s*$/s.exec(readFileSync(join(directory, file), 'utf8')) ?? []
    if (shapes === undefined) throw new Error(`${file} of circle-flags has another form than expected.`)
    return [symbol(code.toUpperCase(), 512, shapes)]
  })
  if (found.length < 200) throw new Error(`circle-flags has only ${found.length} flags.`)
  return found
}

function brands(): string[] {
  const { icons } = readTabler('icons.json')
  return [...tablerNames].map(name => {
    const { body } = icons[name] ?? {}
    if (body === undefined) throw new Error(`Tabler Icons has no ${name}.`)
    return symbol(name, 24, body)
  })
}

function symbol(name: string, size: number, shapes: string): string {
  return `<symbol id="${name}" viewBox="0 0 ${size} ${size}">${shapes}</symbol>`
}

/** The licences of the icons, for an XML comment, which must not contain two hyphens. */
function licences(): string {
  const text = readFileSync(join(packageDirectory('circle-flags'), 'LICENSE.md'), 'utf8')
  const { name, author, license } = readTabler('info.json')
  if (license.spdx !== 'MIT' || !text.startsWith('# MIT License')) throw new Error('A licence has changed.')
  const brands = `Brands: ${name} (${author.url}), Copyright (c) ${author.name}, under the same licence.`
  return `Flags: circle-flags.\n${text}\n${brands}`.replaceAll('--', '- -')
}

function readTabler(file: string) {
  return JSON.parse(readFileSync(join(packageDirectory('@iconify-json/tabler'), file), 'utf8'))
}

function packageDirectory(name: string): string {
  try {
    return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)))
  } catch (cause) {
    throw new Error(`The package ${name} is not installed: run "npm ci".`, { cause })
  }
}
