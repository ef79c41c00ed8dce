/** Whether a name that a person typed is that of a machine (its short name): in any letter case, with or without its domain. */
export function isNameOf(typed: string, machine: string): boolean {
  const name = typed.trim().replace(/\.$/, '').toLowerCase();
  return /^[\p{L}\p{N}._-]+$/u.test(name) && name.split('.')[0] === machine.toLowerCase();
}
