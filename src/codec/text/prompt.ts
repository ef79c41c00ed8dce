/** A shell's prompt at the beginning of a line: its length, and the machine that it names, or null. */
export type Prompt = { length: number; computer: string | null };

const path = '[A-Za-z]:\\\\[^<>"|?*]{0,260}';

/** PowerShell remoting, `[ws-01]: PS C:\>`: the name is the machine on which the command ran. */
const remoting = /^\[([\w.-]{1,255})\]:\s?PS\s[^>]{0,260}>+\s?/;
/** OpenSSH on Windows, `contoso\ann@WS-01 C:\Users\ann>`. */
const openSsh = new RegExp(`^(?:[\\w.-]{1,64}\\\\)?[\\w.-]{1,64}@([\\w-]{1,64})\\s(?:PS )?${path}>\\s?`);
const unnamed: readonly RegExp[] = [
  new RegExp(`^(?:PS )?${path}>+\\s?`),
  /^PS(?:\s(?:\/|~|\\\\|HK|[A-Za-z]\w{0,40}(?:\.[\w.]{1,40})?:)[^>]{0,260})?>+\s?/,
  /^\[[a-z]:\\[^\]]{0,260}\]\$\s?/i,
  /^(?:\([\w.-]{1,40}\)\s)?[\w.-]{1,64}@[\w.-]{1,255}:[~/][^\s$#]{0,200}[$#]\s/,
  /^\[[\w.-]{1,64}@[\w.-]{1,255}\s[^\]\s]{1,100}\][$#]\s/,
  /^\$\s(?=\S)/,
];

/** The prompt that a line begins with: cmd, PowerShell, PowerShell remoting, OpenSSH, Xshell, a Unix shell; null where none. */
export function promptOf(line: string): Prompt | null {
  for (const pattern of [remoting, openSsh]) {
    const found = pattern.exec(line);
    if (found) return { length: found[0].length, computer: found[1] ?? null };
  }
  for (const pattern of unnamed) {
    const found = pattern.exec(line);
    if (found) return { length: found[0].length, computer: null };
  }
  return null;
}
