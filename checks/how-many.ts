/** `1 minute`, `2 minutes`. */
export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** `1 machine`, `2 machines`, `1 different machine`: no sentence says "1 machines". No check of its own. */
export const machines = (n: number, kind = ''): string => count(n, kind === '' ? 'machine' : `${kind} machine`);
