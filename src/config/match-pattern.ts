/** Makes the pattern that matches all addresses of a server. Patterns name no port: they cover every one of a host. */
export const matchPatternOf = (origin: string): string => `${origin.replace(/:\d+$/, '')}/*`;
