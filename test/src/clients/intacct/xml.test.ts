import { describe, expect, it } from 'vitest';
import { document, element, parseXml, REPLY_DEPTH_MAX } from '../../../../src/clients/intacct/xml.js';

describe('element', () => {
  it.each([
    ['<a>&lt;b/&gt; &amp; &apos;c&apos;</a>', element('a', "<b/> & 'c'")],
    ['<a x="&quot;1&quot;">2</a>', element('a', 2, { x: '"1"' })],
    ['<a/>', element('a', null)],
    ['<a/>', element('a', '')],
    ['<a><b>true</b><c/></a>', element('a', [element('b', true), element('c', undefined)])],
    ['<a>bell</a>', element('a', '\u0007bell\ud800')],
    ['<a>😀</a>', element('a', '😀')],
  ])('writes %s', (expected, written) => {
    expect(written.xml).toBe(expected);
  });
});

describe('parseXml', () => {
  it('reads back what was written', () => {
    const text = document(element('a', [element('b', 'line 1\r\nline 2 & <more>')]));
    expect(parseXml(text).children[0]?.text).toBe('line 1\r\nline 2 & <more>');
  });

  it.each([
    ['not closed', '<a><b></a>'],
    ['empty', ''],
    ['not XML', 'upstream connect error'],
    ['two roots', '<a/><b/>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['an unknown entity', '<a>&e;</a>'],
    ['nested too deep', '<a>'.repeat(REPLY_DEPTH_MAX + 1) + '</a>'.repeat(REPLY_DEPTH_MAX + 1)],
  ])('refuses what is %s', (_title, text) => {
    expect(() => parseXml(text)).toThrow(SyntaxError);
  });
});
