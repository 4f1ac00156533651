import { ChevronDown, ChevronUp, RotateCw, ZoomIn, ZoomOut } from 'lucide-preact';
import { MarkIcon } from '../../components/icons.tsx';
import { useText } from '../../i18n/language.ts';
import type { Layers } from './PageLayer.tsx';
import type { PageView } from './use-page-view.ts';

/** Turning pages, zooming and rotating. */
export function PageTools({ view }: { readonly view: PageView }) {
  const text = useText();
  const { page, pageCount, zoom, toPage, zoomIn, zoomOut, fitWidth, rotate } = view;
  return (
    <>
      <ToolButton label={text.previousPage} onClick={() => toPage(page - 1)} icon={<ChevronUp />} />
      <PageField page={page} count={pageCount} onPage={toPage} />
      <ToolButton label={text.nextPage} onClick={() => toPage(page + 1)} icon={<ChevronDown />} />
      <span class="separator" />
      <ToolButton label={text.zoomOut} onClick={zoomOut} icon={<ZoomOut />} />
      <button type="button" class="link-button small fit" onClick={fitWidth}>
        {zoom === 1 ? text.zoomWidth : `${Math.round(zoom * 100)}%`}
      </button>
      <ToolButton label={text.zoomIn} onClick={zoomIn} icon={<ZoomIn />} />
      <ToolButton label={text.rotate} onClick={rotate} icon={<RotateCw />} />
    </>
  );
}

function ToolButton({
  label,
  icon,
  onClick,
}: {
  readonly label: string;
  readonly icon: preact.ComponentChild;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={onClick}>
      {icon}
    </button>
  );
}

function PageField({
  page,
  count,
  onPage,
}: {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}) {
  const text = useText();
  return (
    <span class="row page-field number">
      <input
        class="field"
        inputMode="numeric"
        aria-label={text.pageNumber}
        value={page}
        onChange={(event) => {
          const next = Number.parseInt(event.currentTarget.value, 10);
          if (Number.isFinite(next)) onPage(next);
        }}
      />
      <span class="mute">/ {count}</span>
    </span>
  );
}

/** Which marks are drawn: ticks, findings, what was not checked. */
export function LayerSwitch({
  layers,
  onChange,
}: {
  readonly layers: Layers;
  readonly onChange: (layers: Layers) => void;
}) {
  const text = useText();
  return (
    <span class="segments layers">
      {(['ticks', 'findings', 'unchecked'] as const).map((layer) => (
        <button
          key={layer}
          type="button"
          aria-pressed={layers[layer]}
          title={`${text.marksLayers[layer]} (m)`}
          onClick={() => onChange({ ...layers, [layer]: !layers[layer] })}
        >
          {layer === 'unchecked' ? (
            <span class="swatch state-not-checked" />
          ) : (
            <MarkIcon mark={layer === 'ticks' ? 'agreed' : 'differs'} />
          )}
          <span class="word">{text.marksLayers[layer]}</span>
        </button>
      ))}
    </span>
  );
}
