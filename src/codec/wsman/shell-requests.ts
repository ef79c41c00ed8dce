import { escapeXml } from './escape-xml.ts';
import { actions, shellUri, terminateSignal } from './names.ts';
import { writeRequest } from './request.ts';
import type { RequestContext } from './request.ts';

const flag = (on: boolean): string => (on ? 'TRUE' : 'FALSE');

/** Opens a command shell without the user's profile, its output in UTF-8 (code page 65001) where the program keeps to it. */
export const writeShellCreate = (context: RequestContext): string =>
  writeRequest(context, {
    resourceUri: shellUri, action: actions.create, options: { WINRS_NOPROFILE: 'TRUE', WINRS_CODEPAGE: '65001' },
    body: '<rsp:Shell><rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>',
  });

export type ShellCommand = {
  command: string;
  arguments: readonly string[];
  /** Standard input is a console; false where it is a pipe that we write into. */
  consoleInput: boolean;
  /** Started by itself and not by cmd.exe, whose lines end at 8,191 characters. */
  skipCmd: boolean;
};

/** Starts a command in a shell. */
export const writeShellCommand = (context: RequestContext, shellId: string, command: ShellCommand): string =>
  writeRequest(context, {
    resourceUri: shellUri, action: actions.command, selectors: { ShellId: shellId },
    options: { WINRS_CONSOLEMODE_STDIN: flag(command.consoleInput), WINRS_SKIP_CMD_SHELL: flag(command.skipCmd) },
    body: `<rsp:CommandLine><rsp:Command>${escapeXml(command.command)}</rsp:Command>`
      + `${command.arguments.map((argument) => `<rsp:Arguments>${escapeXml(argument)}</rsp:Arguments>`).join('')}</rsp:CommandLine>`,
  });

type Started = { shellId: string; commandId: string };

/** Writes to a command's standard input; `end` closes it. `base64` is the octets. */
export const writeShellSend = (context: RequestContext, { shellId, commandId }: Started, base64: string, end: boolean): string =>
  writeRequest(context, {
    resourceUri: shellUri, action: actions.send, selectors: { ShellId: shellId },
    body: `<rsp:Send><rsp:Stream Name="stdin" CommandId="${escapeXml(commandId)}" End="${end}">${base64}</rsp:Stream></rsp:Send>`,
  });

/** Asks for what a command has written since it was asked last. Nothing within the time is fault 2150858793: ask again. */
export const writeShellReceive = (context: RequestContext, { shellId, commandId }: Started): string =>
  writeRequest(context, {
    resourceUri: shellUri, action: actions.receive, selectors: { ShellId: shellId },
    body: `<rsp:Receive><rsp:DesiredStream CommandId="${escapeXml(commandId)}">stdout stderr</rsp:DesiredStream></rsp:Receive>`,
  });

/** Ends a command, also one that has ended: it lets the service forget it. */
export const writeShellSignal = (context: RequestContext, { shellId, commandId }: Started): string =>
  writeRequest(context, {
    resourceUri: shellUri, action: actions.signal, selectors: { ShellId: shellId },
    body: `<rsp:Signal CommandId="${escapeXml(commandId)}"><rsp:Code>${terminateSignal}</rsp:Code></rsp:Signal>`,
  });

/** Closes a shell: a user may have few of them (MaxShellsPerUser). */
export const writeShellDelete = (context: RequestContext, shellId: string): string =>
  writeRequest(context, { resourceUri: shellUri, action: actions.delete, selectors: { ShellId: shellId }, body: '' });
