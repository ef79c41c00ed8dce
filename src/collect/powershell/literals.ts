import { eventDays, eventIds, eventLogs, askedServices, kmsFirewallRule, questions, registryQuestions } from '../machine-questions.ts';
import type { Question } from '../machine-questions.ts';
import { calledOf } from '../../model/windows.ts';
import { azureEndpointsSince2022, oldAzureAddress } from '../../knowledge/cloud-endpoints.ts';
import { activationEndpoint } from '../../knowledge/microsoft-endpoints.ts';
import { azureAssetTag, makersOfClouds } from '../../knowledge/cloud-firmware.ts';

/** A text as a PowerShell literal. Four more characters than ' close a literal in PowerShell, so only plain ASCII is ever written. */
export function quoted(text: string): string {
  if (!/^[\u0020-\u007e]*$/.test(text)) throw new Error('a script holds plain ASCII alone');
  return `'${text.replaceAll("'", "''")}'`;
}

const listOf = (items: readonly string[]): string => `@(${items.join(', ')})`;

/** A query in its parts: the script puts columns, which depend on the system, between them. */
function partsOf(question: Question): { namespace: string; cls: string; where: string; forms: string[] } {
  const parts = question.map(({ namespace, wql }) => ({ namespace, found: /^SELECT (.+) FROM (\w+)( WHERE .+)?$/.exec(wql) }));
  const [first] = parts;
  return {
    namespace: first?.namespace ?? '', cls: first?.found?.[2] ?? '', where: first?.found?.[3] ?? '',
    forms: parts.map(({ found }) => found?.[1] ?? ''),
  };
}

function questionLiteral([id, question]: [string, Question]): string {
  const { namespace, cls, where, forms } = partsOf(question);
  const columns = forms.map((form) => `        ${quoted(form)}`).join(',\n');
  return `    ${id} = @{ namespace = ${quoted(namespace)}; class = ${quoted(cls)}; where = ${quoted(where)}; forms = @(\n${columns}) }`;
}

const hives: Readonly<Record<(typeof registryQuestions)[number]['hive'], string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKU: 'HKEY_USERS' };

/** The registry's part of the list of questions, in PowerShell. */
export const registryLiteral = (): string =>
  `$registryQuestions = @(\n${registryQuestions.map((q) => `    @{ path = ${quoted(`Registry::${hives[q.hive]}\\${q.key}`)}; name = ${quoted(q.name)}; as = ${quoted(calledOf(q))} }`).join(',\n')}\n)`;

/** By what the firmware of a cloud's machines is known, and Azure's KMS endpoints, in PowerShell. */
export const firmwareLiteral = (): string => [
  `$azureAssetTag = ${quoted(azureAssetTag)}`,
  `$azureEndpoints = ${listOf(azureEndpointsSince2022.map(quoted))}`,
  `$oldAzureAddress = ${quoted(oldAzureAddress)}`,
  `$makersOfClouds = @{ ${Object.entries(makersOfClouds).map(([maker, cloud]) => `${quoted(maker)} = ${quoted(cloud)}`).join('; ')} }`,
].join('\n');

/** Where a host key is activated, in PowerShell. */
export const endpointLiteral = (): string => `$activationEndpoint = @{ host = ${quoted(activationEndpoint.host)}; port = ${activationEndpoint.port} }`;

/** The list of questions (machine-questions.ts) in PowerShell: every transport asks the same. */
export const questionsLiteral = (): string => [
  '# ---- What is asked. Columns are named one by one, so that no whole key can be among them. ----',
  '',
  '$questions = @{',
  Object.entries(questions).map(([id, question]): string => questionLiteral([id, question])).join('\n'),
  '}',
  registryLiteral(),
  `$eventLogs = ${listOf(eventLogs.map(quoted))}`,
  `$eventIds = ${listOf(eventIds.map(String))}`,
  `$eventDays = ${eventDays}`,
  `$askedServices = ${listOf(askedServices.map(quoted))}`,
  `$kmsFirewallRule = ${quoted(kmsFirewallRule)}`,
].join('\n');
