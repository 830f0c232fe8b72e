import { useEffect } from 'preact/hooks';
import { useCommand } from '../ui/use-command.ts';

/** Asks LiveChat anew when the network is back, and when the agent wants it; says whether an answer is awaited, or none can be. */
export function useRefresh() {
  const { run, busy, failed } = useCommand();
  useEffect(() => {
    const handleOnline = () => run({ type: 'refresh', trigger: 'online' });
    window.addEventListener('online', handleOnline);
    return () => window.removeEventListener('online', handleOnline);
  }, []);
  return { busy, failed, refresh: () => run({ type: 'refresh', trigger: 'click' }) };
}
