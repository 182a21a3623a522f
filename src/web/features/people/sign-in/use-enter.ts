import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';

/** Where one wanted to go. Only ever a path of this page: a link may not send people elsewhere. */
export function useEnter() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const wanted = search.get('to') ?? '/';
  const to = /^\/(?![/\\])/.test(wanted) ? wanted : '/';
  const go = () => {
    client.clear();
    navigate(to, { replace: true });
  };
  return { to, go };
}
