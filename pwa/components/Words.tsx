import { Fragment } from 'preact';
import { useLanguage } from '../i18n/language.ts';

/** Han characters with the punctuation between and around them. */
const HAN = /([\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef·]*)/;

/**
 * A sentence of ours that quotes the document: in an English one the Chinese words say that they are Chinese, for the forms of
 * their glyphs and for those who listen.
 */
export function Words({ children }: { readonly children: string }) {
  const language = useLanguage();
  if (language === 'zh') return <>{children}</>;
  return (
    <>
      {children.split(HAN).map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} lang="zh-CN">
            {part}
          </span>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
