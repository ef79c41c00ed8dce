/**
 * Where Windows activates a host key, a MAK or a retail key over the internet. Source: Microsoft, "Windows activation or validation fails with
 * error code 0x8004FE33", which lists the addresses that a firewall or proxy must let through.
 */
export const activationEndpoint = { host: 'activation-v2.sls.microsoft.com', port: 443 } as const;
