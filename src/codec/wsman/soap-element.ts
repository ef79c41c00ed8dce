import { attributeOf } from './scan-xml.ts';
import type { XmlSink } from './scan-xml.ts';

/** An element of a SOAP message by its local name; `attributes` as they stand; `text` is that of its own text nodes, joined. */
export type SoapElement = { name: string; attributes: string; text: string; children: SoapElement[] };

/** The first child of this local name, or null. */
export const childOf = (element: SoapElement | null, name: string): SoapElement | null =>
  element?.children.find((child) => child.name === name) ?? null;

/** The element at the end of a path of local names, or null. */
export const descend = (element: SoapElement | null, ...path: readonly string[]): SoapElement | null =>
  path.reduce((at: SoapElement | null, name) => childOf(at, name), element);

/** An element's text without blanks around it; null where the element or the text is absent. */
export function trimmedText(element: SoapElement | null): string | null {
  const text = element?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** The value of an attribute by its local name; null where it is absent. */
export const attribute = (element: SoapElement, name: string): string | null => attributeOf(element.attributes, name);

/** Every element of this local name within, itself included, outermost first. */
export const elementsNamed = (element: SoapElement, name: string): SoapElement[] =>
  [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => elementsNamed(child, name))];

/** Builds a tree; `root` is null until the first element was opened. */
export class TreeBuilder implements XmlSink {
  root: SoapElement | null = null;
  private readonly path: SoapElement[] = [];

  open(name: string, attributes: string): void {
    const element: SoapElement = { name, attributes, text: '', children: [] };
    this.path.at(-1)?.children.push(element);
    this.root ??= element;
    this.path.push(element);
  }

  text(text: string): void {
    const element = this.path.at(-1);
    if (element !== undefined) element.text += text;
  }

  close(): void {
    this.path.pop();
  }
}
