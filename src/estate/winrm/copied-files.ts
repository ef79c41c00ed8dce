/** Files at most, and octets of all of them together. */
const most = 16;
const mostBytes = 256 * 1024;

const nameOf = (path: string): string => path.replaceAll('"', '').split('\\').at(-1)?.toLowerCase() ?? '';

/**
 * Files that clients of WinRM copy to a reference machine in the way that winrmcp does: lines of base64 are echoed into a
 * temporary file, and a script of its own puts them together. They stand in memory; no disk is written to.
 */
export class CopiedFiles {
  readonly #lines = new Map<string, string[]>();
  readonly #files = new Map<string, Uint8Array>();
  #bytes = 0;

  /** What was copied, by the path that it was copied to. */
  get files(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  /** `echo TEXT >> FILE`; false where there is no room. */
  append(path: string, line: string): boolean {
    const name = nameOf(path);
    const text = line.trim();
    if (this.#bytes + text.length > mostBytes || (!this.#lines.has(name) && this.#lines.size >= most)) return false;
    this.#bytes += text.length;
    this.#lines.set(name, [...(this.#lines.get(name) ?? []), text]);
    return true;
  }

  /** Does what winrmcp's two scripts say: puts the lines together, or removes them. False for every other script. */
  run(script: string): boolean {
    const [, temporary = ''] = /\$tmp_file_path = \[System\.IO\.Path\]::GetFullPath\("([^"]{1,300})"\)/.exec(script) ?? [];
    const lines = this.#lines.get(nameOf(temporary));
    if (lines === undefined) return false;
    const [, destination] = /\$dest_file_path = \[System\.IO\.Path\]::GetFullPath\("([^"]{1,300})"/.exec(script) ?? [];
    if (destination !== undefined && script.includes('FromBase64String')) {
      if (this.#files.size < most) this.#files.set(destination, Buffer.concat(lines.map((line) => Buffer.from(line, 'base64'))));
      return true;
    }
    if (!/\bRemove-Item \$tmp_file_path\b/.test(script)) return false;
    this.#bytes -= lines.reduce((sum, line) => sum + line.length, 0);
    return this.#lines.delete(nameOf(temporary));
  }
}
