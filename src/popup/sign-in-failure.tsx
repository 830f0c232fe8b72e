import { signInFailureText } from '../state/sign-in-failure-text.ts';
import type { PublicValues } from '../state/store/page-store.ts';
import { Icon } from '../ui/icon.tsx';
import './sign-in-failure.css';

/** Says why the last sign-in did not succeed, if it did not. */
export const SignInFailure = ({ failure }: { failure: PublicValues['signInFailure'] }) =>
  failure && (
    <p id="sign-in-failure" class="sign-in-failure">
      <Icon name="alert" />
      <span>{signInFailureText(failure)}</span>
    </p>
  );
