import type { Document } from './model/document.ts';
import type { Source } from './model/source.ts';
import { flowToDocument } from './structure/flow-to-document.ts';
import { pagesToFlow } from './tables/pages-to-flow.ts';

/** What a reader gave for one file → the document: tables found on its pages or taken from its flow. */
export function sourceToDocument(source: Source): Document {
  const { content } = source;
  if (content.kind === 'flow') return flowToDocument(source, content);
  const { flow, leftovers } = pagesToFlow(content.pages);
  return flowToDocument(source, flow, leftovers);
}
