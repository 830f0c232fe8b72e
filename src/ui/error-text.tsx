/** Says at once, to screen readers, too, why what the agent wanted is not done. */
export const ErrorText = ({ id, children }: { id?: string; children: string }) => (
  <p id={id} class="error" role="alert">
    {children}
  </p>
);
