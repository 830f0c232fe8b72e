/** Shows the standard term for what stands before it in plain words. */
export const Term = ({ children }: { children: string }) => <small class="term">({children})</small>;
