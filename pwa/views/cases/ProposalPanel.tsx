import { useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { SeverityIcon } from '../../components/icons.tsx';
import { useLanguage, useText } from '../../i18n/language.ts';
import { titleOfCase } from '../../work/case-title.ts';
import type { Proposal, SortedFile } from '../../work/jobs.ts';
import { proposeCases } from '../../work/propose-cases.ts';
import { useFiles } from '../../work/use-files.ts';

/** The cases that files make, proposed by body and year; the reviewer moves files and names the cases before they are made. */
export function ProposalPanel({ proposal }: { readonly proposal: Proposal }) {
  const app = useApp();
  const text = useText();
  const files = useFiles();
  const [numbers, setNumbers] = useState(() => proposeCases(proposal.files));
  const [titles, setTitles] = useState<ReadonlyMap<number, string>>(new Map());
  const cases = useMemo(() => {
    const groups = new Map<number, SortedFile[]>();
    for (const [index, file] of proposal.files.entries()) {
      const number = numbers[index]!;
      groups.set(number, [...(groups.get(number) ?? []), file]);
    }
    return [...groups].sort(([a], [b]) => a - b).map(([number, members]) => ({ number, members }));
  }, [proposal, numbers]);
  const titleOf = (number: number, members: readonly SortedFile[]) =>
    titles.get(number) ??
    titleOfCase(
      members.flatMap(({ reviewed }) => reviewed.review.publications),
      members.map(({ file }) => file.name),
      text,
    );
  const bodies = new Set(proposal.files.flatMap(({ entity }) => entity ?? [])).size;
  const free = Math.max(...numbers) + 1;
  const move = (file: SortedFile, number: number) =>
    setNumbers(numbers.map((one, index) => (proposal.files[index] === file ? number : one)));
  return (
    <section class="panel proposal" aria-label={text.proposed(bodies, proposal.files.length)}>
      <header class="row">
        <div class="grow">
          <h2>{text.proposed(bodies, proposal.files.length)}</h2>
          <p class="small second">{text.proposedHint}</p>
          {proposal.unread.length > 0 && (
            <p class="small doubt-ink">{text.proposedUnread(proposal.unread.length)}</p>
          )}
        </div>
        {cases.length > 1 && (
          <button type="button" class="button" onClick={() => setNumbers(numbers.map(() => 0))}>
            {text.allOneCase}
          </button>
        )}
      </header>
      <ol class="proposed-cases">
        {cases.map(({ number, members }, index) => (
          <li key={number}>
            <label class="row">
              <span class="small second number">{text.caseNumber(index + 1)}</span>
              <input
                class="field grow"
                lang="zh-CN"
                aria-label={text.caseTitle(index + 1)}
                maxLength={200}
                value={titleOf(number, members)}
                onInput={(event) => setTitles(new Map(titles).set(number, event.currentTarget.value))}
              />
            </label>
            <ul>
              {members.map((member) => (
                <ProposedFile
                  key={member.file.name}
                  member={member}
                  number={number}
                  cases={cases.map(({ number }) => number)}
                  free={members.length > 1 ? free : undefined}
                  onMove={(to) => move(member, to)}
                />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <footer class="row">
        <span class="grow" />
        <button type="button" class="button" onClick={() => app.jobs.settle(proposal.id)}>
          {text.doNotKeep}
        </button>
        <button
          type="button"
          class="button primary"
          onClick={() =>
            files.makeCases(
              proposal,
              cases.map(({ number, members }) => ({
                title: titleOf(number, members).trim() || text.newCase,
                files: members,
              })),
            )
          }
        >
          {text.makeCases(cases.length)}
        </button>
      </footer>
    </section>
  );
}

interface ProposedFileProps {
  readonly member: SortedFile;
  /** The case that it is in, and all that there are. */
  readonly number: number;
  readonly cases: readonly number[];
  /** Number of a new case; absent where the file is alone in its case already. */
  readonly free: number | undefined;
  readonly onMove: (number: number) => void;
}

function ProposedFile({ member, number, cases, free, onMove }: ProposedFileProps) {
  const text = useText();
  const language = useLanguage();
  const { file, entity, year, kind, reviewed } = member;
  const failure = reviewed.review.failures[0];
  const facts = [year === null ? text.documentKinds[kind] : text.yearOf(year, text.documentKinds[kind])];
  return (
    <li>
      <span class="grow">
        <span class="block" lang="zh-CN">
          {file.name}
        </span>
        {failure ? (
          <span class="small doubt-ink row">
            <SeverityIcon severity="warning" />
            {failure.message[language]}
          </span>
        ) : (
          <span class="small second">
            {entity === null ? text.bodyUnknown : <span lang="zh-CN">{entity}</span>} · {facts}
          </span>
        )}
      </span>
      {(cases.length > 1 || free !== undefined) && (
        <select
          class="field"
          aria-label={text.caseOf(file.name)}
          value={number}
          onChange={(event) => onMove(Number(event.currentTarget.value))}
        >
          {cases.map((one, index) => (
            <option key={one} value={one}>
              {text.caseNumber(index + 1)}
            </option>
          ))}
          {free !== undefined && <option value={free}>{text.newCase}</option>}
        </select>
      )}
    </li>
  );
}
