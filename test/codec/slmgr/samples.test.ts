import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/codec/text/read-text.ts';

/** Real texts beside the project; absent on other machines, where these tests are skipped and say so. */
const folder = new URL('../../../../shared/samples/', import.meta.url);

const windowsId = '55c92734-d682-4d71-983e-d6ec3f16059f';

/** What stands in a sample's line behind these words: names and ids are looked up there and stand nowhere in this project. */
class Behind {
  readonly words: string;
  readonly pattern: RegExp;
  constructor(words: string, pattern = /^.*$/) {
    this.words = words;
    this.pattern = pattern;
  }
  in(text: string): string {
    const line = text.split('\n').find((l) => l.includes(this.words)) ?? '';
    const rest = line.slice(line.indexOf(this.words) + this.words.length).replace(/^\s*[:：]\s*/, '').trim();
    return this.pattern.exec(rest)?.[0] ?? `nothing behind ${this.words}`;
  }
}
/** The id in the command above the line with these words. */
class Above {
  readonly words: string;
  constructor(words: string) {
    this.words = words;
  }
  in(text: string): string {
    const lines = text.split('\n');
    return lines[lines.findIndex((l) => l.includes(this.words)) - 1]?.trim().split(' ').at(-1) ?? 'nothing above';
  }
}
const behind = (words: string, pattern?: RegExp): Behind => new Behind(words, pattern);
const host = /^[^:]+/;
const name = behind('Name');
const description = behind('Description');
const activationId = behind('Activation ID');
const extendedPid = behind('Extended PID');
const partialProductKey = behind('Partial Product Key');

/** What each sample says, field by field; fields not named here are null. `channel` and `application` stand in every row. */
const products: Record<string, readonly Record<string, unknown>[]> = {
  '001-win11-notification-f056-gvlk.txt': [{
    application: 'windows', name, description,
    channel: 'kms-client', channelText: 'Volume:GVLK', activationId, applicationId: windowsId,
    extendedPid, partialProductKey, licenseStatus: 'notification',
    reasonCode: '0xC004F056', remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all',
  }],
  '003-server2019-notification-f00f.txt': [{
    application: 'windows', name, description,
    channel: 'kms-client', channelText: 'Volume:GVLK', activationId, applicationId: windowsId,
    extendedPid, partialProductKey, licenseStatus: 'notification',
    reasonCode: '0xC004F00F', remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all',
  }],
  '004-win7-ent-dli-kms-licensed.txt': [{
    application: 'windows', name, description,
    channel: 'kms-client', channelText: 'VOLUME_KMSCLIENT', partialProductKey, licenseStatus: 'licensed', graceMinutesRemaining: 243720,
    kmsClient: {
      cmid: behind('(CMID)'), discoveredHost: behind('from DNS', host), discoveredPort: 1688,
      hostExtendedPid: behind('KMS machine extended PID'), activationIntervalMinutes: 15, renewalIntervalMinutes: 25, hostCaching: true,
    },
  }],
  '005-server2008r2-dli-kms-host-count2.txt': [{
    application: 'windows', name, description,
    channel: 'kms-host', channelText: 'VOLUME_KMS_C', partialProductKey, licenseStatus: 'licensed',
    kmsHost: {
      currentCount: 2, listeningPort: 1688, dnsPublishing: true, priority: 'normal', totalRequests: 826, failedRequests: 0, unlicensedRequests: 0,
      licensedRequests: 826, initialGraceRequests: 0, expiredOrToleranceRequests: 0, nonGenuineRequests: 0, notificationRequests: 0,
    },
  }],
  '007-win7-ent-nongenuine-f200.txt': [{
    application: 'windows', name, description,
    channel: 'kms-client', channelText: 'VOLUME_KMSCLIENT', activationId, applicationId: windowsId,
    partialProductKey, licenseStatus: 'notification', reasonCode: '0xC004F200', remainingWindowsRearms: 2,
  }],
  '009-win11-retail-licensed-host.txt': [{
    application: 'windows', name, description,
    channel: 'retail', channelText: 'Retail', activationId, applicationId: windowsId,
    extendedPid, partialProductKey, licenseStatus: 'licensed',
    remainingWindowsRearms: 1000, remainingSkuRearms: 1000,
  }],
  '011-zh-cn-xpr-notification-and-permanent.txt': [
    ...['Office16VisioProR_Retail', 'Office16VisioProR_Grace', 'Office16VisioProVL_KMS_Client', 'Office16O365HomePremR_Grace'].map((licence) => ({
      application: 'office', name: `Office 16, ${licence} edition`, channel: 'unknown', activationId: new Above(licence), licenseStatus: 'notification',
    })),
    { application: 'windows', name: 'Windows(R), Professional edition', channel: 'unknown', licenseStatus: 'licensed', permanentlyActivated: true },
  ],
  '016-zh-cn-win10-ltsc2019-dlv-licensed.txt': [{
    application: 'windows', name: behind('名称'), description: behind('描述'),
    channel: 'kms-client', channelText: 'Volume:GVLK', partialProductKey: behind('部分产品密钥'), licenseStatus: 'licensed', graceMinutesRemaining: 259197,
    remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all', lastActivationType: 'kms',
    kmsClient: { discoveredHost: behind('来自 DNS 的 KMS 计算机名称', host), discoveredPort: 1688, hostAddress: behind('KMS 计算机 IP 地址'), activationIntervalMinutes: 120, renewalIntervalMinutes: 10080, hostCaching: true },
  }],
  '017-office2016-kms-host-dlv-count0.txt': [{
    application: 'office', name, description, channel: 'kms-host',
    channelText: 'VOLUME_KMS', activationId, applicationId: behind('Application ID'),
    extendedPid, partialProductKey, licenseStatus: 'licensed', remainingWindowsRearms: 1000,
    kmsHost: {
      currentCount: 0, listeningPort: 1688, dnsPublishing: true, priority: 'normal', totalRequests: 0, failedRequests: 0, unlicensedRequests: 0,
      licensedRequests: 0, initialGraceRequests: 0, expiredOrToleranceRequests: 0, nonGenuineRequests: 0, notificationRequests: 0,
    },
  }],
  '020-office2010-kms-host-dlv-this-computer.txt': [{
    application: 'office', name, description, channel: 'kms-host',
    channelText: 'VOLUME_KMS', activationId, licenseStatus: 'licensed', remainingWindowsRearms: 1,
    kmsHost: { currentCount: 0, listeningPort: 1688, dnsPublishing: true, priority: 'normal' },
  }],
  '022-server-eval-expired-f009-fragment.txt': [{ application: 'windows', channel: 'unknown', licenseStatus: 'notification', reasonCode: '0xC004F009', remainingWindowsRearms: 5 }],
  '024-xpr-volume-expire-uk-date.txt': [{ application: 'windows', name: 'Windows(R), Professional edition', channel: 'kms-client', licenseStatus: 'licensed', permanentlyActivated: false }],
  '026-ru-partial-key-line.txt': [{ application: 'windows', channel: 'unknown', partialProductKey: behind('ключ продукта') }],
};

