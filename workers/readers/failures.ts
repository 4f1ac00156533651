import type { Failure, Message } from '../../core/model/source.ts';

/** The sentences for files that cannot be read; each says what is wrong and what to do. */

export const EMPTY: Failure = {
  code: 'empty',
  message: {
    zh: '文件是空的（0 字节）。请重新下载。',
    en: 'The file is empty (0 bytes). Please download it again.',
  },
};

export const ENCRYPTED: Failure = {
  code: 'encrypted',
  message: {
    zh: '文件加了密码。请输入密码，或向公布单位索取未加密的文件。',
    en: 'The file needs a password. Enter it, or ask the publisher for an open file.',
  },
};

export const DAMAGED: Failure = {
  code: 'damaged',
  message: {
    zh: '文件不完整或已损坏，读不出来。请重新下载。',
    en: 'The file is incomplete or damaged and cannot be read. Please download it again.',
  },
};

/** @param kind What the file is, with its measure word in Chinese: 一张 PNG 图片, PNG image. */
export function unsupported(kind: Message): Failure {
  const article = /^[aeiou]/i.test(kind.en) ? 'an' : 'a';
  return {
    code: 'unsupported-format',
    message: {
      zh: `这是${kind.zh}，勾稽读不了。可读：PDF、网页、Word、Excel、文本。`,
      en: `This is ${article} ${kind.en}, which Tieout cannot read. It reads PDF, web pages, Word, Excel and text.`,
    },
  };
}

/** @param size Size found and its limit, both in bytes. */
export function tooLarge(size: number, limit: number): Failure {
  return {
    code: 'too-large',
    message: {
      zh: `文件 ${bytesInWords(size)}，超过 ${bytesInWords(limit)} 的上限。可以按页拆开后分别核对。`,
      en: `The file is ${bytesInWords(size)}, over the limit of ${bytesInWords(limit)}. Split it by pages and check the parts.`,
    },
  };
}

/** An archive or Office file that unpacks to more than it may: a bomb, or a file beyond what a reviewer can check. */
export function unpacksTooLarge(limit: number): Failure {
  return {
    code: 'too-large',
    message: {
      zh: `文件解压后超过 ${bytesInWords(limit)} 的上限，没有读。请拆开后分别核对。`,
      en: `The file unpacks to more than the limit of ${bytesInWords(limit)}; it was not read. Split it and check the parts.`,
    },
  };
}

/** @param what Parts that are too many, in both languages: 文件 and files. */
export function tooMany(count: number, what: Message): Failure {
  return {
    code: 'too-large',
    message: {
      zh: `${what.zh}超过 ${count} 的上限，没有读。请拆开后分别核对。`,
      en: `There are more than ${count} ${what.en}; the file was not read. Split it and check the parts.`,
    },
  };
}

function bytesInWords(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  if (gigabytes >= 1) return `${gigabytes.toFixed(1)} GB`;
  const megabytes = bytes / 1024 ** 2;
  return megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
