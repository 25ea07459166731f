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
import { loadLater } from '../services/language';
import { listSearch } from '../services/listSearch';
import { meSearch } from '../services/meSearch';
import { noticesSearch } from '../services/notices';
import { provenPath } from '../services/proof';
import { mailsSearch } from '../services/mailsSearch';
import { queuesSearch } from '../services/queuesSearch';
import { usersSearch } from '../services/users';
import { firstSearch, homeOf, type Viewer } from '../services/viewer';
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

/** A page that no session begins with as a rule: it may use the texts that come later. */
function later<Module extends object, Name extends keyof Module>(page: () => Promise<Module>, name: Name) {
  return lazyRouteComponent(() => Promise.all([page(), loadLater()]).then(([module]) => module), name);
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    const to = homeOf(context.viewer);
    throw redirect({ to, search: firstSearch(context.viewer, to) });
  },
});

const roles = createRoute({
  getParentRoute: () => root,
  path: 'roles',
  validateSearch: rolesSearch,
  component: later(() => import('./roles'), 'RolesPage'),
});

const roleCreate = createRoute({
  getParentRoute: () => root,
  path: 'roles/new',
  validateSearch: roleSearch,
  component: later(() => import('./roleCreate'), 'RoleCreatePage'),
});

const role = createRoute({
  getParentRoute: () => root,
  path: 'roles/$roleId',
  validateSearch: roleSearch,
  component: later(() => import('./role'), 'RolePage'),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: 'changes',
  validateSearch: changesSearch,
  component: later(() => import('./changes'), 'ChangesPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: 'settings',
  validateSearch: settingsSearch,
  component: later(() => import('./settings'), 'SettingsPage'),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: 'organisation',
  validateSearch: orgSearch,
  component: later(() => import('./organisation'), 'OrganisationPage'),
});

const production = createRoute({
  getParentRoute: () => root,
  path: 'production',
  validateSearch: productionSearch,
  component: later(() => import('./production'), 'ProductionPage'),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: 'keys',
  validateSearch: keysSearch,
  component: later(() => import('./keys'), 'KeysPage'),
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
  component: later(() => import('./user'), 'UserPage'),
});

const userTab = createRoute({ getParentRoute: () => user, path: '$tab' });

const userNew = createRoute({
  getParentRoute: () => users,
  path: 'new',
  component: later(() => import('./userNew'), 'UserNewPage'),
});

const usersImport = createRoute({
  getParentRoute: () => root,
  path: 'users/import',
  component: later(() => import('./usersImport'), 'UsersImportPage'),
});

const reserved = createRoute({
  getParentRoute: () => root,
  path: 'users/reserved',
  validateSearch: listSearch,
  component: later(() => import('./reserved'), 'ReservedPage'),
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
  component: later(() => import('./deal'), 'DealPage'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: 'approvals',
  validateSearch: approvalsSearch,
  component: later(() => import('./approvals'), 'ApprovalsPage'),
});

const approval = createRoute({
  getParentRoute: () => approvals,
  path: '$approvalId',
  component: later(() => import('./approval'), 'ApprovalPage'),
});

const absence = createRoute({
  getParentRoute: () => root,
  path: 'out-of-office',
  validateSearch: absenceSearch,
  component: later(() => import('./absence'), 'AbsencePage'),
});

const authority = createRoute({
  getParentRoute: () => root,
  path: 'authority',
  validateSearch: authoritySearch,
  component: later(() => import('./authority'), 'AuthorityPage'),
});

const queues = createRoute({
  getParentRoute: () => root,
  path: 'queues',
  validateSearch: queuesSearch,
  component: later(() => import('./queues'), 'QueuesPage'),
});

const directories = createRoute({
  getParentRoute: () => root,
  path: 'directories',
  validateSearch: listSearch,
  component: later(() => import('./directories'), 'DirectoriesPage'),
});

const connect = createRoute({
  getParentRoute: () => root,
  path: 'directories/connect',
  component: later(() => import('./directoryConnect'), 'DirectoryConnectPage'),
});

const directory = createRoute({
  getParentRoute: () => root,
  path: 'directories/$directoryId',
  validateSearch: directorySearch,
  component: later(() => import('./directory'), 'DirectoryPage'),
});

const notices = createRoute({
  getParentRoute: () => root,
  path: 'notices',
  validateSearch: noticesSearch,
  component: later(() => import('./notices'), 'NoticesPage'),
});

const connections = createRoute({
  getParentRoute: () => root,
  path: 'connections',
  validateSearch: listSearch,
  component: later(() => import('./connections'), 'ConnectionsPage'),
});

const connectionNew = createRoute({
  getParentRoute: () => root,
  path: 'connections/new',
  component: later(() => import('./connectionNew'), 'ConnectionNewPage'),
});

const connection = createRoute({
  getParentRoute: () => root,
  path: 'connections/$connectionId',
  validateSearch: connectionSearch,
  component: later(() => import('./connection'), 'ConnectionPage'),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: 'applications',
  validateSearch: listSearch,
  component: later(() => import('./applications'), 'ApplicationsPage'),
});

const applicationNew = createRoute({
  getParentRoute: () => root,
  path: 'applications/new',
  component: later(() => import('./applicationNew'), 'ApplicationNewPage'),
});

const application = createRoute({
  getParentRoute: () => root,
  path: 'applications/$applicationId',
  component: later(() => import('./application'), 'ApplicationPage'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: 'me',
  validateSearch: meSearch,
  component: later(() => import('./me'), 'MePage'),
});

const proven = createRoute({
  getParentRoute: () => root,
  path: provenPath,
  component: later(() => import('./proven'), 'ProvenPage'),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: 'customers',
  validateSearch: customersSearch,
  component: later(() => import('./customers'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: 'customers/$customerId',
  validateSearch: customerSearch,
  component: later(() => import('./customer'), 'CustomerPage'),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: 'webhooks',
  validateSearch: webhooksSearch,
  component: later(() => import('./webhooks'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: 'webhooks/$webhookId',
  validateSearch: webhookSearch,
  component: later(() => import('./webhook'), 'WebhookPage'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: 'jobs',
  validateSearch: jobsSearch,
  component: later(() => import('./jobs'), 'JobsPage'),
});

const job = createRoute({
  getParentRoute: () => jobs,
  path: '$jobId',
  component: later(() => import('./job'), 'JobPage'),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: 'outbox',
  validateSearch: mailsSearch,
  component: later(() => import('./outbox'), 'OutboxPage'),
});

const mail = createRoute({
  getParentRoute: () => outbox,
  path: '$mailId',
  component: later(() => import('./mail'), 'MailPage'),
});

const history = createRoute({
  getParentRoute: () => root,
  path: 'history',
  validateSearch: historySearch,
  component: later(() => import('./history'), 'HistoryPage'),
});

const historyEntry = createRoute({
  getParentRoute: () => history,
  path: '$entryId',
  component: later(() => import('./historyEntry'), 'HistoryEntryPage'),
});

const tree = root.addChildren([
  ...[home, users.addChildren([userNew, user.addChildren([userTab])]), usersImport, reserved, deals, deal],
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
