import t from 'tap'
import { pastedAddress, withoutPunctuation } from '../../src/typed/pasted.js'

t.test('what a text leaves around an address goes', async t => {
  const address = 'https://example.com/a_b-c'
  for (const around of [
    '“$”',
    '($).',
    '<$>',
    '[$]',
    '«$»',
    '„$“',
    '‘$’,',
    '「$」。',
    '*$*',
    '`$`;',
    '$…',
    '> $!',
    '$?!',
  ])
    t.equal(pastedAddress(around.replace('$', address)), address, around)
  t.equal(pastedAddress(`\u200b ${address}\n`), address)
})

t.test('what belongs to it stays', async t => {
  for (const same of [
    '[::1]:3000/abc',
    '[2001:db8::1]/',
    '/abc/',
    '@me',
    '-abc-',
    '_abc_',
    'a?b=',
    '例子.com/產品',
    '',
  ])
    t.equal(pastedAddress(same), same)
  t.equal(pastedAddress('“”'), '')
  t.equal(withoutPunctuation('(a).'), '(a')
})
