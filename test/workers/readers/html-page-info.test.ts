import { describe, expect, it } from 'vitest';
import { readPageInfo } from '../../../workers/readers/html-page-info.ts';
import { htmlToTree } from '../../../workers/readers/html-tree.ts';

const read = (html: string) => readPageInfo(htmlToTree(html), 'https://portal.example/a/b/t20240213_1.html');

describe('readPageInfo', () => {
  it('lists linked files with absolute addresses, each once', () => {
    const { attachments } = read(`<a href="./P0.pdf">预算.pdf</a><a href="P0.pdf">下载</a>
      <a href="/down?id=7">决算表.xlsx</a><a href="/get?file=x.zip">打包下载</a><a href="/next.html">下一页</a>
      <a href="javascript:alert(1)//a.pdf">x</a>`);
    expect(attachments).toEqual([
      { address: 'https://portal.example/a/b/P0.pdf', name: '预算.pdf', kind: 'pdf' },
      { address: 'https://portal.example/down?id=7', name: '决算表.xlsx', kind: 'xlsx' },
      { address: 'https://portal.example/get?file=x.zip', name: '打包下载', kind: 'zip' },
    ]);
  });

  it('takes title and date from meta elements, else from the page', () => {
    expect(
      read('<meta name=ArticleTitle content="某局预算"><meta name=PubDate content="2024-2-3 09:30">'),
    ).toMatchObject({
      title: '某局预算',
      date: '2024-02-03',
    });
    expect(read('<title>x_y</title><h1>某局预算</h1><p>发布时间：2024年2月13日</p>')).toMatchObject({
      title: '某局预算',
      date: '2024-02-13',
    });
  });
});
