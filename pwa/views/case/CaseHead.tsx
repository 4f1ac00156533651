import { ChevronRight } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import type { CaseState } from '../../storage/project.ts';

export interface CaseHeadProps {
  readonly state: CaseState;
  /** What of the case is shown; the last part of the path. Absent on the case's own page. */
  readonly here?: string;
  /** Beside the title: how the document was obtained. */
  readonly beside?: ComponentChildren;
  /** At the right: counts, buttons. */
  readonly children?: ComponentChildren;
}

/** Where one is: cases › case › here. */
export function CaseHead({ state, here, beside, children }: CaseHeadProps) {
  const text = useText();
  return (
    <header class="case-head">
      <div class="grow">
        <p class="crumbs small">
          <Link href={routes.cases}>{text.cases}</Link>
          {here !== undefined && (
            <>
              <ChevronRight aria-hidden="true" />
              <Link href={routes.caseOf(state.id)} class="crumb-case">
                <span lang="zh-CN">{state.title}</span>
              </Link>
            </>
          )}
        </p>
        <div class="title-line">
          <h1 class={here === undefined ? 'serif' : ''} lang={here === undefined ? 'zh-CN' : undefined}>
            {here ?? state.title}
          </h1>
          {state.sample && <span class="chip">{text.sample}</span>}
          {beside}
        </div>
      </div>
      {children}
    </header>
  );
}
