import type { LicenseStatus } from '../model/evidence.ts';

/** What a labelled line of `slmgr.vbs` says. `ignored` lines are known and hold nothing that evidence keeps. */
export type SlmgrField =
  | 'serviceVersion' | 'name' | 'description' | 'activationId' | 'applicationId' | 'extendedPid' | 'keyChannel'
  | 'partialKey' | 'licenseStatus' | 'reason' | 'volumeExpiration' | 'otherExpiration' | 'windowsRearms' | 'skuRearms'
  | 'activationType' | 'lastActivation' | 'clientHeader' | 'adHeader' | 'avmaHeader' | 'tokenHeader'
  | 'cmid' | 'configuredHost' | 'lookupDomain' | 'discovery' | 'discoveredHost' | 'hostAddress' | 'hostPid'
  | 'activationInterval' | 'renewalInterval' | 'cachingOn' | 'cachingOff' | 'nothingLearned'
  | 'hostHeader' | 'currentCount' | 'listeningPort' | 'publishingOn' | 'publishingOff' | 'priority'
  | 'totalRequests' | 'failedRequests' | 'unlicensedRequests' | 'licensedRequests' | 'initialGraceRequests'
  | 'expiredOrToleranceRequests' | 'nonGenuineRequests' | 'notificationRequests'
  | 'adObjectName' | 'ignored';

/**
 * How far a row can be trusted: `vbs` are the message constants of Microsoft's own slmgr.vbs, `seen` stood in output
 * that a user posted or in a parser written against real output, `page` is the term of the localised Microsoft Learn
 * page "General issues with KMS activation", which may differ from the script's own word.
 */
type LabelGrade = 'vbs' | 'seen' | 'page';

export type SlmgrLabel = { field: SlmgrField; language: string; grade: LabelGrade; labels: readonly string[] };

const row = (language: string, grade: LabelGrade, field: SlmgrField, ...labels: string[]): SlmgrLabel =>
  ({ field, language, grade, labels });

/**
 * Labels, headers and fixed sentences of `slmgr.vbs /dlv` and `/dli`, by language.
 * Sources: slmgr.vbs of Windows 7 to Server 2025 (English); posted outputs and parsers (zh-CN, es, ru, de); the
 * localised pages of https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general.
 */
