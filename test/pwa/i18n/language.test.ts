import { describe, expect, it } from 'vitest';
import { en } from '../../../pwa/i18n/en.ts';
import { browserLanguage, formatTime } from '../../../pwa/i18n/language.ts';
import { zh } from '../../../pwa/i18n/zh.ts';

/** Words that are the same in both languages on purpose. */
const SHARED = new Set(['dot', 'number', 'sha256', 'marks', 'yearOf']);

function hanIn(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value);
  if (Array.isArray(value)) return value.some(hanIn);
  if (value !== null && typeof value === 'object') return Object.values(value).some(hanIn);
  return false;
}

describe('the English table', () => {
  it('has no Chinese left but the product’s name and the seals of the first page', () => {
    const left = Object.entries(en)
      .filter(([key, value]) => !SHARED.has(key) && hanIn(value))
      .map(([key]) => key);
    expect(left.sort()).toEqual(['firstSteps', 'productBoth', 'productOther']);
  });

  it('words every function of numbers on its own', () => {
    const copied = Object.entries(en)
      .filter(([key, value]) => typeof value === 'function' && value === zh[key as keyof typeof zh])
      .map(([key]) => key);
    expect(copied).toEqual(['number']);
  });

  it('says one thing of one and many of many', () => {
    expect(en.amounts(1)).toBe('1 amount');
    expect(en.amounts(12_345)).toBe('12,345 amounts');
    expect(en.allErrorsDecided(1, 1)).toBe('The error is decided; 1 warning or note left.');
  });
});

describe('browserLanguage', () => {
  it('takes the first of the browser’s languages that there is, else Chinese', () => {
    expect(browserLanguage(['fr', 'en-GB', 'zh-CN'])).toBe('en');
    expect(browserLanguage(['zh-TW', 'en'])).toBe('zh');
    expect(browserLanguage(['fr'])).toBe('zh');
    expect(browserLanguage([])).toBe('zh');
  });
});

describe('formatTime', () => {
  const now = new Date(2026, 10, 20, 15, 0);
  it.each([
    [new Date(2026, 10, 20, 14, 32), '今天 14:32', 'today 14:32'],
    [new Date(2026, 10, 19, 9, 5), '昨天 09:05', 'yesterday 09:05'],
    [new Date(2026, 10, 18, 17, 20), '11月18日 17:20', '18 Nov 17:20'],
    [new Date(2025, 0, 2, 8, 0), '2025年1月2日 08:00', '2 Jan 2025 08:00'],
  ])('says %s as people do', (date, chinese, english) => {
    expect(formatTime(date.toISOString(), 'zh', now)).toBe(chinese);
    expect(formatTime(date.toISOString(), 'en', now)).toBe(english);
  });
});
