import { alignDigits, type Segment } from '../../core/reports/digits.ts';

function Segments({ segments }: { readonly segments: readonly Segment[] }) {
  return <>{segments.map(({ text, differs }, index) => (differs ? <u key={index}>{text}</u> : text))}</>;
}

/** An amount with the digits underlined in which it differs from `other`. The difference itself is always said in words too. */
export function Digits({ amount, other }: { readonly amount: string; readonly other?: string | undefined }) {
  return (
    <span class="number digits">
      {other === undefined || other === '' ? amount : <Segments segments={alignDigits(amount, other)[0]} />}
    </span>
  );
}
