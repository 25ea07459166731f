import { MantineProvider } from '@mantine/core';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Client, fetchExchange, Provider } from 'urql';
import { afterEach } from 'vitest';
import { loadLater, startLanguage, type Language } from '../services/language';
import type { Viewer } from '../services/viewer';
import { ViewerProvider } from '../services/viewerContext';
import { theme } from '../theme';

afterEach(cleanup);

export const administrator: Viewer = {
  id: 'usr_admin',
  name: 'Ines Roy',
  email: 'ines@acme.test',
  tenant: 'Acme',
  currency: 'CAD',
  zone: 'America/Toronto',
  limitsView: 'CONDENSED',
  reports: [],
  staff: true,
  permissions: new Set(['user.manage', 'limits.manage', 'deal.view', 'history.view']),
};

interface Options {
  viewer?: Viewer;
  language?: Language;
  /** What the server answers to an operation, as `data`. */
  answer?: (operation: string, variables: Record<string, unknown>) => unknown;
}

/** What jsdom lacks and Mantine asks for. */
function completeBrowser() {
  window.matchMedia ??= (query: string) =>
    ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} }) as unknown as MediaQueryList;
  window.scrollTo = () => {};
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

/** Draws a component as a page would, for a person and in a language. */
export async function show(ui: ReactNode, { viewer = administrator, language = 'en', answer = () => null }: Options = {}) {
  completeBrowser();
  await startLanguage(language);
  await loadLater();
  const client = new Client({
    url: 'http://console.test/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: async (_url, init) => {
      const { operationName, variables } = JSON.parse(String(init?.body)) as { operationName: string; variables: Record<string, unknown> };
      return Response.json({ data: answer(operationName, variables) });
    },
  });
  const router = createRouter({
    routeTree: createRootRoute({ component: () => ui }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const drawn = render(
    <MantineProvider theme={theme} env="test">
      <Provider value={client}>
        <ViewerProvider value={viewer}>
          {/* The router of the product is typed; this one has no addresses but the start. */}
          <RouterProvider router={router as never} />
        </ViewerProvider>
      </Provider>
    </MantineProvider>,
  );
  await act(() => router.load());
  return drawn;
}