const attempts: Record<string, Record<string, unknown>> = {
  '001-server2019-f074-wrapped.txt': { product: 'Windows(R), ServerStandard edition', activationId: behind('ServerStandard edition (', /^[0-9a-f-]{36}/), code: '0xC004F074' },
  '010-zh-cn-f069-noncore.txt': { code: '0xC004F069' },
  '015-f038-classic-text-blog.txt': { code: '0xC004F038' },
  '017-f074-azure-vm-doc-typos.txt': { code: '0xC004F074' },
  '020-ko-f074-azure-doc.txt': { code: '0xC004F074' },
};

/** A value without its null members, to the bottom. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null).map(([k, v]) => [k, said(v)]));
}

const textOf = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const readSample = (path: string) => readText(textOf(path));

/** The expectation with its look-ups done; ids are lower case in evidence. */
function filled(value: unknown, text: string): unknown {
  if (value instanceof Behind || value instanceof Above) {
    const found = value.in(text);
    return /^[0-9A-F-]{36}$/i.test(found) ? found.toLowerCase() : found;
  }
  if (Array.isArray(value)) return value.map((v) => filled(v, text));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, text)]));
}

describe.skipIf(!existsSync(folder))('samples of slmgr.vbs output', () => {
  test.each(Object.entries(products))('%s', (file, expected) => {
    const { fragments } = readSample(`slmgr/${file}`);
    expect(fragments.flatMap((f) => f.products).map(said)).toEqual(filled(expected, textOf(`slmgr/${file}`)));
    expect(fragments.flatMap((f) => [...f.attempts, ...f.events, ...f.dnsSrv])).toEqual([]);
    expect(fragments.every((f) => f.format === 'slmgr')).toBe(true);
  });

  test.each(Object.entries(attempts))('%s', (file, expected) => {
    const { fragments } = readSample(`ato/${file}`);
    expect(fragments.flatMap((f) => f.attempts).map(said)).toEqual([filled({ ...expected, succeeded: false }, textOf(`ato/${file}`))]);
    expect(fragments.flatMap((f) => f.products)).toEqual([]);
  });

  test('the version of the licensing service stands with its product', () => {
    expect(readSample('slmgr/001-win11-notification-f056-gvlk.txt').fragments[0]?.service).toEqual({ version: behind('service version').in(textOf('slmgr/001-win11-notification-f056-gvlk.txt')) });
    expect(readSample('slmgr/016-zh-cn-win10-ltsc2019-dlv-licensed.txt').fragments[0]?.service).toEqual({ version: behind('软件授权服务器版本').in(textOf('slmgr/016-zh-cn-win10-ltsc2019-dlv-licensed.txt')) });
  });

  test('no sample of slmgr.vbs is left out here', () => {
    expect(readdirSync(new URL('slmgr/', folder)).sort()).toEqual(Object.keys(products).sort());
    const ofOspp = ['006-ospp-act-2019-grace-f017-plus-success.txt', '013-ospp-act-office2010-f074-wrapped.txt'];
    expect(readdirSync(new URL('ato/', folder)).sort()).toEqual([...Object.keys(attempts), ...ofOspp].sort());
  });
});
