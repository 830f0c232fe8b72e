import type { ComponentChildren } from 'preact';
import { number, t } from '../i18n/index.ts';
import type { ListedSession } from '../state/store/public-items.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { describeSession } from './describe-session.ts';
import { EndSeveral } from './end-several.tsx';
import { Facts } from './facts.tsx';
import { sessionLines } from './session-lines.ts';
import { icons } from './session-row.tsx';
import './twin-row.css';

type TwinRowProps = {
  twins: readonly [ListedSession, ...ListedSession[]];
  /** Counts those that can be ended now. */
  endable: number;
  onEnd(): void;
  onToggle(): void;
  /** Shows each of them; absent while the row is closed. */
  children: ComponentChildren;
};

/** Shows several sessions that look the same as one row, which opens to the single ones and ends all of them. */
export function TwinRow({ twins, endable, onEnd, onToggle, children }: TwinRowProps) {
  const [first] = twins;
  const { kind, name, ip } = describeSession(first);
  const count = t('twins_count', number(twins.length));
  return (
    <li class="session twins">
      <Icon name={icons[kind]} />
      <p class="device">
        <Button
          variant="ghost"
          name={[`${name} ${count}`, ip].filter(Boolean).join(', ')}
          expanded={Boolean(children)}
          onPress={onToggle}
        >
          <bdi class="truncate">{name}</bdi>
          <span> {count}</span>
          <Icon name="chevron" />
        </Button>
      </p>
      {endable > 1 && (
        <EndSeveral
          label={t('end_twins', number(endable))}
          name={t('end_twins_named', number(endable), [name, ip].filter(Boolean).join(', '))}
          count={endable}
          onConfirm={onEnd}
        />
      )}
      <Facts lines={sessionLines(first, '')} />
      {children && <ul>{children}</ul>}
    </li>
  );
}
