import { describe, expect, it } from 'vitest';
import { type Answer, fileNameOf, judgeAnswer, type Wanted } from '../../extension/panel/obtain.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const pdf = bytesOf('%PDF-1.7\n1 0 obj\n');
const login = bytesOf('<!DOCTYPE html><html><head><title>登录</title></head><body>请登录</body></html>');
const wanted: Wanted = { address: 'https://portal.example/files/a.pdf', kind: 'pdf', method: 'tab-bytes' };
const answer = (more: Partial<Answer>): Answer => ({
  status: 200,
  contentType: 'application/pdf',
  contentDisposition: '',
  declaredLength: undefined,
  bytes: pdf,
  ...more,
});
const refusalOf = (more: Partial<Answer>, want: Wanted = wanted) => {
  const judged = judgeAnswer(answer(more), want);
  return judged.ok ? undefined : judged.refusal;
};

describe('judgeAnswer', () => {
  it('takes a PDF that is one, with its method and address', () => {
    const judged = judgeAnswer(answer({}), wanted);
    expect(judged.ok && judged.file).toMatchObject({
      name: 'a.pdf',
      method: 'tab-bytes',
      address: wanted.address,
    });
  });

  it('refuses a login page that comes with status 200 instead of a PDF', () => {
    const refusal = refusalOf({ bytes: login, contentType: 'text/html; charset=utf-8' });
    expect(refusal?.code).toBe('link-expired');
    expect(refusal?.message.zh).toBe('网站给的是一张“链接已失效”的网页，不是 PDF。未存为证据。');
    expect(refusal?.message.en).toBe(
      'The site sent an "expired link" page, not the PDF. It was not kept as evidence.',
    );
    expect(refusal?.technical).toBe(`link-expired·HTTP 200·text/html·${login.length} bytes`);
  });

  it('refuses a login page that calls itself a PDF', () => {
    expect(refusalOf({ bytes: login })?.code).toBe('link-expired');
  });

  it('tells the media type from the bytes: portals send PDFs as octet-stream', () => {
    const judged = judgeAnswer(answer({ contentType: 'application/octet-stream' }), wanted);
    expect(judged.ok && judged.file.mediaType).toBe('application/pdf');
  });

  it('names the kind of file that an expired link should have given', () => {
    expect(refusalOf({ bytes: login }, { ...wanted, kind: 'docx' })?.message.zh).toContain('不是 Word 文件');
  });

  it('refuses an error page, whatever was wanted', () => {
    const { kind: _kind, ...anything } = wanted;
    expect(refusalOf({ status: 410, bytes: login }, anything)?.code).toBe('link-expired');
    expect(refusalOf({ status: 404, bytes: bytesOf('gone') }, anything)?.code).toBe('not-found');
  });

  it('takes a web page where a web page may be', () => {
    const { kind: _kind, ...anything } = wanted;
    expect(judgeAnswer(answer({ bytes: login }), anything).ok).toBe(true);
  });

  it('refuses a file that did not arrive whole', () => {
    const refusal = refusalOf({ declaredLength: 1_000_000 });
    expect(refusal?.code).toBe('incomplete');
    expect(refusal?.message.en).toContain(`${pdf.length} of 1,000,000 bytes`);
  });

  it('refuses an empty answer and an image', () => {
    expect(refusalOf({ bytes: bytesOf('') })?.code).toBe('empty');
    const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(refusalOf({ bytes: image })?.message.zh).toContain('PNG');
  });
});

describe('fileNameOf', () => {
  const at = (address: string, more: Partial<Wanted> = {}): Wanted => ({
    address,
    method: 'refetch',
    ...more,
  });

  it('prefers the name that the server gives', () => {
    const named = 'attachment; filename="x.pdf"; filename*=UTF-8\'\'%E9%A2%84%E7%AE%97.pdf';
    expect(fileNameOf(named, at('https://a.example/d?id=1'))).toBe('预算.pdf');
  });

  it('falls back to the address, then to the words of the link', () => {
    expect(fileNameOf('', at('https://a.example/f/%E5%86%B3%E7%AE%97.pdf?t=1'))).toBe('决算.pdf');
    expect(fileNameOf('', at('https://a.example/download?id=1', { title: '部门预算', kind: 'pdf' }))).toBe(
      '部门预算.pdf',
    );
  });

  it('lets no folder through', () => {
    expect(fileNameOf('attachment; filename="../../etc/passwd"', at('https://a.example/'))).toBe(
      '.. .. etc passwd',
    );
  });
});
