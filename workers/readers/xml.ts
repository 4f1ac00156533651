import { SaxesParser } from 'saxes';

/**
 * An element of an XML part. Names are without prefixes: the formats read here use each local name for one thing. Text is a
 * node of the name `#text`.
 */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

/** Deeper nesting than any writer makes; content beyond it is dropped. */
const DEPTH_MAX = 300;

/** What a streaming reader of an XML part is told. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Streams an XML part. saxes expands no entities but the five of XML, so none can blow up. Returns false where the part is
 * not well-formed; what stood before the fault has been told.
 */
export function streamXml(xml: string, handler: XmlHandler): boolean {
  const parser = new SaxesParser();
  let isSound = true;
  parser.on('error', () => {
    isSound = false;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain: Record<string, string> = {};
    for (const key in attributes) plain[localName(key)] = (attributes as Record<string, string>)[key] ?? '';
    handler.open?.(localName(name), plain);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', ({ name }) => handler.close?.(localName(name)));
  try {
    parser.write(xml).close();
  } catch {
    return false;
  }
  return isSound;
}

/** Parses an XML part into a tree; undefined where it is not well-formed. */
export function parseXml(xml: string): XmlNode | undefined {
  const root: MutableNode = { name: '#document', attributes: {}, children: [], text: '' };
  const stack: MutableNode[] = [root];
  let dropped = 0;
  const isSound = streamXml(xml, {
    open(name, attributes) {
      if (stack.length > DEPTH_MAX) {
        dropped++;
        return;
      }
      const node: MutableNode = { name, attributes, children: [], text: '' };
      stack.at(-1)?.children.push(node);
      stack.push(node);
    },
    text(text) {
      if (dropped === 0) stack.at(-1)?.children.push({ name: '#text', attributes: {}, children: [], text });
    },
    close() {
      if (dropped > 0) dropped--;
      else stack.pop();
    },
  });
  return isSound ? root.children.find(({ name }) => name !== '#text') : undefined;
}

interface MutableNode extends XmlNode {
  readonly children: MutableNode[];
}

export function decodeXml(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const charset = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  return new TextDecoder(charset).decode(bytes);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** First child of the name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** Children of the name. */
export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Value of `w:val` of a child, as Word writes most properties. */
export function settingOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.attributes.val;
}

/** All text at or below a node. */
export function xmlText(node: XmlNode): string {
  return node.name === '#text' ? node.text : node.children.map(xmlText).join('');
}
