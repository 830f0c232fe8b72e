/** Makes the pattern by which browsers name all addresses of a server in permissions and queries: it covers every port of a host. */
export const matchPattern = (origin: string): string => `${origin.replace(/:\d+$/, '')}/*`;
