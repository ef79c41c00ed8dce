import { readEnvelope } from '../envelope.ts';
import type { SoapEnvelope } from '../envelope.ts';
import { actions, shellUri, wmiNamesOf, wqlDialect } from '../names.ts';
import { attribute, childOf, trimmedText } from '../soap-element.ts';
import type { SoapElement } from '../soap-element.ts';
import { durationMsOf } from './durations.ts';

/** A class of WMI as a resource names it; `*` for a whole namespace. */
export type WmiResource = { uri: string; namespace: string; className: string };

/** What a message asks of a service. Numbers that it does not say are null. */
export type WsmanAsk =
  | { kind: 'identify' }
  | { kind: 'enumerate'; resource: WmiResource; /** Null: all instances of the class. */ wql: string | null; optimize: boolean; maxElements: number | null }
  | { kind: 'pull'; context: string; maxElements: number | null }
  | { kind: 'release'; context: string }
  | { kind: 'get'; resource: WmiResource; selectors: ReadonlyMap<string, string> }
  | { kind: 'invoke'; resource: WmiResource; selectors: ReadonlyMap<string, string>; method: string; parameters: ReadonlyMap<string, string> }
  | { kind: 'create-shell' }
  | { kind: 'command'; shellId: string; command: string; arguments: string[]; skipCmd: boolean }
  | { kind: 'send'; shellId: string; commandId: string; octets: Uint8Array; end: boolean }
  | { kind: 'receive'; shellId: string; commandId: string }
  | { kind: 'signal'; shellId: string; commandId: string }
  | { kind: 'delete-shell'; shellId: string };

/** What a request says of itself, for its answer. `timeoutMs` is how long the service may take. */
export type WsmanRequest = {
  ask: WsmanAsk;
  messageId: string | null;
  action: string;
  maxEnvelopeBytes: number | null;
  timeoutMs: number | null;
};

/** Why a message is no request, by what the service says of it. */
export type RequestRefusal = { ok: false; kind: 'invalid-xml' | 'header-missing' | 'unknown-action' | 'invalid-resource' | 'schema'; messageId: string | null; wanted: string };

export type RequestReading = { ok: true; value: WsmanRequest } | RequestRefusal;

/** Bounds of a request: no client has cause to send more elements or levels. */
const limits = { length: 1024 * 1024, elements: 5_000, depth: 32 };

const numberOf = (element: SoapElement | null): number | null => {
  const text = trimmedText(element);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
};

const isTrue = (text: string | null): boolean => /^(?:true|1)$/i.test(text ?? '');

type Refused = { refused: RequestRefusal['kind']; wanted: string };

const refuse = (refused: RequestRefusal['kind'], wanted: string): Refused => ({ refused, wanted });

/** Elements of a request by the local name of the body's first one. */
function enumerationOf(envelope: SoapEnvelope, body: SoapElement | null): WsmanAsk | Refused {
  if (body?.name !== 'Enumerate') return refuse('schema', 'Enumerate in the body');
  const named = wmiNamesOf(envelope.resourceUri ?? '');
  if (named === null) return refuse('invalid-resource', 'a resource of WMI');
  const filter = childOf(body, 'Filter');
  if (filter !== null && attribute(filter, 'Dialect') !== wqlDialect) return refuse('invalid-resource', 'the dialect of WQL');
  return {
    kind: 'enumerate', resource: { uri: envelope.resourceUri ?? '', ...named }, wql: filter === null ? null : filter.text.trim(),
    optimize: childOf(body, 'OptimizeEnumeration') !== null, maxElements: numberOf(childOf(body, 'MaxElements')),
  };
}

function contextOf(body: SoapElement | null, name: string): string | Refused {
  return (body?.name === name ? trimmedText(childOf(body, 'EnumerationContext')) : null) ?? refuse('schema', `${name} with an EnumerationContext`);
}

const octetsOf = (element: SoapElement | null): Uint8Array => Uint8Array.from(Buffer.from(element?.text ?? '', 'base64'));

