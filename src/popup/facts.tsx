import { Fragment } from 'preact';
import './facts.css';

/** Shows lines of facts below the name of a session; what has no room is cut, and told whole by a tooltip. */
export const Facts = ({ lines }: { lines: readonly string[][] }) =>
  lines.map((words) => (
    <p key={words[0]} class="fact" title={words.join(' · ')}>
      {words.map((word, index) => (
        <Fragment key={word}>
          {/* Beside the words, which may have another direction than the page. */}
          {index > 0 && <span class="dot">·</span>}
          <bdi class="truncate">{word}</bdi>
        </Fragment>
      ))}
    </p>
  ));
