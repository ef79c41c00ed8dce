import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { readAnswer } from '../../../src/codec/wsman/answer.ts';
import { errorTextOf } from '../../../src/codec/wsman/clixml.ts';
import { decodeConsole } from '../../../src/codec/wsman/console-text.ts';
import { readEnvelope } from '../../../src/codec/wsman/envelope.ts';
import { readIdentity } from '../../../src/codec/wsman/identity.ts';
import { readCommandId, readReceived, readShellId } from '../../../src/codec/wsman/shell-answers.ts';
import { readEnumerationPage, readInstance, readMethodOutput } from '../../../src/codec/wsman/wmi-answers.ts';
import type { WmiRow } from '../../../src/model/windows.ts';

/** Answers that other projects recorded from Windows, beside the project where they are at hand; none of them is ours to copy. */
const folder = new URL('../../../../shared/winrm-fixtures/', import.meta.url);
const missing = !existsSync(folder);
const fixture = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

const written = (name: string, stream: 'stdout' | 'stderr'): string => {
  const reading = readReceived(fixture(name));
  return reading.ok ? decodeConsole(Buffer.concat(reading.value.parts.filter((part) => part.name === stream).map(({ octets }) => octets))) : '';
};

describe.skipIf(missing)(`recorded answers${missing ? ' (missing: shared/winrm-fixtures)' : ''}`, () => {
  test('are all well-formed to us', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((name) => !readEnvelope(fixture(name)).ok)).toEqual([]);
  });

  test.each([
    ['winrb-soap-fault-v1.xml', '0x8033801A', 'The specified class does not exist in the given namespace.'],
    ['winrb-soap-fault-v2.xml', '0x8033801A', 'The specified class does not exist in the given namespace.'],
    ['winrb-wmi-error-v2.xml', '0x803381A5', 'This user is allowed a maximum number of 30 concurrent shells'],
    ['winrb-soap-fault-omi.xml', null, 'get-instance: instance name parameter is missing'],
    ['masterzen-execute-command-response-with-error.xml', '0x800700CE', 'The filename or extension is too long.'],
    ['masterzen-operation-timeout-response.xml', '0x80338029', 'within the time specified in OperationTimeout'],
    ['pywinrm-fault-1-plain.xml', null, 'Test reason.'], ['pywinrm-fault-3-2150858793.xml', '0x80338029', ''], ['pywinrm-fault-4-2150858817.xml', '0x80338041', ''], ['pywinrm-fault-5-2150859174.xml', '0x803381A6', ''],
  ])('of a fault have its innermost code and words: %s', (name, code, words) => {
    expect(readAnswer(fixture(name))).toMatchObject({ ok: false, kind: 'fault', fault: { code, text: expect.stringContaining(words) } });
  });

  test.each([
    ['winrb-open-shell-v1.xml', 'uuid:739990FF-1492-4CDD-80BB-6E07ADB06D85'], ['winrb-open-shell-v2.xml', '62DE33F0-8674-43D9-B6A5-3298012CC4CD'], ['winrb-open-shell-omi.xml', '74142DC5-E14D-4FCC-86ED-63DA3EE8407E'],
  ])('of three generations name the shell: %s', (name, id) => {
    expect(readShellId(fixture(name))).toEqual({ ok: true, value: id });
  });

  test('of commands give their output, their end and their exit code', () => {
    expect(readCommandId(fixture('masterzen-execute-command-response.xml'))).toEqual({ ok: true, value: '1A6DEE6B-EC68-4DD6-87E9-030C0048ECC4' });
    expect([written('masterzen-output-response.xml', 'stdout'), written('masterzen-output-response.xml', 'stderr')]).toEqual(["That's all folks!!!", "This is stderr, I'm pretty sure!"]);
    expect(readReceived(fixture('masterzen-output-response.xml'))).toMatchObject({ ok: true, value: { done: false, exitCode: null } });
    expect(readReceived(fixture('masterzen-done-command-response.xml'))).toMatchObject({ ok: true, value: { done: true, exitCode: 123 } });
    expect(written('pywinrm-get-cmd-output-response.xml', 'stdout')).toContain('Windows IP Configuration');
    expect(errorTextOf(written('pywinrm-get-ps-output-response.xml', 'stderr'))).not.toMatch(/CLIXML|_x000D_|<S/);
  });

  test('as Microsoft’s documents have them give rows, instances and methods', () => {
    const rows: WmiRow[] = [];
    const onRow = (row: WmiRow): void => { rows.push(row); };
    expect(readEnumerationPage(fixture('own-examples/11-enumerate-response-complete-projection.xml'), { onRow })).toMatchObject({ ok: true, value: { context: null } });
    expect(readEnumerationPage(fixture('own-examples/12-enumerate-response-more.xml'), { onRow })).toMatchObject({ ok: true, value: { context: 'uuid:0D0C70A0-AAAA-4000-8000-000000000001' } });
    expect(readEnumerationPage(fixture('own-examples/14-pull-response-end.xml'), { onRow })).toMatchObject({ ok: true, value: { context: null } });
    expect(rows.map((row) => row['LicenseStatus'] ?? row['KeyManagementServiceMachine'])).toEqual([1, 1, null]);
    expect(readInstance(fixture('own-examples/21-get-response.xml'))).toMatchObject({ ok: true, value: { Name: 'sppsvc', InstallDate: null } });
    expect(readMethodOutput(fixture('own-examples/34-invoke-enumvalues-response.xml'), 'EnumValues')).toMatchObject({ ok: true, value: { returnValue: 0, values: { Types: ['1', '1'] } } });
    expect(readIdentity(fixture('own-examples/02-identify-response-authenticated.xml'))).toMatchObject({ ok: true, value: { system: '10.0.20348' } });
    expect(readIdentity(fixture('own-examples/03-identify-response-anonymous.xml'))).toMatchObject({ ok: true, value: { system: null } });
  });
});
