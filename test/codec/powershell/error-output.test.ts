import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readErrorOutput } from '../../../src/codec/powershell/error-output.ts';

describe('what PowerShell complains of', () => {
  test('is its plain lines in one, without the place in the script', () => {
    expect(readErrorOutput("The term 'x' is not recognized.\r\nAt line:1 char:1\r\n+ x\r\n+ ~\r\n    + CategoryInfo : y\r\n")).toBe("The term 'x' is not recognized.");
  });

  test('is the errors of CLIXML, without its progress', () => {
    const clixml = '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj S="progress" RefId="0"><MS><S N="Activity">Preparing modules</S></MS></Obj>'
      + '<S S="Error">Zugriff &lt;verweigert&gt;_x000D__x000A_</S><S S="Error">+ x_x000D__x000A_</S></Objs>';
    expect(readErrorOutput(clixml)).toBe('Zugriff <verweigert>');
  });

  test('is nothing where there is only progress, or nothing', () => {
    expect(readErrorOutput('#< CLIXML\r\n<Objs Version="1.1.0.1"><Obj S="progress"/></Objs>')).toBeNull();
    expect(readErrorOutput(' \r\n')).toBeNull();
  });

  test('cannot deceive a terminal, and is short', () => {
    expect(readErrorOutput('\u001b[2Jgone\u202e')).toBe('gone');
    expect(readErrorOutput('x'.repeat(100_000))?.length).toBe(300);
  });

  test('is never an exception', () => {
    assert(property(string({ unit: 'binary' }), (text) => {
      readErrorOutput(`#< CLIXML ${text}`);
      readErrorOutput(text);
    }));
  });
});