export const slmgrLabels: readonly SlmgrLabel[] = [
  row('en', 'vbs', 'serviceVersion', 'Software licensing service version'),
  row('en', 'vbs', 'name', 'Name'),
  row('en', 'vbs', 'description', 'Description'),
  row('en', 'vbs', 'activationId', 'Activation ID'),
  row('en', 'vbs', 'applicationId', 'Application ID'),
  row('en', 'vbs', 'extendedPid', 'Extended PID'),
  row('en', 'vbs', 'keyChannel', 'Product Key Channel'),
  row('en', 'vbs', 'partialKey', 'Partial Product Key'),
  row('en', 'vbs', 'licenseStatus', 'License Status'),
  row('en', 'vbs', 'reason', 'Notification Reason'),
  row('en', 'vbs', 'volumeExpiration', 'Volume activation expiration'),
  row('en', 'vbs', 'otherExpiration', 'Timebased activation expiration', 'Automatic VM activation expiration', 'Time remaining'),
  row('en', 'vbs', 'windowsRearms', 'Remaining Windows rearm count'),
  row('en', 'vbs', 'skuRearms', 'Remaining SKU rearm count'),
  row('en', 'vbs', 'activationType', 'Configured Activation Type'),
  row('en', 'vbs', 'lastActivation', 'Most recent activation information'),
  row('en', 'vbs', 'clientHeader', 'Key Management Service client information', 'Key Management Service (KMS) client information'),
  row('en', 'vbs', 'adHeader', 'AD Activation client information'),
  row('en', 'vbs', 'avmaHeader', 'Automatic VM Activation client information'),
  row('en', 'vbs', 'tokenHeader', 'Token-based Activation information'),
  row('en', 'vbs', 'cmid', 'Client Machine ID (CMID)'),
  row('en', 'vbs', 'configuredHost', 'Registered KMS machine name'),
  row('en', 'vbs', 'lookupDomain', 'Registered KMS SRV record lookup domain'),
  row('en', 'vbs', 'discovery', 'DNS auto-discovery'),
  row('en', 'vbs', 'discoveredHost', 'KMS machine name from DNS'),
  row('en', 'vbs', 'hostAddress', 'KMS machine IP address'),
  row('en', 'vbs', 'hostPid', 'KMS machine extended PID'),
  row('en', 'vbs', 'activationInterval', 'Activation interval'),
  row('en', 'vbs', 'renewalInterval', 'Renewal interval'),
  row('en', 'vbs', 'cachingOn', 'KMS host caching is enabled'),
  row('en', 'vbs', 'cachingOff', 'KMS host caching is disabled'),
  row('en', 'vbs', 'nothingLearned', 'Please use slmgr.vbs /ato to activate and update KMS client information in order to update values.'),
  row('en', 'vbs', 'hostHeader', 'Key Management Service is enabled on this machine', 'Key Management Service is enabled on this computer'),
  row('en', 'vbs', 'currentCount', 'Current count'),
  row('en', 'vbs', 'listeningPort', 'Listening on Port'),
  row('en', 'vbs', 'publishingOn', 'DNS publishing enabled'),
  row('en', 'vbs', 'publishingOff', 'DNS publishing disabled'),
  row('en', 'vbs', 'priority', 'KMS priority'),
  row('en', 'vbs', 'totalRequests', 'Total requests received'),
  row('en', 'vbs', 'failedRequests', 'Failed requests received'),
  row('en', 'vbs', 'unlicensedRequests', 'Requests with License Status Unlicensed'),
  row('en', 'vbs', 'licensedRequests', 'Requests with License Status Licensed'),
  row('en', 'vbs', 'initialGraceRequests', 'Requests with License Status Initial grace period'),
  row('en', 'vbs', 'expiredOrToleranceRequests', 'Requests with License Status License expired or Hardware out of tolerance'),
  row('en', 'vbs', 'nonGenuineRequests', 'Requests with License Status Non-genuine grace period'),
  row('en', 'vbs', 'notificationRequests', 'Requests with License Status Notification'),
  row('en', 'vbs', 'adObjectName', 'Activation Object name'),
  row('en', 'vbs', 'ignored', 'Installation ID', 'Processor Certificate URL', 'Machine Certificate URL', 'Use License URL',
    'Product Key Certificate URL', 'Validation URL', 'Evaluation End Date', 'Trusted time', 'Remaining App rearm count',
    'This license is not in use.', 'Key Management Service cumulative requests received from clients', 'AO DN',
    'AO extended PID', 'AO activation ID', 'Guest IAID', 'Host machine name', 'Activation time', 'Host Digital PID2',
    'License ID (ILID)', 'Version ID (ILvID)', 'Grant Number', 'Certificate Thumbprint', 'Windows Script Host'),

  row('zh-CN', 'seen', 'serviceVersion', '软件授权服务版本', '软件授权服务器版本'),
  row('zh-CN', 'seen', 'name', '名称'),
  row('zh-CN', 'seen', 'description', '描述'),
  row('zh-CN', 'seen', 'activationId', '激活 ID'),
  row('zh-CN', 'seen', 'applicationId', '应用程序 ID'),
  row('zh-CN', 'seen', 'extendedPid', '扩展 PID'),
  row('zh-CN', 'seen', 'keyChannel', '产品密钥通道'),
  row('zh-CN', 'seen', 'partialKey', '部分产品密钥'),
  row('zh-CN', 'seen', 'licenseStatus', '许可证状态'),
  row('zh-CN', 'seen', 'volumeExpiration', '批量激活过期'),
  row('zh-CN', 'seen', 'windowsRearms', '剩余 Windows 重置计数'),
  row('zh-CN', 'seen', 'skuRearms', '剩余 SKU 重置计数'),
  row('zh-CN', 'seen', 'activationType', '已配置的激活类型'),
  row('zh-CN', 'seen', 'lastActivation', '最新激活信息'),
  row('zh-CN', 'seen', 'clientHeader', '密钥管理服务客户端信息'),
  row('zh-CN', 'seen', 'cmid', '客户端计算机 ID (CMID)'),
  row('zh-CN', 'seen', 'discoveredHost', '来自 DNS 的 KMS 计算机名称'),
  row('zh-CN', 'seen', 'hostAddress', 'KMS 计算机 IP 地址'),
  row('zh-CN', 'seen', 'hostPid', 'KMS 计算机扩展的 PID', 'KMS 计算扩展的 PID'),
  row('zh-CN', 'seen', 'activationInterval', '激活时间间隔', '激活间隔'),
  row('zh-CN', 'seen', 'renewalInterval', '续订间隔'),
  row('zh-CN', 'seen', 'cachingOn', '已启用 KMS 主机缓存'),
  row('zh-CN', 'seen', 'ignored', '安装 ID', '信任时间', 'KMS 名称不可用'),

  row('es', 'seen', 'serviceVersion', 'Versión del Servicio de licencias de software'),
  row('es', 'seen', 'name', 'Nombre'),
  row('es', 'seen', 'description', 'Descripción'),
  row('es', 'seen', 'activationId', 'Id. de activación'),
  row('es', 'seen', 'applicationId', 'Id. de aplicación'),
  row('es', 'seen', 'extendedPid', 'PID extendido'),
  row('es', 'seen', 'keyChannel', 'Canal de clave de producto'),
  row('es', 'seen', 'partialKey', 'Clave de producto parcial'),
  row('es', 'seen', 'licenseStatus', 'Estado de la licencia', 'Estado de licencia'),
  row('es', 'seen', 'reason', 'Razón de la notificación'),
  row('es', 'seen', 'windowsRearms', 'Recuento de rearmado de Windows restante'),
  row('es', 'seen', 'skuRearms', 'Recuento de rearmados de SKU restantes'),
  row('es', 'seen', 'ignored', 'Id. de instalación', 'URL de la licencia de uso', 'URL de validación', 'Hora de confianza'),
  row('es', 'page', 'currentCount', 'Recuento actual'),
  row('es', 'page', 'listeningPort', 'Escuchar en el puerto'),
  row('es', 'page', 'cmid', 'Id. del equipo cliente (CMID)'),
  row('es', 'page', 'discoveredHost', 'Nombre del equipo KMS proveniente de DNS'),

  row('ru', 'seen', 'partialKey', 'Частичный ключ продукта'),
  row('ru', 'seen', 'licenseStatus', 'Состояние лицензии'),
  row('ru', 'page', 'name', 'Имя'),
  row('ru', 'page', 'description', 'Описание'),
  row('ru', 'page', 'currentCount', 'Текущее количество'),
  row('ru', 'page', 'listeningPort', 'Ожидание передачи данных через порт'),
  row('ru', 'page', 'cmid', 'Идентификатор клиентского компьютера (CMID)'),
  row('ru', 'page', 'discoveredHost', 'Имя компьютера KMS из DNS'),

  row('de', 'seen', 'licenseStatus', 'Lizenzstatus'),
  row('de', 'page', 'name', 'Name'),
  row('de', 'page', 'description', 'Beschreibung'),
  row('de', 'page', 'currentCount', 'Aktuelle Anzahl'),
  row('de', 'page', 'listeningPort', 'Lauschen am Port'),
  row('de', 'page', 'cmid', 'Clientcomputer-ID (CMID)'),
  row('de', 'page', 'partialKey', 'Product Key (teilweise)'),
  row('de', 'page', 'discoveredHost', 'KMS-Computername aus DNS'),

  row('fr', 'page', 'name', 'Nom'),
  row('fr', 'page', 'description', 'Description'),
  row('fr', 'page', 'licenseStatus', 'État de la licence'),
  row('fr', 'page', 'currentCount', 'Décompte actuel'),
  row('fr', 'page', 'listeningPort', 'Écoute sur le port'),
  row('fr', 'page', 'cmid', 'ID de l’ordinateur client (CMID)'),
  row('fr', 'page', 'partialKey', 'Clé de produit partielle'),
  row('fr', 'page', 'discoveredHost', 'Nom d’ordinateur KMS à partir de DNS'),

  row('it', 'page', 'name', 'Nome'),
  row('it', 'page', 'description', 'Descrizione'),

  row('pt-BR', 'page', 'name', 'Nome'),
  row('pt-BR', 'page', 'description', 'Descrição'),
  row('pt-BR', 'page', 'licenseStatus', 'Status da licença'),
  row('pt-BR', 'page', 'currentCount', 'Contagem atual'),
  row('pt-BR', 'page', 'listeningPort', 'Ouvindo na porta'),
  row('pt-BR', 'page', 'cmid', 'CMID (ID do computador cliente)'),
  row('pt-BR', 'page', 'partialKey', 'Chave do produto (Product Key) parcial'),
  row('pt-BR', 'page', 'discoveredHost', 'Nome do computador KMS do DNS'),

  row('ko', 'page', 'name', '이름'),
  row('ko', 'page', 'description', '설명'),
  row('ko', 'page', 'licenseStatus', '라이선스 상태'),
  row('ko', 'page', 'currentCount', '현재 수'),
  row('ko', 'page', 'listeningPort', '수신 대기 포트'),
  row('ko', 'page', 'cmid', 'CMID(클라이언트 머신 ID)'),
  row('ko', 'page', 'partialKey', '부분 제품 키'),
  row('ko', 'page', 'discoveredHost', 'DNS의 KMS 머신 이름'),

  row('zh-TW', 'page', 'name', '名稱'),
  row('zh-TW', 'page', 'description', '說明'),
  row('zh-TW', 'page', 'licenseStatus', '授權狀態'),
  row('zh-TW', 'page', 'currentCount', '目前計數'),
  row('zh-TW', 'page', 'listeningPort', '接聽連接埠'),
  row('zh-TW', 'page', 'cmid', '用戶端電腦識別碼 (CMID)'),
  row('zh-TW', 'page', 'partialKey', '部分產品金鑰'),
  row('zh-TW', 'page', 'discoveredHost', '來自 DNS 的 KMS 機器名稱'),
];

