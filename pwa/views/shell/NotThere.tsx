import { Link } from 'wouter-preact';
import { useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';

/** An address with nothing behind it: a case that another device has, or a slip of the hand. */
export function NotThere() {
  const text = useText();
  return (
    <main class="lone">
      <h1 class="serif">{text.notThere}</h1>
      <Link class="button" href={routes.cases}>
        {text.toCases}
      </Link>
    </main>
  );
}
