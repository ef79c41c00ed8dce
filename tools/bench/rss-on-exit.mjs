// Loaded before the program under measurement: writes the process's peak memory (KiB) to file descriptor 3 as it ends.
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
