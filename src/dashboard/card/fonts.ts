import { closeSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LRUCache } from 'lru-cache'

/** Regular and bold; the first family that has a sign writes it, and emoji are of the last one. */
const families = [
  {
    name: 'DejaVu Sans',
    files: ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'],
  },
  {
    name: 'BIZ UDPGothic',
    files: [
      '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
      '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
    ],
  },
  {
    name: 'Noto Emoji',
    files: [
      '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
      '@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf',
    ],
  },
] as const

export type Family = (typeof families)[number]['name']
export const usualFamily = families[0].name
export const emojiFamily = families[2].name

export const fontFiles = families.flatMap(({ files }) => files.map(pathOf))

/** A sign as people see it may have several characters; this one is drawn as a picture. */
const emoji = /\p{Emoji_Presentation}|\p{RI}|\ufe0f|\u20e3/u
/** The longest emoji of the standard has ten characters. */
const longestEmoji = 10

export function isEmoji(sign: string): boolean {
  return emoji.test(sign)
}

/** How a sign is written. */
interface Writing {
  /** Null if no family has it. */
  family: Family | null
  /** In regular and in bold, as multiples of the font size. */
  widths: [regular: number, bold: number]
}

/** Texts are measured for each request of a card. */
const writings = new LRUCache<string, Writing>({ max: 5_000 })

export function writingOf(sign: string): Writing {
  const kept = writings.get(sign)
  if (kept !== undefined) return kept
  const family = familyOf(sign)
  const writing: Writing = { family, widths: [widthOf(sign, family, 0), widthOf(sign, family, 1)] }
  writings.set(sign, writing)
  return writing
}

function familyOf(sign: string): Family | null {
  // The joiner and the selector of emoji have no shape of their own.
  const characters = [...sign.replace(/[\u200d\ufe0f]/g, '')]
  const has = ({ name }: { name: Family }) => characters.every(one => covers(name, one.codePointAt(0) ?? 0))
  if (!isEmoji(sign)) return families.find(has)?.name ?? null
  return characters.length <= longestEmoji && has({ name: emojiFamily }) ? emojiFamily : null
}

/** How wide a joined Arabic letter is, roughly, beside the single one that a file measures. */
const joined = 0.78

function widthOf(sign: string, family: Family | null, weight: 0 | 1): number {
  const face = family === null ? undefined : facesOf(family)[weight]
  const widths = [...sign].map(one => face?.widthOf(one.codePointAt(0) ?? 0) ?? 0)
  return Math.max(0, ...widths) * (/\p{Script=Arabic}/u.test(sign) ? joined : 1)
}

/** What is known of a file without drawing it. */
interface Face {
  has(character: number): boolean
  /** As a multiple of the font size. */
  widthOf(character: number): number
}

const read = new Map<Family, Face[]>()

function facesOf(name: Family): Face[] {
  const faces = read.get(name) ?? families.find(one => one.name === name)?.files.map(readFace) ?? []
  read.set(name, faces)
  return faces
}

/** Whether both weights of the family have the character. */
function covers(name: Family, character: number): boolean {
  return facesOf(name).every(face => face.has(character))
}

/**
 * Reads a TrueType file (https://learn.microsoft.com/typography/opentype/spec): its characters from
 * format 12 of `cmap`, which all these files have, and the widths of its glyphs from `hmtx`.
 */
function readFace(file: string): Face {
  const handle = openSync(pathOf(file), 'r')
  const take = (at: number, length: number) => {
    const bytes = Buffer.alloc(length)
    readSync(handle, bytes, 0, length, at)
    return bytes
  }
  try {
    const tables = take(12, 16 * take(4, 2).readUInt16BE())
    const startOf = (table: string) => tables.readUInt32BE(tables.indexOf(table) + 8)
    const unitsPerEm = take(startOf('head') + 18, 2).readUInt16BE()
    const measured = take(startOf('hhea') + 34, 2).readUInt16BE()
    const metrics = take(startOf('hmtx'), 4 * measured)
    const groups = readGroups(take, startOf('cmap'))
    const glyphOf = (character: number): number | null => {
      let [low, high] = [0, groups.length / 12]
      while (low < high) {
        const at = (low + high) >> 1
        const first = groups.readUInt32BE(12 * at)
        if (character < first) high = at
        else if (character > groups.readUInt32BE(12 * at + 4)) low = at + 1
        else return groups.readUInt32BE(12 * at + 8) + character - first
      }
      return null
    }
    return {
      has: character => glyphOf(character) !== null,
      widthOf: character =>
        metrics.readUInt16BE(4 * Math.min(glyphOf(character) ?? 0, measured - 1)) / unitsPerEm,
    }
  } finally {
    closeSync(handle)
  }
}

/** Ranges of characters in order, 12 bytes each: the first, the last, the glyph of the first. */
function readGroups(take: (at: number, length: number) => Buffer, cmap: number): Buffer {
  for (let n = take(cmap + 2, 2).readUInt16BE() - 1; n >= 0; n--) {
    const at = cmap + take(cmap + 4 + 8 * n + 4, 4).readUInt32BE()
    if (take(at, 2).readUInt16BE() === 12) return take(at + 16, 12 * take(at + 12, 4).readUInt32BE())
  }
  throw new Error('The font has no table of format 12 for its characters.')
}

function pathOf(file: string): string {
  return fileURLToPath(import.meta.resolve(file))
}
