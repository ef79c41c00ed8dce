import { emptyKmsEvent } from '../../model/evidence.ts';
import type { WindowsEvent } from '../../model/evidence.ts';
import { toCode } from '../code.ts';
import { textOf } from '../plain-value.ts';
import { unambiguousUtcOf } from './unambiguous-date.ts';
import type { OsppRow } from './rows.ts';

/**
 * One event of `ospp.vbs /dhistorykms` or `/dhistoryacterr`, else null. The script takes event 12288 of the Application
 * log, whose text begins `result, flags, host:port, …`, and prints of it what stands before the first colon, so the port
 * is lost; of event 8200 it prints the whole message, which ends in its code. Source: OSPP.VBS, performLicAction.
 */
export function eventOfRow(row: OsppRow, computer: string | null): WindowsEvent | null {
  const written = textOf(row.fields.get('eventTime'));
  const event = { provider: null, log: 'Application', computer, time: written === null ? null : unambiguousUtcOf(written) ?? written };
  const errorAndHost = row.fields.get('errorAndHost');
  if (errorAndHost !== undefined) {
    const parts = errorAndHost.slice(0, 600).split(',').map((part) => part.trim());
    const resultCode = toCode(parts[0]);
    if (resultCode === null) return null;
    const flags = parts.length > 2 ? toCode(parts[1]) : null;
    const kmsHost = parts.length > 1 ? textOf(parts.at(-1)) : null;
    return {
      ...event,
      id: 12288,
      kms: { ...emptyKmsEvent('client-request'), resultCode, flags, kmsHost: toCode(kmsHost) === null ? kmsHost : null },
      code: resultCode === '0x00000000' ? null : resultCode,
    };
  }
  const message = row.fields.get('eventMessage');
  if (message === undefined) return null;
  const code = toCode(/0x[0-9a-f]{8}(?=[^0-9a-f]*$)/i.exec(message.slice(-60))?.[0]);
  return { ...event, id: 8200, kms: null, code: code === '0x00000000' ? null : code };
}
