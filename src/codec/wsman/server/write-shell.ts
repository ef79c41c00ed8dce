import { escapeXml } from '../escape-xml.ts';
import { commandDone, namespaces as ns, shellUri } from '../names.ts';

/** The body of the answer to Create, with the id where WinRM 2 and WinRM 3 put it. */
export const writeShell = (shellId: string, url: string): string =>
  `<x:ResourceCreated><a:Address>${escapeXml(url)}</a:Address><a:ReferenceParameters><w:ResourceURI>${shellUri}</w:ResourceURI>`
  + `<w:SelectorSet><w:Selector Name="ShellId">${escapeXml(shellId)}</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>`
  + `<rsp:Shell><rsp:ShellId>${escapeXml(shellId)}</rsp:ShellId><rsp:ResourceUri>${shellUri}</rsp:ResourceUri><rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>`;

/** The body of the answer to Command. */
export const writeCommandId = (commandId: string): string => `<rsp:CommandResponse><rsp:CommandId>${escapeXml(commandId)}</rsp:CommandId></rsp:CommandResponse>`;

/** A piece of what a command wrote. */
export type StreamPiece = { name: 'stdout' | 'stderr'; octets: Uint8Array };

/** The body of the answer to Receive; `exitCode` is null while the command runs, else its streams end here. */
export function writeReceived(commandId: string, pieces: readonly StreamPiece[], exitCode: number | null): string {
  const id = escapeXml(commandId);
  const streams = pieces.map(({ name, octets }) => `<rsp:Stream Name="${name}" CommandId="${id}">${Buffer.from(octets).toString('base64')}</rsp:Stream>`).join('');
  if (exitCode === null) return `<rsp:ReceiveResponse>${streams}<rsp:CommandState CommandId="${id}" State="${ns.shell}/CommandState/Running"/></rsp:ReceiveResponse>`;
  const ends = ['stdout', 'stderr'].map((name) => `<rsp:Stream Name="${name}" CommandId="${id}" End="true"/>`).join('');
  return `<rsp:ReceiveResponse>${streams}${ends}<rsp:CommandState CommandId="${id}" State="${commandDone}"><rsp:ExitCode>${exitCode}</rsp:ExitCode></rsp:CommandState></rsp:ReceiveResponse>`;
}
