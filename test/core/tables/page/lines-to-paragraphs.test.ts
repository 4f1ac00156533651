import { expect, it } from 'vitest';
import { pagesToFlow } from '../../../../core/tables/pages-to-flow.ts';
import { drawPage } from '../../../support/draw-page.ts';

const texts = (drawing: string) =>
  pagesToFlow([drawPage(drawing)]).flow.blocks.flatMap((b) => (b.kind === 'text' ? [b.text] : []));

it('a numbered item after a full line that ends a sentence is a paragraph of its own', () => {
  expect(
    texts(`
      19.社会保障和就业支出（类）其他生活救助（款）十万元，主要用于救助。
      20.社会保障和就业支出（类）其他就业补助（款）八万元，主要用于补助。
      21.卫生健康支出（类）计划生育事务（款）三万元，用于计划生育事务的
      20.5万元由上年结转，其余由本年安排，主要用于宣传和计划生育服务等。
    `),
  ).toEqual([
    '19.社会保障和就业支出（类）其他生活救助（款）十万元，主要用于救助。',
    '20.社会保障和就业支出（类）其他就业补助（款）八万元，主要用于补助。',
    '21.卫生健康支出（类）计划生育事务（款）三万元，用于计划生育事务的20.5万元由上年结转，其余由本年安排，主要用于宣传和计划生育服务等。',
  ]);
});

it('lines of contents that are all as wide as the text stay apart', () => {
  const lines = [
    '5.2024年某市档案局单位一般公共预算支出功能分类预算表',
    '6.2024年某市档案局单位政府性基金预算支出功能分类总表',
    '7.2024年某市档案局单位国有资本经营支出功能分类预算表',
  ];
  expect(texts(`\n${lines.map((line) => `      ${line}`).join('\n')}\n`)).toEqual(lines);
});

it('a part of the contents does not run on from the chapter above it', () => {
  const lines = [
    '四、部门收支预算编制相关依据及测算分析情况说明',
    '第二部分某市档案局2024年度部门预算表及其说明',
    '一、某市档案局2024年度部门收支预算总表及其说明',
  ];
  expect(texts(`\n${lines.map((line) => `      ${line}`).join('\n')}\n`)).toEqual(lines);
});
