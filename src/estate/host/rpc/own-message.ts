import type { ActivationAnswer, ActivationRequest } from '../activation-exchange.ts';
import type { FieldRule } from './own-fields.ts';
import { beginsWith, readFields, writeFields } from './own-fields.ts';

/**
 * The estate's own message, which stands where the KMS interface has its request and answer: a line that says so, then
 * plain fields as lines of ASCII. No Windows sends or understands it, it carries nothing encrypted, and it grants nothing.
 */
const requestHeading = 'KMSDOCTOR-ESTATE/1 request';
const answerHeading = 'KMSDOCTOR-ESTATE/1 answer';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const whole = /^(?:0|[1-9]\d{0,14})$/;
const signed = /^(?:0|-?[1-9]\d{0,14})$/;

const requestRules: readonly FieldRule[] = [
  { label: 'client', pattern: /^[\w.-]{1,255}$/, wanted: 'name of a machine' },
  { label: 'cmid', pattern: guid, wanted: 'client machine ID' },
  { label: 'application', pattern: guid, wanted: 'application ID' },
  { label: 'product', pattern: guid, wanted: 'activation ID' },
  { label: 'time', pattern: signed, wanted: 'time in Unix milliseconds' },
  { label: 'virtual', pattern: /^(?:yes|no)$/, wanted: '"yes" or "no"' },
  { label: 'status', pattern: /^[0-6]$/, wanted: 'licence status from 0 to 6' },
  { label: 'minutes', pattern: whole, wanted: 'number of minutes' },
  { label: 'needs', pattern: whole, wanted: 'number of machines' },
];

const answerRules: readonly FieldRule[] = [
  { label: 'result', pattern: /^0x[0-9A-F]{8}$/, wanted: 'code of eight hexadecimal digits' },
  { label: 'count', pattern: whole, wanted: 'number of machines' },
  { label: 'activation', pattern: whole, wanted: 'number of minutes' },
  { label: 'renewal', pattern: whole, wanted: 'number of minutes' },
  { label: 'host', pattern: /^[\w.-]{0,128}$/, wanted: 'extended product ID' },
];

export type OwnReading<T> = { ok: true; value: T } | { ok: false; at: number; wanted: string };

/** Whether these octets say that they are the estate's own request. Of anything else nothing is looked at but this. */
export const isOwnRequest = (bytes: Uint8Array): boolean => beginsWith(requestHeading, bytes);

/** The octets of a request; null where a field holds what the message cannot carry, such as a line break. */
export const writeOwnRequest = (request: ActivationRequest): Uint8Array | null =>
  writeFields(requestHeading, requestRules, {
    client: request.clientName, cmid: request.cmid, application: request.applicationId, product: request.activationId,
    time: request.requestTime, virtual: request.isVirtual ? 'yes' : 'no', status: request.licenseStatus,
    minutes: request.minutesRemaining, needs: request.requiredCount,
  });

/** Reads a request strictly: every field once, in order, and nothing else. Never throws; at most 2,048 octets. */
export function readOwnRequest(bytes: Uint8Array): OwnReading<ActivationRequest> {
  const reading = readFields(requestHeading, requestRules, bytes);
  if (!reading.ok) return reading;
  const text = (label: string): string => reading.values.get(label) ?? '';
  return {
    ok: true,
    value: {
      clientName: text('client'), cmid: text('cmid'), applicationId: text('application'), activationId: text('product'),
      requestTime: Number(text('time')), isVirtual: text('virtual') === 'yes', licenseStatus: Number(text('status')),
      minutesRemaining: Number(text('minutes')), requiredCount: Number(text('needs')),
    },
  };
}

/** The octets of an answer; null where a field holds what the message cannot carry. */
export const writeOwnAnswer = (answer: ActivationAnswer): Uint8Array | null =>
  writeFields(answerHeading, answerRules, {
    result: answer.resultCode, count: answer.count, activation: answer.activationIntervalMinutes,
    renewal: answer.renewalIntervalMinutes, host: answer.hostExtendedPid,
  });

/** Reads an answer as strictly as a request. Never throws. */
export function readOwnAnswer(bytes: Uint8Array): OwnReading<ActivationAnswer> {
  const reading = readFields(answerHeading, answerRules, bytes);
  if (!reading.ok) return reading;
  const text = (label: string): string => reading.values.get(label) ?? '';
  return {
    ok: true,
    value: {
      resultCode: text('result'), count: Number(text('count')), activationIntervalMinutes: Number(text('activation')),
      renewalIntervalMinutes: Number(text('renewal')), hostExtendedPid: text('host'),
    },
  };
}
