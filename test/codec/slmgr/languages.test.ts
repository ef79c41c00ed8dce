import { describe, expect, test } from 'vitest';
import { slmgrLabels } from '../../../src/knowledge/slmgr-labels.ts';
import { readText } from '../../../src/codec/text/read-text.ts';
import { labelKey } from '../../../src/codec/slmgr/label.ts';
import { productOf, productsOf, read } from './reading.ts';

describe('slmgr.vbs in other languages', () => {
  test('Chinese, retyped, with plain and full-width colons', () => {
    const text = `软件授权服务器版本：10.0.17763.1

名称: Windows(R), EnterpriseS edition
描述: Windows(R) Operating System, VOLUME-KMSCLIENT channel 
激活 ID: *-*-*-*-*
应用程序 ID: *-*-*-*-* 
扩展 PID： *-*-*-*-*-*-*-*
产品密钥通道: Volume:GVLK
安装 ID： *
部分产品密钥: BCD34 
许可证状态: 已授权
批量激活过期: 250000 分钟(174天）
剩余 Windows 重置计数: 1001 
剩余 SKU 重置计数: 1000 
信任时间:2026/3/2 10:20:30 
已配置的激活类型：全部

最新激活信息
密钥管理服务客户端信息
    客户端计算机 ID （CMID）: *-*-*-*-*
    来自 DNS 的 KMS 计算机名称: kms1.corp.example:1688
    KMS 计算机 IP 地址: 10.0.0.11
    KMS 计算扩展的 PID: *-*-*-*-*-*-*.*-*
    激活时间间隔: 120 分钟 
    续订间隔：10080 分钟
    已启用 KMS 主机缓存
`;
    expect(read(text)[0]).toMatchObject({ by: 'slmgr /dlv', service: { version: '10.0.17763.1' } });
    expect(productOf(text)).toEqual({
      application: 'windows', name: 'Windows(R), EnterpriseS edition', description: 'Windows(R) Operating System, VOLUME-KMSCLIENT channel',
      channel: 'kms-client', channelText: 'Volume:GVLK', activationId: null, applicationId: null, extendedPid: null,
      partialProductKey: 'BCD34', licenseStatus: 'licensed', reasonCode: null, graceMinutesRemaining: 250000,
      remainingWindowsRearms: 1001, remainingSkuRearms: 1000, activationType: 'all', lastActivationType: 'kms', adObjectName: null,
      permanentlyActivated: null,
      kmsClient: {
        cmid: null, configuredHost: null, configuredPort: null, discoveredHost: 'kms1.corp.example', discoveredPort: 1688,
        hostAddress: '10.0.0.11', hostExtendedPid: null, activationIntervalMinutes: 120, renewalIntervalMinutes: 10080,
        hostCaching: true, lookupDomain: null,
      },
      kmsHost: null,
    });
  });

  test('Spanish', () => {
    const text = `Versión del Servicio de licencias de software: 10.0.22631.1
Nombre: Windows(R), Professional edition
Descripción: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Id. de activación: 11111111-2222-4333-8444-555555555555
Id. de aplicación: 55c92734-d682-4d71-983e-d6ec3f16059f
Canal de clave de producto: Volume:GVLK
Clave de producto parcial: BCD34
Estado de la licencia: con licencia
Recuento de rearmado de Windows restante: 1001
Recuento de rearmados de SKU restantes: 1000
`;
    expect(productOf(text)).toMatchObject({
      name: 'Windows(R), Professional edition', channel: 'kms-client', activationId: '11111111-2222-4333-8444-555555555555',
      partialProductKey: 'BCD34', licenseStatus: 'licensed', remainingWindowsRearms: 1001, remainingSkuRearms: 1000,
    });
  });

  test('French, with a blank before the colon', () => {
    const text = `Nom : Windows(R), Enterprise edition
Description : Windows(R) Operating System, VOLUME_KMSCLIENT channel
Clé de produit partielle : BCD34
État de la licence : Avec licence
`;
    expect(readText(text).fragments.map((f) => f.format)).toEqual(['slmgr']);
    expect(productOf(text)).toMatchObject({ name: 'Windows(R), Enterprise edition', channel: 'kms-client', partialProductKey: 'BCD34', licenseStatus: 'licensed' });
  });

  test.each([
    ['Lizenzstatus: Lizenziert', 'licensed'], ['Состояние лицензии: имеет лицензию', 'licensed'], ['授權狀態: 已授權', 'licensed'],
    ['라이선스 상태: 사용 허가됨', 'licensed'], ['État de la licence : Avec licence', 'licensed'],
  ])('%s', (line, status) => {
    expect(productOf(`${line}\n`).licenseStatus).toBe(status);
  });

  test('an unknown status word alone tells of nothing', () => {
    expect(productsOf('Lizenzstatus: Irgendetwas\n')).toEqual([]);
  });

  test('a lone line with a key\'s end in Russian is a product of which nothing else is known', () => {
    expect(productOf('Частичный ключ продукта: BCD34')).toMatchObject({ partialProductKey: 'BCD34', licenseStatus: null, channel: 'unknown', name: null });
  });

  const unknown = `Versie van de licentieservice: 10.0.22631.1

Naam: Windows(R), Enterprise edition
Omschrijving: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Activerings-id: 11111111-2222-4333-8444-555555555555
Toepassings-id: 55c92734-d682-4d71-983e-d6ec3f16059f
Uitgebreide PID: 03612-03290-000-000001-03-1033-22631.0000-0872026
Sleutelkanaal: Volume:GVLK
Installatie-id: 100200300400500600700800900100200300400500600700800900100200300
Sleuteldeel: BCD34
Toestand: Woord dat niemand kent
Vervaldatum: 256320 minuten (178 dagen)
Resterend aantal Windows-resets: 1001
Resterend aantal SKU-resets: 1000

Sleutelbeheer
    Client-id (CMID): 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417
    KMS-computernaam uit DNS: kms1.corp.example:1688
    IP-adres van KMS-computer: 10.0.0.11
    Uitgebreide PID van KMS-computer: 03612-00206-563-124817-03-1033-20348.0000-1122025
    Interval een: 120 minuten
    Interval twee: 10080 minuten
`;

  test('a language of which no label is documented is read by its structure; the status word stays unknown', () => {
    expect(read(unknown)[0]?.service).toEqual({ version: '10.0.22631.1' });
    expect(productOf(unknown)).toMatchObject({
      application: 'windows', name: 'Windows(R), Enterprise edition', channel: 'kms-client', channelText: 'Volume:GVLK',
      activationId: '11111111-2222-4333-8444-555555555555', applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
      extendedPid: '03612-03290-000-000001-03-1033-22631.0000-0872026', partialProductKey: 'BCD34', licenseStatus: null,
      graceMinutesRemaining: 256320, remainingWindowsRearms: 1001, remainingSkuRearms: 1000, lastActivationType: null,
      kmsClient: {
        cmid: '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417', discoveredHost: 'kms1.corp.example', discoveredPort: 1688, configuredHost: null,
        hostAddress: '10.0.0.11', hostExtendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025',
        activationIntervalMinutes: 120, renewalIntervalMinutes: 10080, hostCaching: null,
      },
    });
  });

  test('a host set by hand is told from a discovered one by the word DNS', () => {
    const text = unknown.replace('KMS-computernaam uit DNS: kms1', 'Geregistreerde KMS-computernaam: KMS9');
    expect(productOf(text).kmsClient).toMatchObject({ configuredHost: 'KMS9.corp.example', configuredPort: 1688, discoveredHost: null });
  });

  test('a reason after an unknown status word means notification: slmgr.vbs prints one in no other state', () => {
    const text = unknown.replace(/Vervaldatum: .*/, 'Reden: 0xC004F056.');
    expect(productOf(text)).toMatchObject({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: null });
  });

  test('an unknown status word before a documented line of volume expiration means licensed', () => {
    const text = '名称: Windows(R), x edition\n描述: Windows(R) Operating System, VOLUME_KMSCLIENT channel\n许可证状态: 某词\n批量激活过期: 259200 分钟(180 天)\n';
    expect(productOf(text).licenseStatus).toBe('licensed');
  });

  test('no two documented labels of one language stand for different fields', () => {
    const seen = new Map<string, string>();
    for (const row of slmgrLabels) {
      for (const label of row.labels) {
        const key = `${row.language} ${labelKey(label)}`;
        expect(`${key} ${seen.get(key) ?? row.field}`).toBe(`${key} ${row.field}`);
        seen.set(key, row.field);
      }
    }
  });
});
