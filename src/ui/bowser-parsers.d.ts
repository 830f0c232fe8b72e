// Bowser's tables without the class around them: a third fewer bytes in the popup. Bowser types only the class.

declare module 'bowser/src/parser-browsers.js' {
  /** What a descriptor may ask about the text that is examined. */
  export type Subject = {
    getUA(): string;
    test(pattern: RegExp): boolean;
    /** Client hints know brands; a user agent string alone does not. */
    hasBrand(name: string): boolean;
    getBrandVersion(name: string): string | undefined;
  };
  export type Descriptor = {
    test: RegExp[] | ((subject: Subject) => boolean);
    describe(userAgent: string, subject: Subject): { name?: string; version?: string; versionName?: string };
  };
  const descriptors: Descriptor[];
  export default descriptors;
}

declare module 'bowser/src/parser-os.js' {
  import type { Descriptor } from 'bowser/src/parser-browsers.js';

  const descriptors: Descriptor[];
  export default descriptors;
}
