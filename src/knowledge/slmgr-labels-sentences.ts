import type { Channel, LicenseStatus } from '../model/evidence.ts';

/**
 * A sentence of `slmgr.vbs /xpr`, what it says of the licence, and whether a date follows it.
 * `permanent` is null where the sentence says neither; `channel` only where the sentence names the kind of activation.
 */
export type ExpirySentence = {
  sentence: string;
  status: LicenseStatus;
  permanent: boolean | null;
  channel: Channel | null;
  dated: boolean;
};

const says = (
  sentence: string, status: LicenseStatus, permanent: boolean | null, dated: boolean, channel: Channel | null = null,
): ExpirySentence => ({ sentence, status, permanent, channel, dated });

/** Source: message constants of slmgr.vbs (English); posted output (zh-CN). */
export const expirySentences: readonly ExpirySentence[] = [
  says('Unlicensed', 'unlicensed', null, false),
  says('Volume activation will expire', 'licensed', false, true, 'kms-client'),
  says('Timebased activation will expire', 'licensed', false, true),
  says('Automatic VM activation will expire', 'licensed', false, true, 'avma'),
  says('The machine is permanently activated.', 'licensed', true, false),
  says('Initial grace period ends', 'oob-grace', null, true),
  says('Additional grace period ends', 'oot-grace', null, true),
  says('Non-genuine grace period ends', 'non-genuine-grace', null, true),
  says('Extended grace period ends', 'extended-grace', null, true),
  says('Windows is in Notification mode', 'notification', null, false),
  says('计算机已永久激活。', 'licensed', true, false),
  says('Windows 处于通知模式', 'notification', null, false),
];

/**
 * What `slmgr.vbs /ato` says when activation succeeded.
 * Sources: slmgr.vbs (English); posted output (zh-CN); the localised Azure documentation (de).
 */
export const successSentences: readonly string[] = [
  'Product activated successfully.', '成功地激活了产品', 'Das Produkt wurde erfolgreich aktiviert.',
];

/** What `slmgr.vbs /ato` says when activation failed and no code stands beside it. Source: slmgr.vbs. */
export const failureSentences: readonly string[] = ['Error: Product activation failed.', 'Product activation failed.'];

/** The first word of the line that `/ato` prints before it tries. Sources: slmgr.vbs; posted output; Azure documentation. */
export const activatingWords: readonly string[] = ['Activating', '正在激活', 'Aktivieren von'];

/**
 * Words for "error" and "error code" that stand before a code, lower case. Sources: slmgr.vbs and posted output (en, zh-CN,
 * ko); the words for "error code" in the localised titles of "Resolve Windows activation error codes" on Microsoft Learn.
 */
export const errorWords: readonly string[] = [
  'error', 'error code', 'code', 'fehler', 'fehlercode', 'erreur', 'code d’erreur', 'code d\'erreur', 'errore', 'codice errore',
  'codice di errore', 'código de error', 'codigo de error', 'erro', 'código de erro', 'codigo de erro', 'ошибка', 'код ошибки',
  '错误', '错误代码', '错误码', '代码', '錯誤', '錯誤碼', '錯誤代碼', 'エラー', 'エラー コード', 'エラーコード', '오류', '오류 코드',
];

/** Values of `Configured Activation Type`. Sources: slmgr.vbs; posted output (zh-CN). */
export const activationTypeWords: ReadonlyMap<string, 'all' | 'ad' | 'kms' | 'token'> = new Map([
  ['all', 'all'], ['ad', 'ad'], ['kms', 'kms'], ['token', 'token'], ['全部', 'all'],
] as const);
