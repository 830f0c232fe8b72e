import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { writePublic } from '../state/store/page-store.ts';
import { type Tab, tabAfter, tabs } from './choose-tab.ts';
import type { TabLabel } from './tab-label.ts';
import './tabs.css';

type TabsProps = {
  /** Names the one to open with. */
  first: Tab;
  labels: Record<Tab, TabLabel>;
  /** Renders what the open tab shows: of the other one there is nothing. */
  children(tab: Tab): ComponentChildren;
};

const names = { chats: 'tab_chats', sessions: 'tab_sessions' } as const;

/**
 * Shows the popup's tabs, as the ARIA Authoring Practices have them: the keyboard reaches the open one, and arrow keys lead to the
 * other, which opens. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function Tabs({ first, labels, children }: TabsProps) {
  const [open, setOpen] = useState(first);
  const show = (tab: Tab) => {
    setOpen(tab);
    // Where the browser does not store it, another one opens the next time.
    writePublic({ lastTab: tab }).catch(() => undefined);
  };
  const handleKey = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const list = event.currentTarget;
    const tab = tabAfter(event.key, open, tabs, getComputedStyle(list).direction);
    if (!tab) return;
    event.preventDefault();
    show(tab);
    list.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" onKeyDown={handleKey}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            class="tab"
            aria-selected={tab === open}
            aria-controls={tab === open ? 'tab-panel' : undefined}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => show(tab)}
          >
            {t(names[tab])} <span class="tab-count">{labels[tab].count}</span>{' '}
            {labels[tab].news && <span class="tag new">{labels[tab].news}</span>}
          </button>
        ))}
      </div>
      <div key={open} id="tab-panel" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${open}`}>
        {children(open)}
      </div>
    </>
  );
}
