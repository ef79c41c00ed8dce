import * as v from 'valibot';
import { editionIds, systemIds } from '../machine/systems.ts';

/** Small pieces of the scenario schema. */

const durationForm = /^(?:\d{1,5}(?:\.\d{1,3})?d)?(?: ?\d{1,5}(?:\.\d{1,3})?h)?(?: ?\d{1,6}m)?$/;

/** A span of time as text: `3d`, `2h`, `1d 12h`, `90m`. */
export const duration = v.pipe(v.string(), v.check((t) => t !== '' && durationForm.test(t), 'a span of time such as 3d, 12h, 90m or 1d 12h'));

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** Milliseconds of a span of time. */
export const durationMs = (text: string): number =>
  [...text.matchAll(/(\d+(?:\.\d+)?)([dhm])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (unitMs[unit ?? ''] ?? 0), 0);

/** When a fault begins: so long after the beginning, or `before` everything, when the estate was set up. */
export const moment = v.union([v.literal('before'), duration], 'a span of time such as 3d or 12h, or the word before');

export const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/, 'a machine’s name: letters, digits and hyphens'));

export const dnsName = v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/, 'a DNS name such as corp.example'));

export const address = v.pipe(v.string(), v.check((t) => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(t) || (t.includes(':') && /^[0-9a-f:]+$/i.test(t)), 'an IP address'));

export const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

export const code = v.pipe(v.string(), v.regex(/^0x[0-9A-F]{8}$/, 'a code such as 0xC004F074: 0x and eight upper-case hexadecimal digits'));

export const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

export const minutes = v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(43_200));

export const last5 = v.pipe(v.string(), v.regex(/^[A-Z0-9]{5}$/, 'the last five characters of a key'));

export const system = v.picklist(systemIds);
export const edition = v.picklist(editionIds);
export const officeGeneration = v.picklist(['2024', '2021', '2019', '2016', '2013']);
export const channel = v.picklist(['kms-client', 'kms-host', 'mak', 'retail', 'oem', 'eval', 'avma', 'subscription']);
export const hostKeyGroup = v.picklist(['ws2025', 'ws2022', 'ws2019', 'ws2016', '2012r2-win10', 'win10', 'older']);

/** A list that holds something. */
export const someOf = <S extends v.GenericSchema>(item: S, most = 1000) => v.pipe(v.array(item), v.minLength(1), v.maxLength(most));
