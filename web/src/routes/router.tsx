import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Shell } from '../components/shell/Shell';
import { dealsSearch } from '../services/deals';
import { usersSearch } from '../services/users';
import { homeOf, type Viewer } from '../services/viewer';
import { FailedPage, NotFoundPage } from './notFound';

interface Context {
  viewer: Viewer;
}

const root = createRootRouteWithContext<Context>()({ component: Framed, notFoundComponent: NotFoundPage });

function Framed() {
  const { viewer } = root.useRouteContext();
  return (
    <Shell viewer={viewer}>
      <Outlet />
    </Shell>
  );
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.viewer) });
  },
});

const users = createRoute({
  getParentRoute: () => root,
  path: 'users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('./users'), 'UsersPage'),
});

const user = createRoute({
  getParentRoute: () => users,
  path: '$userId',
  component: lazyRouteComponent(() => import('./user'), 'UserPage'),
});

const deals = createRoute({
  getParentRoute: () => root,
  path: 'deals',
  validateSearch: dealsSearch,
  component: lazyRouteComponent(() => import('./deals'), 'DealsPage'),
});

const deal = createRoute({
  getParentRoute: () => root,
  path: 'deals/$dealId',
  component: lazyRouteComponent(() => import('./deal'), 'DealPage'),
});

const tree = root.addChildren([home, users.addChildren([user]), deals, deal]);

/** The console's addresses, for one person. */
export function createConsole(viewer: Viewer) {
  return createRouter({
    routeTree: tree,
    context: { viewer },
    defaultPreload: 'intent',
    defaultErrorComponent: FailedPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsole>;
  }
}
