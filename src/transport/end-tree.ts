import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * Ends a process and everything that it started. Off Windows it must lead a process group of its own (`detached`).
 * Windows' own taskkill walks the tree there; what is gone already is no trouble.
 */
export function endTree({ pid }: ChildProcess, platform: NodeJS.Platform): void {
  if (pid === undefined) return;
  if (platform === 'win32') {
    const root = process.env['SystemRoot'] ?? 'C:\\Windows';
    spawn(`${root}\\System32\\taskkill.exe`, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {});
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
