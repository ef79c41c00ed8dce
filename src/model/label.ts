/** Whether a subject's name is that of a paste or a file (`dlv.txt`, `paste (line 19)`), as where the machine in it is not named. */
export const isLabel = (name: string): boolean => /\s|\.(?:txt|log|json|xml|csv|md|out|html?)$/i.test(name);
