import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Router } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { NoticeProvider } from '../ui/notices.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { createQueryClient } from './query-client.ts';
import { Pages } from './pages.tsx';
import { OPEN_PAGES, SIGN_IN } from './doors.ts';
import { theme } from './theme.ts';

/** The theme's variables and global classes come from the style sheet: the page may not write `<style>` elements. */
export function App() {
  const [client] = useState(() => createQueryClient(goToSignIn));
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme='auto'
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <NoticeProvider>
          <Router aroundNav={goToTop}>
            <ErrorBoundary>
              <Pages />
            </ErrorBoundary>
          </Router>
        </NoticeProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Going on starts at the top; going back is the browser's, which remembers where one was. */
function goToTop<Options>(navigate: (to: string, options?: Options) => void, to: string, options?: Options) {
  navigate(to, options);
  globalThis.scrollTo(0, 0);
}

/** Leads back to where one was. */
function goToSignIn() {
  const { pathname, search } = globalThis.location;
  if (OPEN_PAGES.has(pathname)) return;
  navigate(`${SIGN_IN}?to=${encodeURIComponent(pathname + search)}`, { replace: true });
}
