import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useLocation,
} from '@tanstack/react-router';
import { Shell } from '../components/shell/Shell';
import { changesSearch, keysSearch, orgSearch, productionSearch, roleSearch, rolesSearch, settingsSearch } from '../services/administration';
import { absenceSearch } from '../services/absenceSearch';
import { approvalsSearch } from '../services/approvalsSearch';
import { authoritySearch } from '../services/authority';
import { connectionSearch } from '../services/connectionSearch';
import { customerSearch, customersSearch } from '../services/customersSearch';
import { dealSearch } from '../services/dealPanel';
import { dealsSearch } from '../services/deals';
import { directorySearch } from '../services/directorySearch';
import { historySearch } from '../services/historySearch';
import { jobsSearch } from '../services/jobsSearch';
import { listSearch } from '../services/listSearch';
import { meSearch } from '../services/meSearch';
import { noticesSearch } from '../services/notices';
import { provenPath } from '../services/proof';
import { mailsSearch } from '../services/mailsSearch';
import { queuesSearch } from '../services/queuesSearch';
import { usersSearch } from '../services/users';
import { homeOf, type Viewer } from '../services/viewer';
import { webhookSearch, webhooksSearch } from '../services/webhooksSearch';
import { FailedPage, NotFoundPage } from './notFound';

interface Context {
  viewer: Viewer;
}

const root = createRootRouteWithContext<Context>()({ component: Framed, notFoundComponent: NotFoundPage });

