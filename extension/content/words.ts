/** The few words that the overlay says itself; everything about figures is worded by the panel. */
export interface Words {
  readonly toolbar: string;
  readonly previous: string;
  readonly next: string;
  readonly close: string;
  readonly closePopover: string;
  readonly tied: string;
  readonly withinRounding: string;
  readonly differs: string;
  readonly notChecked: string;
  readonly stated: string;
  readonly expected: string;
  readonly decisions: { readonly [state in 'confirmed' | 'explained' | 'dismissed' | 'question']: string };
  readonly noFinding: string;
}

export const WORDS: { readonly zh: Words; readonly en: Words } = {
  zh: {
    toolbar: '勾稽的核对标记',
    previous: '上一条疑点',
    next: '下一条疑点',
    close: '关闭标记',
    closePopover: '关闭',
    tied: '相符',
    withinRounding: '舍入内',
    differs: '不符',
    notChecked: '未核',
    stated: '印为',
    expected: '应为',
    decisions: { confirmed: '属实', explained: '已说明', dismissed: '排除', question: '待询' },
    noFinding: '没有疑点',
  },
  en: {
    toolbar: 'Tieout marks',
    previous: 'Previous finding',
    next: 'Next finding',
    close: 'Close marks',
    closePopover: 'Close',
    tied: 'tied',
    withinRounding: 'within rounding',
    differs: 'differ',
    notChecked: 'not checked',
    stated: 'printed',
    expected: 'should be',
    decisions: { confirmed: 'Confirm', explained: 'Explain', dismissed: 'Dismiss', question: 'Ask' },
    noFinding: 'No findings',
  },
};
