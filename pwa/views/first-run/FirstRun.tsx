import { Archive, FileDown, HardDrive, ListChecks } from 'lucide-preact';
import type { ReviewCheck } from '../../../core/model/review.ts';
import { arithmeticOf } from '../../../core/reports/explain-finding.ts';
import { ArithmeticTable } from '../../components/ArithmeticTable.tsx';
import { FileButton } from '../../components/DropZone.tsx';
import { Logo } from '../../components/icons.tsx';
import { useText } from '../../i18n/language.ts';
import { hasSample } from '../../work/sample.ts';
import { useFiles } from '../../work/use-files.ts';

const PROMISE_ICONS = [HardDrive, ListChecks, Archive];

/** What Tieout does, with a worked example, and two ways to begin. */
export function FirstRun() {
  const text = useText();
  const files = useFiles();
  return (
    <main
      class="first-run"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const dropped = [...(event.dataTransfer?.files ?? [])];
        if (dropped.length > 0) void files.reviewNew(dropped, 'dropped');
      }}
    >
      <section class="first-words">
        <p class="row first-name">
          <Logo size={32} />
          <b class="serif">{text.product}</b>
          <span class="mute">{text.productOther}</span>
        </p>
        <h1 class="serif">
          {text.firstTitle.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </h1>
        <p class="lead second">{text.firstLead}</p>
        <div class="row wrap">
          {hasSample() && (
            <button type="button" class="button primary large" onClick={files.openSample}>
              {text.openSample}
            </button>
          )}
          <FileButton
            className={hasSample() ? 'button large' : 'button primary large'}
            icon={<FileDown aria-hidden="true" />}
            onFiles={(chosen, how) => files.reviewNew(chosen, how)}
          />
        </div>
        {hasSample() && <p class="small mute">{text.firstSampleNote}</p>}
        <ul class="promises">
          {text.firstPromises.map(([title, words], index) => {
            const Icon = PROMISE_ICONS[index] ?? HardDrive;
            return (
              <li key={title}>
                <Icon aria-hidden="true" />
                <span>
                  <b>{title}</b>
                  <span class="small second block">{words}</span>
                </span>
              </li>
            );
          })}
        </ul>
      </section>
      <section class="first-example" aria-label={text.arithmeticCaption}>
        <div class="example">
          <p class="row small second">
            <span class="grow" lang="zh-CN">
              {EXAMPLE_TITLE}
            </span>
            {text.unit('元')}
          </p>
          <ArithmeticTable arithmetic={arithmeticOf(EXAMPLE, EXAMPLE.terms[0]!.place)!} />
        </div>
        <ul class="steps-four">
          {text.firstSteps.map(([seal, words]) => (
            <li key={seal}>
              <span class="seal serif" lang="zh-CN" aria-hidden="true">
                {seal}
              </span>
              {words}
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

const EXAMPLE_TITLE = '2023年预算单位支出预算总表';

const line = (sign: 1 | -1, label: string, stated: string, row: number) =>
  ({ sign, label, stated, unit: '元', place: { table: 't1', row, col: 1, quote: stated } }) as const;

/** A worked example, as a unit in Shanghai published it in 2023. */
const EXAMPLE: ReviewCheck = {
  id: 'example',
  rule: 'foot-code-kuan-lei',
  outcome: 'differs',
  terms: [
    line(-1, '210 卫生健康支出', '18,003,263', 0),
    line(1, '210 01 卫生健康管理事务', '10,448,833', 1),
    line(1, '210 11 行政事业单位医疗', '1,054,430', 2),
    line(1, '210 13 医疗救助', '12,750,000', 3),
    line(1, '210 15 医疗保障管理事务', '1,200,000', 4),
  ],
};