/** What is asked of the command shell. */
function shellAskOf(envelope: SoapEnvelope, body: SoapElement | null): WsmanAsk | Refused | null {
  const { action, selectors, options } = envelope;
  if (action === actions.create) return body?.name === 'Shell' ? { kind: 'create-shell' } : refuse('schema', 'Shell in the body');
  const shellId = selectors.get('ShellId');
  if (shellId === undefined) return refuse('schema', 'the selector ShellId');
  switch (action) {
    case actions.delete: return { kind: 'delete-shell', shellId };
    case actions.command: {
      const command = body?.name === 'CommandLine' ? (childOf(body, 'Command')?.text ?? null) : null;
      if (body === null || command === null) return refuse('schema', 'CommandLine with a Command');
      const given = body.children.filter(({ name }) => name === 'Arguments').map(({ text }) => text);
      return { kind: 'command', shellId, command, arguments: given, skipCmd: isTrue(options.get('WINRS_SKIP_CMD_SHELL') ?? null) };
    }
    case actions.send: {
      const stream = childOf(body, 'Stream');
      return { kind: 'send', shellId, commandId: stream === null ? '' : (attribute(stream, 'CommandId') ?? ''), octets: octetsOf(stream), end: stream !== null && isTrue(attribute(stream, 'End')) };
    }
    case actions.receive: {
      const stream = childOf(body, 'DesiredStream');
      return { kind: 'receive', shellId, commandId: stream === null ? '' : (attribute(stream, 'CommandId') ?? '') };
    }
    case actions.signal: return { kind: 'signal', shellId, commandId: body === null ? '' : (attribute(body, 'CommandId') ?? '') };
    default: return null;
  }
}

/** A method is called by an action that is the class and the method behind it ([MS-WSMV] 2.2.1). */
function invokeOf(envelope: SoapEnvelope, body: SoapElement | null): WsmanAsk | Refused {
  const { action, resourceUri, selectors } = envelope;
  const named = wmiNamesOf(resourceUri ?? '');
  const method = action !== null && action.toLowerCase().startsWith(`${resourceUri?.toLowerCase() ?? ' '}/`) ? action.slice((resourceUri ?? '').length + 1) : '';
  if (named === null || !/^\w{1,64}$/.test(method)) return refuse('unknown-action', 'an action of WS-Management or of a class');
  if (body?.name !== `${method}_INPUT`) return refuse('schema', `${method}_INPUT in the body`);
  return { kind: 'invoke', resource: { uri: resourceUri ?? '', ...named }, selectors, method, parameters: new Map(body.children.map(({ name, text }) => [name, text])) };
}

function askOf(envelope: SoapEnvelope): WsmanAsk | Refused {
  const body = envelope.body[0] ?? null;
  if (body?.name === 'Identify') return { kind: 'identify' };
  const { action, resourceUri } = envelope;
  if (action === null) return refuse('header-missing', 'wsa:Action');
  if (resourceUri === null) return refuse('header-missing', 'wsman:ResourceURI');
  if (resourceUri.toLowerCase() === shellUri.toLowerCase()) return shellAskOf(envelope, body) ?? refuse('unknown-action', 'an action of the shell');
  switch (action) {
    case actions.enumerate: return enumerationOf(envelope, body);
    case actions.pull: {
      const context = contextOf(body, 'Pull');
      return typeof context === 'string' ? { kind: 'pull', context, maxElements: numberOf(childOf(body, 'MaxElements')) } : context;
    }
    case actions.release: {
      const context = contextOf(body, 'Release');
      return typeof context === 'string' ? { kind: 'release', context } : context;
    }
    case actions.get: {
      const named = wmiNamesOf(resourceUri);
      return named === null ? refuse('invalid-resource', 'a resource of WMI') : { kind: 'get', resource: { uri: resourceUri, ...named }, selectors: envelope.selectors };
    }
    default: return invokeOf(envelope, body);
  }
}

/** Reads a message as the service that it was sent to. Bounded; never throws. */
export function readRequest(text: string): RequestReading {
  const reading = readEnvelope(text, { limits, mostRows: 0 });
  if (!reading.ok) return { ok: false, kind: 'invalid-xml', messageId: null, wanted: `${reading.wanted} at character ${reading.at}` };
  const { messageId, action, maxEnvelopeBytes, operationTimeout } = reading.value;
  const ask = askOf(reading.value);
  if ('refused' in ask) return { ok: false, kind: ask.refused, messageId, wanted: ask.wanted };
  return { ok: true, value: { ask, messageId, action: action ?? '', maxEnvelopeBytes, timeoutMs: operationTimeout === null ? null : durationMsOf(operationTimeout) } };
}
