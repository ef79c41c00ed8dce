const fileName = /\.(?:txt|json|xml|log|evtx|csv|md|html?|ps1|vbs|out)$/i;

/** Whether a subject is a machine's (or a domain's) name, and not what a file or a paste was called. */
export const isMachineName = (subject: string): boolean => /^[A-Za-z0-9\u00c0-\u1fff\u3040-\ud7ff_.-]{1,254}$/.test(subject) && !fileName.test(subject);
