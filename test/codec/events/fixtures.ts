import type { KmsEventFacts, WindowsEvent } from '../../../src/model/evidence.ts';
import { emptyKmsEvent } from '../../../src/model/evidence.ts';
import type { Fragment, TextFormat } from '../../../src/codec/text-format.ts';

/** Made-up machines and ids in the shapes that Windows logs. */
const cmid = '0f4b9c3e-71d2-4c85-9a1b-5e6d2c7f8a90';
const sku = '73111121-5638-40f6-bc11-f1d7b0d64300';
export const requestInfo = `0xC004F074, 0x00000000, kms1.contoso.test:1688, ${cmid}, 2026/3/9 7:05, 1, 5, 0, ${sku}, 25`;
export const responseInfo = '0x00000000, 0x04000008, 1, 0, 31, 120, 10080, 2026/3/9 7:06';
export const hostInfo = `0x0,25,ws-0142.contoso.test,${cmid},2026/3/9 7:05,1,5,0,${sku}`;

export const requestFacts: KmsEventFacts = {
  ...emptyKmsEvent('client-request'),
  resultCode: '0xC004F074', flags: '0x00000000', kmsHost: 'kms1.contoso.test', kmsPort: 1688, cmid, requestTime: '2026-03-09T07:05:00.000Z',
  isVirtual: true, licenseStatus: 'notification', minutesRemaining: 0, activationId: sku, requiredCount: 25,
};
export const responseFacts: KmsEventFacts = {
  ...emptyKmsEvent('client-response'),
  resultCode: '0x00000000', flags: '0x04000008', activated: true, currentCount: 31, activationIntervalMinutes: 120,
  renewalIntervalMinutes: 10080, requestTime: '2026-03-09T07:06:00.000Z',
};
export const hostFacts: KmsEventFacts = {
  ...emptyKmsEvent('host-request'),
  resultCode: '0x00000000', requiredCount: 25, clientName: 'ws-0142.contoso.test', cmid, requestTime: '2026-03-09T07:05:00.000Z',
  isVirtual: true, licenseStatus: 'notification', minutesRemaining: 0, activationId: sku,
};

const spp = 'Microsoft-Windows-Security-SPP';
export const requestEvent: WindowsEvent = {
  id: 12288, provider: spp, log: 'Application', computer: 'ws-0142.contoso.test', time: '2026-03-09T07:05:11.000Z', kms: requestFacts, code: '0xC004F074',
};
export const hostEvent: WindowsEvent = {
  id: 12290, provider: spp, log: 'Key Management Service', computer: 'kms1.contoso.test', time: '2026-03-09T07:05:12.000Z', kms: hostFacts, code: null,
};

const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** One event as XML, in the shape of `wevtutil qe /f:xml`. */
export const xmlEvent = (e: { id: number; data: string[]; provider?: string; log?: string; computer?: string; at?: string; message?: string }): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${e.provider ?? spp}' Guid='{E23B33B0-C8C9-472C-A5F9-F2BDFEA0F156}' EventSourceName='Software Protection Platform Service'/>`
  + `<EventID Qualifiers='16384'>${e.id}</EventID><Version>0</Version><Level>4</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x80000000000000</Keywords>`
  + `<TimeCreated SystemTime='${e.at ?? '2026-03-09T07:05:11.0000000Z'}'/><EventRecordID>811</EventRecordID><Correlation/><Execution ProcessID='0' ThreadID='0'/>`
  + `<Channel>${e.log ?? 'Application'}</Channel><Computer>${e.computer ?? 'ws-0142.contoso.test'}</Computer><Security/></System>`
  + `<EventData>${e.data.map((d) => `<Data>${escapeXml(d)}</Data>`).join('')}</EventData>`
  + `${e.message === undefined ? '' : `<RenderingInfo Culture='en-US'><Message>${escapeXml(e.message)}</Message></RenderingInfo>`}</Event>`;

/** Reads a text as the segmenter does: from the first start on, further starts of the same format being part of the run. */
export function readWith(format: TextFormat, text: string): Fragment[] {
  const lines = text.split(/\r\n|\n|\r/);
  const from = lines.findIndex((_, i) => format.startsAt(lines, i));
  return from === -1 ? [] : format.read(lines, from, lines.length);
}

export const eventsOf = (format: TextFormat, text: string): WindowsEvent[] => readWith(format, text).flatMap((f) => f.events);

const stray = (a: object, b: object): string[] => {
  const expected = new Map(Object.entries(b));
  return Object.entries(a).filter(([k, v]) => k !== 'kms' && v !== null && v !== expected.get(k)).map(([k, v]) => `${k}: ${String(v)}`);
};

/** Fields of what was read from cut text that are neither null nor what the whole text says: there may be none. */
export const strayFields = (read: WindowsEvent, whole: WindowsEvent): string[] =>
  [...stray(read, whole), ...(read.kms === null || whole.kms === null ? [] : stray(read.kms, whole.kms))];

/** Reads lines and gives the number of events found. */
export const countEvents = (format: TextFormat, lines: readonly string[]): number => format.read(lines, 0, lines.length).flatMap((f) => f.events).length;
