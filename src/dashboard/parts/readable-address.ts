import { domainToUnicode } from 'node:url'

/**
 * Scripts that may be mixed in one label of a domain. Japanese and Korean need several; Latin comes
 * without the letters that look like others, such as the dotless i.
 */
const alphabets = [
  String.raw`[a-z\u00df-\u00f6\u00f8-\u0130\u0132-\u017e\u1e00-\u1eff]`,
  String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]`,
  String.raw`[\p{scx=Han}\p{scx=Hangul}]`,
  ...['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek'],
  ...['Gujarati', 'Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Malayalam', 'Myanmar', 'Oriya'],
  ...['Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai'],
].map(script => new RegExp(`^(?:${script.startsWith('[') ? script : `\\p{scx=${script}}`}|[0-9-])+$`, 'u'))

/** Of letters that all look like Latin ones. */
const lookalike = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡνοκαρυτιεχωγη0-9-]+$/u

/**
 * An address as people read it, with or without its scheme: "xn--mnchen-3ya.de/stra%C3%9Fe" is
 * "münchen.de/straße". As browsers do, a label of a domain stays encoded if it mixes scripts or
 * looks like another one, and what is no letter or digit stays so in the path. Not for `href`.
 */
export function readableAddress(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z]+:\/\/)?([^/?#]*)(.*)$/is.exec(address) ?? []
  return (
    scheme +
    host.replace(/xn--[a-z\d-]+/gi, readableLabel) +
    rest.replace(/(?:%[89a-f][\da-f])+/gi, readableText)
  )
}

function readableLabel(label: string): string {
  const readable = domainToUnicode(label)
  const plain = /^[\p{L}\p{M}\d-]+$/u.test(readable) && !/\p{DI}/u.test(readable)
  return plain && !lookalike.test(readable) && alphabets.some(alphabet => alphabet.test(readable))
    ? readable
    : label
}

function readableText(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replace(/[^\p{L}\p{M}\p{N}\p{Pd}]|\p{DI}/gu, encodeURIComponent)
  } catch {
    return encoded
  }
}
