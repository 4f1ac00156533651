import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from '../../workers/node/arguments.ts';

const read = (line: string, environment = {}) => readArguments(line.split(' ').filter(Boolean), environment);

describe('readArguments', () => {
  it('reviews as one case, in text, and fails on errors unless told otherwise', () => {
    expect(read('review a.pdf b.html --lang zh --jobs 3')).toEqual({
      kind: 'review',
      files: ['a.pdf', 'b.html'],
      format: 'text',
      failOn: 'error',
      withChecks: false,
      each: false,
      jobs: 3,
      language: 'zh',
    });
  });

  it('takes every option of review, before and after the files', () => {
    expect(
      read('review --each a.pdf --format ndjson --out o.ndjson -j 2 --fail-on info --lang en --with-checks'),
    ).toMatchObject({
      files: ['a.pdf'],
      format: 'ndjson',
      out: 'o.ndjson',
      jobs: 2,
      failOn: 'info',
      language: 'en',
      withChecks: true,
      each: true,
    });
  });

  it('takes a folder for drawings of what extract read', () => {
    expect(read('extract a.pdf --debug drawings')).toMatchObject({ kind: 'extract', debug: 'drawings' });
    expect(read('extract a.pdf')).not.toHaveProperty('debug');
    expect(() => read('review a.pdf --debug drawings')).toThrow(/Unknown option '--debug'/);
  });

  it('takes - for what is piped in, and a file after --', () => {
    expect(read('extract -')).toMatchObject({ kind: 'extract', files: ['-'], format: 'json' });
    expect(read('extract -- --odd.pdf')).toMatchObject({ files: ['--odd.pdf'] });
  });

  it.each([
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
  ])('speaks as %j does', (environment, language) => {
    expect(read('review a.pdf', environment)).toMatchObject({ language });
  });

  it.each([
    ['', 'help'],
    ['--help', 'help'],
    ['review --help', 'help'],
    ['--version', 'version'],
  ])('answers “tieout %s” with %s', (line, kind) => {
    expect(read(line)).toMatchObject({ kind });
  });

  it.each([
    ['revue a.pdf', /no command “revue”/],
    ['review', /needs at least one file/],
    ['review - -', /can be given once/],
    ['review a.pdf --format pdf', /--format is one of text, json/],
    ['review a.pdf --fail-on bad', /--fail-on is one of error, warning, info, never/],
    ['review a.pdf --lang fr', /--lang is one of zh, en/],
    ['review a.pdf --jobs 0', /--jobs is a number of threads/],
    ['review a.pdf --jobs many', /--jobs is a number of threads/],
    ['review a.pdf --frmat text', /Unknown option '--frmat'[\s\S]*--format FORM/],
    ['extract a.pdf --fail-on error', /Unknown option '--fail-on'/],
    ['rules a.pdf', /takes no files/],
  ])('refuses “tieout %s” and says what to write', (line, sentence) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(sentence);
  });
});