function Framed() {
  const { viewer } = root.useRouteContext();
  // A small window that closes itself needs no frame.
  if (useLocation({ select: ({ pathname }) => pathname === provenPath })) return <Outlet />;
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

const roles = createRoute({
  getParentRoute: () => root,
  path: 'roles',
  validateSearch: rolesSearch,
  component: lazyRouteComponent(() => import('./roles'), 'RolesPage'),
});

const roleCreate = createRoute({
  getParentRoute: () => root,
  path: 'roles/new',
  validateSearch: roleSearch,
  component: lazyRouteComponent(() => import('./roleCreate'), 'RoleCreatePage'),
});

const role = createRoute({
  getParentRoute: () => root,
  path: 'roles/$roleId',
  validateSearch: roleSearch,
  component: lazyRouteComponent(() => import('./role'), 'RolePage'),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: 'changes',
  validateSearch: changesSearch,
  component: lazyRouteComponent(() => import('./changes'), 'ChangesPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: 'settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('./settings'), 'SettingsPage'),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: 'organisation',
  validateSearch: orgSearch,
  component: lazyRouteComponent(() => import('./organisation'), 'OrganisationPage'),
});

const production = createRoute({
  getParentRoute: () => root,
  path: 'production',
  validateSearch: productionSearch,
  component: lazyRouteComponent(() => import('./production'), 'ProductionPage'),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: 'keys',
  validateSearch: keysSearch,
  component: lazyRouteComponent(() => import('./keys'), 'KeysPage'),
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

const userTab = createRoute({ getParentRoute: () => user, path: '$tab' });

const userNew = createRoute({
  getParentRoute: () => users,
  path: 'new',
  component: lazyRouteComponent(() => import('./userNew'), 'UserNewPage'),
});

const usersImport = createRoute({
  getParentRoute: () => root,
  path: 'users/import',
  component: lazyRouteComponent(() => import('./usersImport'), 'UsersImportPage'),
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
  validateSearch: dealSearch,
  component: lazyRouteComponent(() => import('./deal'), 'DealPage'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: 'approvals',
  validateSearch: approvalsSearch,
  component: lazyRouteComponent(() => import('./approvals'), 'ApprovalsPage'),
});

const approval = createRoute({
  getParentRoute: () => approvals,
  path: '$approvalId',
  component: lazyRouteComponent(() => import('./approval'), 'ApprovalPage'),
});

const absence = createRoute({
  getParentRoute: () => root,
  path: 'out-of-office',
  validateSearch: absenceSearch,
  component: lazyRouteComponent(() => import('./absence'), 'AbsencePage'),
});

const authority = createRoute({
  getParentRoute: () => root,
  path: 'authority',
  validateSearch: authoritySearch,
  component: lazyRouteComponent(() => import('./authority'), 'AuthorityPage'),
});

const queues = createRoute({
  getParentRoute: () => root,
  path: 'queues',
  validateSearch: queuesSearch,
  component: lazyRouteComponent(() => import('./queues'), 'QueuesPage'),
});

const directories = createRoute({
  getParentRoute: () => root,
  path: 'directories',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./directories'), 'DirectoriesPage'),
});

const connect = createRoute({
  getParentRoute: () => root,
  path: 'directories/connect',
  component: lazyRouteComponent(() => import('./directoryConnect'), 'DirectoryConnectPage'),
});

const directory = createRoute({
  getParentRoute: () => root,
  path: 'directories/$directoryId',
  validateSearch: directorySearch,
  component: lazyRouteComponent(() => import('./directory'), 'DirectoryPage'),
});

const notices = createRoute({
  getParentRoute: () => root,
  path: 'notices',
  validateSearch: noticesSearch,
  component: lazyRouteComponent(() => import('./notices'), 'NoticesPage'),
});

const connections = createRoute({
  getParentRoute: () => root,
  path: 'connections',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./connections'), 'ConnectionsPage'),
});

const connectionNew = createRoute({
  getParentRoute: () => root,
  path: 'connections/new',
  component: lazyRouteComponent(() => import('./connectionNew'), 'ConnectionNewPage'),
});

const connection = createRoute({
  getParentRoute: () => root,
  path: 'connections/$connectionId',
  validateSearch: connectionSearch,
  component: lazyRouteComponent(() => import('./connection'), 'ConnectionPage'),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: 'applications',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./applications'), 'ApplicationsPage'),
});

const applicationNew = createRoute({
  getParentRoute: () => root,
  path: 'applications/new',
  component: lazyRouteComponent(() => import('./applicationNew'), 'ApplicationNewPage'),
});

const application = createRoute({
  getParentRoute: () => root,
  path: 'applications/$applicationId',
  component: lazyRouteComponent(() => import('./application'), 'ApplicationPage'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: 'me',
  validateSearch: meSearch,
  component: lazyRouteComponent(() => import('./me'), 'MePage'),
});

const proven = createRoute({
  getParentRoute: () => root,
  path: provenPath,
  component: lazyRouteComponent(() => import('./proven'), 'ProvenPage'),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: 'customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('./customers'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: 'customers/$customerId',
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('./customer'), 'CustomerPage'),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: 'webhooks',
  validateSearch: webhooksSearch,
  component: lazyRouteComponent(() => import('./webhooks'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: 'webhooks/$webhookId',
  validateSearch: webhookSearch,
  component: lazyRouteComponent(() => import('./webhook'), 'WebhookPage'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: 'jobs',
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import('./jobs'), 'JobsPage'),
});

const job = createRoute({
  getParentRoute: () => jobs,
  path: '$jobId',
  component: lazyRouteComponent(() => import('./job'), 'JobPage'),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: 'outbox',
  validateSearch: mailsSearch,
  component: lazyRouteComponent(() => import('./outbox'), 'OutboxPage'),
});

const mail = createRoute({
  getParentRoute: () => outbox,
  path: '$mailId',
  component: lazyRouteComponent(() => import('./mail'), 'MailPage'),
});

const history = createRoute({
  getParentRoute: () => root,
  path: 'history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('./history'), 'HistoryPage'),
});

const historyEntry = createRoute({
  getParentRoute: () => history,
  path: '$entryId',
  component: lazyRouteComponent(() => import('./historyEntry'), 'HistoryEntryPage'),
});

const tree = root.addChildren([
  ...[home, users.addChildren([userNew, user.addChildren([userTab])]), usersImport, deals, deal],
  ...[roles, roleCreate, role, changes],
  ...[settings, organisation, production, keys],
  ...[approvals.addChildren([approval]), absence, authority, queues, notices],
  ...[directories, connect, directory],
  ...[connections, connectionNew, connection, me, proven],
  ...[applications, applicationNew, application],
  ...[customers, customer, webhooks, webhook],
  ...[jobs.addChildren([job]), outbox.addChildren([mail]), history.addChildren([historyEntry])],
]);

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
