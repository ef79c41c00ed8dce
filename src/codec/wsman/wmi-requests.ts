import { escapeXml } from './escape-xml.ts';
import { actions, wmiUri, wqlDialect } from './names.ts';
import { writeRequest } from './request.ts';
import type { RequestContext } from './request.ts';

/** Instances in one answer at most: the service's own limit, MaxBatchItems. Fewer come where the answer would grow too large. */
const batch = 32_000;

const enumerate = (filter: string): string =>
  `<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>${batch}</w:MaxElements>${filter}</n:Enumerate>`;

/** A WMI query. It goes to the namespace's wildcard: on a class it is refused (2150859003). The first answer holds items already. */
export const writeEnumerate = (context: RequestContext, { namespace, wql }: { namespace: string; wql: string }): string =>
  writeRequest(context, { resourceUri: wmiUri(namespace, '*'), action: actions.enumerate, body: enumerate(`<w:Filter Dialect="${wqlDialect}">${escapeXml(wql)}</w:Filter>`) });

/** All instances of a class, with all its columns. */
export const writeEnumerateClass = (context: RequestContext, { namespace, className }: { namespace: string; className: string }): string =>
  writeRequest(context, { resourceUri: wmiUri(namespace, className), action: actions.enumerate, body: enumerate('') });

/** An enumeration that is under way: the resource that it began with, and the context of its newest answer. */
export type Enumeration = { resourceUri: string; context: string };

/** The next instances. Every answer has a new context, and only the newest is good. */
export const writePull = (context: RequestContext, enumeration: Enumeration): string =>
  writeRequest(context, {
    resourceUri: enumeration.resourceUri, action: actions.pull,
    body: `<n:Pull><n:EnumerationContext>${escapeXml(enumeration.context)}</n:EnumerationContext><n:MaxElements>${batch}</n:MaxElements></n:Pull>`,
  });

/** Ends an enumeration that is not read to its end: the service keeps few at once. */
export const writeRelease = (context: RequestContext, enumeration: Enumeration): string =>
  writeRequest(context, {
    resourceUri: enumeration.resourceUri, action: actions.release,
    body: `<n:Release><n:EnumerationContext>${escapeXml(enumeration.context)}</n:EnumerationContext></n:Release>`,
  });

export type InstanceName = { namespace: string; className: string; /** Its keys; empty for a class with one instance. */ selectors: Readonly<Record<string, string>> };

/** One instance by its keys. */
export const writeGet = (context: RequestContext, { namespace, className, selectors }: InstanceName): string =>
  writeRequest(context, { resourceUri: wmiUri(namespace, className), action: actions.get, selectors, body: '' });

/** A method's parameters in the order given; a list is the element repeated. */
export type MethodParameters = readonly (readonly [name: string, value: string | number | readonly (string | number)[]])[];

/** Calls a method of an instance, or of the class where there are no selectors. The INPUT element is needed even without parameters. */
export function writeInvoke(context: RequestContext, { namespace, className, selectors }: InstanceName, method: string, parameters: MethodParameters): string {
  const resourceUri = wmiUri(namespace, className);
  const given = parameters.flatMap(([name, value]) => [value].flat().map((one) => `<m:${name}>${escapeXml(String(one))}</m:${name}>`)).join('');
  const body = `<m:${method}_INPUT xmlns:m="${escapeXml(resourceUri)}">${given}</m:${method}_INPUT>`;
  return writeRequest(context, { resourceUri, action: `${resourceUri}/${method}`, selectors, body });
}