/**
 * Words for a licence status, lower case, single blanks, no final full stop.
 * Sources: slmgr.vbs and OSPP.VBS (English); posted outputs and scripts (zh-CN, es, ru, de); localised Learn pages
 * (fr, ko, zh-TW). Words of other languages are not known here, and are not guessed.
 */
export const licenseStatusWords: ReadonlyMap<string, LicenseStatus> = new Map<string, LicenseStatus>([
  ['unlicensed', 'unlicensed'],
  ['licensed', 'licensed'],
  ['initial grace period', 'oob-grace'],
  ['additional grace period', 'oot-grace'],
  ['additional grace period (kms license expired or hardware out of tolerance)', 'oot-grace'],
  ['non-genuine grace period', 'non-genuine-grace'],
  ['notification', 'notification'],
  ['extended grace period', 'extended-grace'],
  ['notifications', 'notification'],
  ['oob_grace', 'oob-grace'],
  ['oot_grace', 'oot-grace'],
  ['non_genuine_grace', 'non-genuine-grace'],
  ['extended grace', 'extended-grace'],
  ['extended_grace', 'extended-grace'],
  ['oob-grace', 'oob-grace'],
  ['oot-grace', 'oot-grace'],
  ['non-genuine-grace', 'non-genuine-grace'],
  ['extended-grace', 'extended-grace'],
  ['已授权', 'licensed'],
  ['通知', 'notification'],
  ['已授權', 'licensed'],
  ['con licencia', 'licensed'],
  ['имеет лицензию', 'licensed'],
  ['lizenziert', 'licensed'],
  ['avec licence', 'licensed'],
  ['사용 허가됨', 'licensed'],
]);
