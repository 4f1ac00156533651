import { useState } from 'preact/hooks';
import type { ReviewPlace } from '../../core/model/review.ts';
import {
  type Arithmetic,
  type ArithmeticLine,
  foldAddends,
  splitLabel,
} from '../../core/reports/explain-finding.ts';
import { useText } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';
import { Digits } from './Digits.tsx';

export interface ArithmeticTableProps {
  readonly arithmetic: Arithmetic;
  /** Page of the figure in question: addends on other pages say theirs. */
  readonly page?: number | undefined;
  /** Called with the place of a line that was clicked. */
  readonly onJump?: ((place: ReviewPlace) => void) | undefined;
}

/** A check as an auditor's column: addends, rule, sum, printed figure, rule, difference. A real table with a caption. */
export function ArithmeticTable({ arithmetic, page, onJump }: ArithmeticTableProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { addends, sum, total, difference, tolerance, commonUnit } = arithmetic;
  const fold = open ? { head: addends, hidden: [], hiddenSum: '', tail: [] } : foldAddends(addends);
  const compared = sum ?? addends[0]?.amount ?? '';
  const line = (one: ArithmeticLine, index: number) => (
    <AddendRow
      key={index}
      line={one}
      page={page}
      onJump={onJump}
      other={sum === undefined ? total.amount : undefined}
    />
  );
  return (
    <div class="arithmetic">
      <table>
        <caption class="sr-only">{text.arithmeticCaption}</caption>
        <tbody>
          {fold.head.map(line)}
          {fold.hidden.length > 0 && (
            <tr>
              <td class="sign">+</td>
              <th scope="row">
                <button type="button" class="link-button" aria-expanded={false} onClick={() => setOpen(true)}>
                  {text.folded(fold.hidden.length, '')}
                </button>
              </th>
              <td class="amount number mute">{fold.hiddenSum}</td>
            </tr>
          )}
          {fold.tail.map((one, index) => line(one, addends.length - fold.tail.length + index))}
          {sum !== undefined && (
            <tr class="ruled">
              <td class="sign">=</td>
              <th scope="row">{text.sumOf(addends.length)}</th>
              <td class="amount">
                <Digits amount={sum} other={total.amount} />
              </td>
            </tr>
          )}
          <tr class={total.suspect || difference.kind === 'none' ? 'suspect-total' : ''}>
            <td class="sign">−</td>
            <th scope="row">
              <Label line={total} page={page} onJump={onJump} prefix={text.printed} />
            </th>
            <td class={`amount ${difference.kind === 'none' ? '' : 'stated'}`}>
              <AmountOrBlank amount={total.amount} other={compared} text={text} />
            </td>
          </tr>
          <tr class={`ruled residual ${difference.kind}`}>
            <td class="sign" />
            <th scope="row">{differenceWord(difference.kind, text)}</th>
            <td class="amount number">
              <span>{difference.amount}</span>
            </td>
          </tr>
        </tbody>
      </table>
      {(commonUnit || tolerance) && (
        <p class="arithmetic-foot">
          {commonUnit && <span>{text.unitLine(commonUnit)} </span>}
          {tolerance && <span class="number">{text.withinWindow(difference.amount, tolerance)}</span>}
        </p>
      )}
    </div>
  );
}

function differenceWord(kind: Arithmetic['difference']['kind'], text: Messages): string {
  return kind === 'short' ? text.short : kind === 'over' ? text.over : text.noDifference;
}

interface LineProps {
  readonly line: ArithmeticLine;
  readonly page?: number | undefined;
  readonly onJump?: ((place: ReviewPlace) => void) | undefined;
}

function AddendRow({ line, page, onJump, other }: LineProps & { readonly other?: string | undefined }) {
  const text = useText();
  return (
    <tr class={line.suspect ? 'suspect' : ''}>
      <td class="sign">{line.sign}</td>
      <th scope="row">
        <Label line={line} page={page} onJump={onJump} />
      </th>
      <td class="amount">
        {line.amount === '' ? (
          <span class="mute small">{text.blank}</span>
        ) : (
          <Digits amount={line.amount} other={other} />
        )}
      </td>
    </tr>
  );
}

function AmountOrBlank({
  amount,
  other,
  text,
}: {
  readonly amount: string;
  readonly other: string;
  readonly text: Messages;
}) {
  return amount === '' ? (
    <span class="blank-word">{text.blank}</span>
  ) : (
    <Digits amount={amount} other={other} />
  );
}

/** A label as printed, its code paler, and the page where it is another one. */
function Label({ line, page, onJump, prefix }: LineProps & { readonly prefix?: string }) {
  const text = useText();
  const { code, label } = splitLabel(line.label);
  const elsewhere = line.place.page !== undefined && line.place.page !== page ? line.place.page : undefined;
  const words = (
    <>
      {prefix && <span>{prefix} </span>}
      <span lang="zh-CN" class={prefix ? 'mute' : ''}>
        {code && <span class="code">{code}</span>}
        {label}
      </span>
      {elsewhere !== undefined && <span class="mute tiny"> {text.pageLong(elsewhere)}</span>}
    </>
  );
  if (!onJump) return words;
  return (
    <button type="button" class="jump" title={line.label} onClick={() => onJump(line.place)}>
      {words}
    </button>
  );
}
