import type { DocumentKind, FigureState, Severity } from '../model/review.ts';
import type { Message } from '../model/source.ts';
import type { DecisionState } from './report.ts';

/** The fixed words of reports, in both languages. */
export const SEVERITY_WORDS: Readonly<Record<Severity, Message>> = {
  error: { zh: '错误', en: 'Errors' },
  warning: { zh: '存疑', en: 'Warnings' },
  info: { zh: '提示', en: 'Notes' },
};

export const STATE_WORDS: Readonly<Record<FigureState, Message>> = {
  tied: { zh: '相符', en: 'tied' },
  'within-rounding': { zh: '舍入内', en: 'within rounding' },
  differs: { zh: '不符', en: 'differ' },
  'not-checked': { zh: '未核', en: 'not checked' },
};

export const STATE_SIGNS: Readonly<Record<FigureState, string>> = {
  tied: '✓',
  'within-rounding': '≈',
  differs: '≠',
  'not-checked': '□',
};

export const DECISION_WORDS: Readonly<Record<DecisionState, Message>> = {
  open: { zh: '待定', en: 'open' },
  confirmed: { zh: '属实', en: 'confirmed' },
  explained: { zh: '已说明', en: 'explained' },
  dismissed: { zh: '排除', en: 'dismissed' },
  question: { zh: '待询', en: 'question' },
};

export const KIND_WORDS: Readonly<Record<DocumentKind, Message>> = {
  budget: { zh: '预算', en: 'budget' },
  'final-accounts': { zh: '决算', en: 'final accounts' },
  'performance-target': { zh: '绩效目标', en: 'performance targets' },
  unknown: { zh: '文件', en: 'document' },
};

const MEDIA_WORDS: Readonly<Record<string, Message>> = {
  'application/pdf': { zh: 'PDF', en: 'PDF' },
  'text/html': { zh: '网页', en: 'web page' },
  'application/xhtml+xml': { zh: '网页', en: 'web page' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { zh: 'Word', en: 'Word' },
  'application/msword': { zh: 'Word', en: 'Word' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { zh: 'Excel', en: 'Excel' },
  'application/vnd.ms-excel': { zh: 'Excel', en: 'Excel' },
  'text/plain': { zh: '文本', en: 'text' },
  'text/markdown': { zh: '文本', en: 'text' },
};

export function describeMedia(mediaType: string): Message {
  const [bare = ''] = mediaType.split(';');
  return MEDIA_WORDS[bare.trim()] ?? { zh: mediaType, en: mediaType };
}
