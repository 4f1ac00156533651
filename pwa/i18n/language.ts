import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Message } from '../../core/model/source.ts';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const tables: Record<Language, Messages> = { zh, en };

export function messagesOf(language: Language): Messages {
  return tables[language];
}

/** Every component takes its words from here; Chinese where nobody says otherwise. */
export const LanguageContext = createContext<Language>('zh');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useText(): Messages {
  return messagesOf(useLanguage());
}

/** The sentence of a message in the language in use. */
export function say(message: Message, language: Language): string {
  return message[language];
}

/** The language of the browser, for a first visit. */
export function browserLanguage(
  languages: readonly string[] = globalThis.navigator?.languages ?? [],
): Language {
  const first = languages.find((tag) => /^(zh|en)\b/i.test(tag));
  return first && /^en/i.test(first) ? 'en' : 'zh';
}

/** Value of the `lang` attribute: decides the forms of Han glyphs, too. */
export function langTag(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** A time for people, short: 今天 14:32, 18 Nov 17:20. `now` decides what today is. */
export function formatTime(iso: string, language: Language, now: Date): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0) return language === 'zh' ? `今天 ${time}` : `today ${time}`;
  if (days === 1) return language === 'zh' ? `昨天 ${time}` : `yesterday ${time}`;
  const sameYear = date.getFullYear() === now.getFullYear();
  if (language === 'zh') {
    const day = `${date.getMonth() + 1}月${date.getDate()}日`;
    return sameYear ? `${day} ${time}` : `${date.getFullYear()}年${day} ${time}`;
  }
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return sameYear ? `${day} ${time}` : `${day} ${date.getFullYear()} ${time}`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
