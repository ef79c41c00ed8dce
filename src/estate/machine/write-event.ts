import type { Code } from '../../model/evidence.ts';
import type { ActivationAnswer, ActivationRequest } from '../host/activation-exchange.ts';
import type { EventRecord, MachineState } from './state.ts';
import { ownTime } from './state.ts';

/**
 * The events that licensing writes, with Microsoft's field order.
 * Sources: Windows Event Log, Volume Activation, table 11 (learn.microsoft.com/previous-versions//ff793440(v=technet.10));
 * Volume Activation 2.0 Operations Guide, pages 26 to 29; message table of sppsvc.exe (libyal winevt-kb).
 */
const provider = 'Microsoft-Windows-Security-SPP';
const application = 'Application';
const kmsLog = 'Key Management Service';

/** Events of a machine beyond this many are dropped, the oldest first: a log that overwrites, as Windows' own do. */
const mostEvents = 5000;
/** So many at a time: dropping each by itself would move all the others. */
const droppedAtOnce = 500;

export function writeEvent(machine: MachineState, now: number, id: number, strings: string[], log: string = application): void {
  keep(machine, { id, provider, log, at: ownTime(machine, now), strings });
}

/** Of the thousands of events of an estate few are ever read: their strings are made when they are. */
class UnreadEvent implements EventRecord {
  readonly id: number;
  readonly provider = provider;
  readonly log: string;
  readonly at: number;
  private readonly layout: MachineState['system']['eventLayout'];
  private readonly fields: () => string[];
  private made: string[] | null = null;

  constructor(machine: MachineState, now: number, id: number, fields: () => string[], log: string) {
    this.id = id;
    this.log = log;
    this.at = ownTime(machine, now);
    this.layout = machine.system.eventLayout;
    this.fields = fields;
  }

  get strings(): string[] {
    this.made ??= inLayout(this.layout, this.fields());
    return this.made;
  }
}

const writeLazily = (machine: MachineState, now: number, id: number, fields: () => string[], log: string = application): void =>
  keep(machine, new UnreadEvent(machine, now, id, fields, log));

function keep(machine: MachineState, record: EventRecord): void {
  if (record.log === kmsLog && machine.kmsLogIsFull) return;
  machine.events.push(record);
  if (machine.events.length >= mostEvents + droppedAtOnce) machine.events.splice(0, droppedAtOnce);
}

/** `2026/1/31 9:05`, UTC, without leading zeros in the date, as the KMS events write times. */
function eventTime(at: number): string {
  const time = new Date(at);
  const minute = String(time.getUTCMinutes()).padStart(2, '0');
  return `${time.getUTCFullYear()}/${time.getUTCMonth() + 1}/${time.getUTCDate()} ${time.getUTCHours()}:${minute}`;
}

/** Codes of events are written short: `0x0`. */
const short = (code: Code): string => (code === '0x00000000' ? '0x0' : code);

function inLayout(layout: MachineState['system']['eventLayout'], fields: string[]): string[] {
  if (layout === 'fields') return fields;
  const line = fields.join(', ');
  return layout === 'line' ? [line] : [line, ...fields];
}

/** 12288: a request was sent, or could not be: then with the code of what stood in its way. */
export function writeRequest(machine: MachineState, now: number, request: ActivationRequest, host: string, port: number, code: Code): void {
  const server = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  writeLazily(machine, now, 12288, () => [
    short(code), '0x00000000', server, request.cmid, eventTime(request.requestTime), request.isVirtual ? '1' : '0', String(request.licenseStatus),
    String(request.minutesRemaining), request.activationId, String(request.requiredCount),
  ]);
}

/** SL_VL_BINDING_ERROR_NOT_ENOUGH_COUNT, a flag of 12289. */
const notEnoughCount = '0x04000000';

/** 12289: the host's answer was processed. */
export function writeAnswer(machine: MachineState, now: number, answer: ActivationAnswer, code: Code, activated: boolean): void {
  const { count, activationIntervalMinutes, renewalIntervalMinutes } = answer;
  const processedAt = ownTime(machine, now);
  writeLazily(machine, now, 12289, () => [
    short(code), code === '0xC004F038' ? notEnoughCount : '0x00000000', activated ? '1' : '0', '0', String(count),
    String(activationIntervalMinutes), String(renewalIntervalMinutes), eventTime(processedAt),
  ]);
}

/** 12290, on the host: one for each request. */
export function writeHostRequest(machine: MachineState, now: number, request: ActivationRequest, code: Code): void {
  writeLazily(machine, now, 12290, () => [
    short(code), String(request.requiredCount), request.clientName, request.cmid, eventTime(request.requestTime), request.isVirtual ? '1' : '0',
    String(request.licenseStatus), String(request.minutesRemaining), request.activationId,
  ], kmsLog);
}

/** 12291: KMS could not start. */
export const writeHostStartFailed = (machine: MachineState, now: number, code: Code): void => writeEvent(machine, now, 12291, [code], kmsLog);

/** 12293: publishing in DNS failed, with the DNS code and the zone. */
export const writePublishFailed = (machine: MachineState, now: number, code: Code, zone: string): void => writeEvent(machine, now, 12293, [code, zone], kmsLog);

/** 12294: published. */
export const writePublished = (machine: MachineState, now: number, zone: string): void => writeEvent(machine, now, 12294, [zone], kmsLog);

/** 8198: an activation that Windows tried by itself failed. */
export const writeActivationFailed = (machine: MachineState, now: number, code: Code): void => writeEvent(machine, now, 8198, [code, 'hr=' + code]);

/** 12308: activated through Active Directory. */
export const writeAdActivated = (machine: MachineState, now: number, objectDn: string): void => writeEvent(machine, now, 12308, [objectDn]);

/** 8213: the activation object could not be fetched; 8214: it cannot be used; 8215: activation with it failed. */
export const writeAdFailed = (machine: MachineState, now: number, id: 8213 | 8214 | 8215, code: Code): void => writeEvent(machine, now, id, [code]);
