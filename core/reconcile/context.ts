import type { Document } from '../model/document.ts';
import type { ReviewSettings } from '../model/settings.ts';
import type { ReviewContext } from '../rules/rule.ts';
import { buildCodeTree, type CodeTree } from '../structure/code-tree.ts';
import { documentToIdentity } from '../structure/identity.ts';
import { type LabelTree, panelToLabelTree } from '../structure/label-tree.ts';
import { type Panel, type TableStructure, tableToStructure } from '../structure/table-structure.ts';
import { FigureStore } from './figure-store.ts';

export function documentToContext(document: Document, settings: ReviewSettings = {}): ReviewContext {
  const codeTrees = new Map<TableStructure, CodeTree | undefined>();
  const labelTrees = new Map<Panel, LabelTree>();
  return {
    document,
    identity: documentToIdentity(document),
    structures: document.tables.map(tableToStructure),
    figures: new FigureStore(),
    settings,
    codeTree: (structure) => remember(codeTrees, structure, () => buildCodeTree(structure)),
    labelTree: (_structure, panel) => remember(labelTrees, panel, () => panelToLabelTree(panel)),
  };
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (map.has(key)) return map.get(key) as V;
  const value = make();
  map.set(key, value);
  return value;
}
