import { describe, expect, it } from 'vitest';
import { sourceToDocument } from '../../../core/read-document.ts';
import { readFile } from '../../../workers/readers/read-file.ts';

/** A web archive of parts: headers, an empty line, the body. */
function archiveOf(
  parts: readonly string[],
  head = 'From: <Saved by Blink>\r\nSubject: page\r\n',
): Uint8Array<ArrayBuffer> {
  const mark = '----MultipartBoundary--x----';
  const text = `${head}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="${mark}"\r\n\r\n${parts
    .map((part) => `--${mark}\r\n${part}\r\n`)
    .join('')}--${mark}--\r\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function part(address: string, body: string, type = 'text/html', headers = ''): string {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: ${address}\r\n${headers}\r\n${toQuoted(body)}`;
}

function toQuoted(text: string): string {
  const escaped = [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x3d
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
  return escaped.replace(/(.{60}[^=]{3})(?=.)/g, '$1=\r\n');
}

const table = (name: string, amount: string) =>
  `<table><tr><td>项目</td><td>金额</td></tr><tr class=h><td>旧</td><td>9</td></tr><tr><td>${name}</td><td>${amount}</td></tr></table>`;

async function tablesOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const reading = await readFile({ name: 'a.mht', bytes }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.code);
  return sourceToDocument(reading.value).tables.map(({ cells }) => cells.map(({ text }) => text));
}

describe('readMhtml', () => {
  it('reads the page with its style sheets and frames', async () => {
    const page = `<meta charset=utf-8><link rel=stylesheet href="css/a.css">${table('甲', '1,200.50')}<iframe src="cid:frame-1@x"></iframe>`;
    const bytes = archiveOf([
      part('https://gov.example/a.html', page),
      part('https://gov.example/css/a.css', '.h { display: none }', 'text/css'),
      part(
        'https://gov.example/f.html',
        `<style>.h{display:none}</style>${table('乙', '3.00')}`,
        'text/html',
        'Content-ID: <frame-1@x>\r\n',
      ),
    ]);
    expect(await tablesOf(bytes)).toEqual([
      ['项目', '金额', '甲', '1,200.50'],
      ['项目', '金额', '乙', '3.00'],
    ]);
  });

  it("reads the sheets of Excel's archive in their order, whichever is shown", async () => {
    const book = `<head><link id="shLink" href="b.files/sheet001.htm"><link id="shLink" href="b.files/sheet002.htm"></head>
      <frameset><frame src="b.files/sheet002.htm" name="frSheet"></frameset>`;
    const sheet = (amount: string) => `<link rel=Stylesheet href=stylesheet.css>${table('甲', amount)}`;
    const bytes = archiveOf(
      [
        part('file:///C:/1/b.htm', book),
        part('file:///C:/1/b.files/stylesheet.css', 'tr.h {display:none;}', 'text/css'),
        part('file:///C:/1/b.files/sheet001.htm', sheet('1.00')),
        part('file:///C:/1/b.files/sheet002.htm', sheet('2.00')),
      ],
      'X-Document-Type: Workbook\r\n',
    );
    expect(await tablesOf(bytes)).toEqual([
      ['项目', '金额', '甲', '1.00'],
      ['项目', '金额', '甲', '2.00'],
    ]);
  });

  it("reads Word's archive in GBK and base64", async () => {
    const gbk = Buffer.from([0xd4, 0xa4, 0xcb, 0xe3]);
    const html = Buffer.concat([
      Buffer.from('<meta charset=gb2312><table><tr><td>'),
      gbk,
      Buffer.from('</td><td>a</td></tr><tr><td>b</td><td>1.00</td></tr></table>'),
    ]);
    const body = (html.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
    const bytes = archiveOf([
      `Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n${body}`,
    ]);
    expect((await tablesOf(bytes))[0]).toEqual(['预算', 'a', 'b', '1.00']);
  });
});
