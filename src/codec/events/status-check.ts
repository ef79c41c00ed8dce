import type { LicensingProduct } from '../../model/evidence.ts';
import { emptyProduct } from '../../model/evidence.ts';
import { applicationOf } from '../application.ts';
import { guidOf } from '../plain-value.ts';

const mostRows = 2000;

/**
 * The products that event 1003 ("The Software Protection service has completed licensing status check") shows as licensed
 * or in their first grace period, each with the minutes left where it gives them. A row reads
 * `2: SKU-ID, 1, 1 [(0 [0x00000000, 1, 0], [(?)(?)( 1 0x00000000 30 0 msft:rm/algorithm/volume/1.0 0x00000000 259192)…`:
 * the second number is 1 for a licensed product, the last number of the volume entry the minutes; `( 5 0x00000000 10 14400)`
 * is the first grace period with its minutes. Microsoft does not document the form: rows in any other shape, such as the
 * many that merely have no key (0xC004F014), give nothing. Source: public logs of Windows 7 to 10 with known states.
 */
export function readStatusCheck(message: string): LicensingProduct[] {
  const applicationId = guidOf(/Application Id\s{0,4}=\s{0,4}([0-9a-fx-]{1,40})/i.exec(message)?.[1] ?? null);
  const application = applicationOf(/Application Id\s{0,4}=\s{0,4}([0-9a-fx-]{1,40})/i.exec(message)?.[1] ?? null, null, null);
  const rows: LicensingProduct[] = [];
  for (const line of message.split(/\r?\n/, mostRows)) {
    const row = /^\s{0,40}\d{1,4}: ([0-9a-f.x-]{8,40}), \d, ([01]) \[\(0 (.*)$/i.exec(line);
    if (row === null) continue;
    const [, id = '', licensed, rest = ''] = row;
    const of = { ...emptyProduct(), application, applicationId, activationId: guidOf(id) };
    const grace = /\( 5 0x00000000 \d{1,6} (\d{1,9})\)/.exec(rest);
    if (licensed === '1' && rest.startsWith('[0x00000000, 1, 0],')) {
      const volume = /volume\/1\.0 0x00000000 (\d{1,9})\)/.exec(rest);
      rows.push({ ...of, licenseStatus: 'licensed', graceMinutesRemaining: volume === null ? null : Number(volume[1]) });
    } else if (licensed === '0' && grace !== null) {
      rows.push({ ...of, licenseStatus: 'oob-grace', graceMinutesRemaining: Number(grace[1]) });
    }
  }
  return rows;
}
