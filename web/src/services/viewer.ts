import type { Client } from 'urql';
import { ViewerDocument, type LimitsView, type ViewerQuery } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';
import type { Person } from './person';
import type { Session } from './session';

/** Who is signed in, and what they may do. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  tenant: string;
  /** ISO 4217, of all limits. */
  currency: string;
  /** IANA zone whose midnight bounds days of absence. */
  zone: string;
  /** Which limits count (LL-5). */
  limitsView: LimitsView;
  reports: readonly Person[];
  /** Works for the company; a customer's contact sees nothing but themselves. */
  staff: boolean;
  permissions: ReadonlySet<string>;
}

export function viewerOf({ viewer }: ViewerQuery, session: Session): Viewer {
  return {
    id: viewer.user?.id ?? session.user.id,
    name: viewer.user?.name ?? session.user.name,
    email: viewer.user?.email ?? session.user.email,
    tenant: viewer.company.name,
    currency: viewer.company.currency,
    zone: viewer.company.zone,
    limitsView: viewer.company.limitsView,
    reports: viewer.user?.directReports ?? [],
    staff: viewer.user?.kind !== 'CONTACT',
    permissions: new Set(viewer.permissions),
  };
}

export async function readViewer(client: Client, session: Session): Promise<Viewer | { trouble: Trouble }> {
  const { data, error } = await client.query(ViewerDocument, {}).toPromise();
  if (data) return viewerOf(data, session);
  return { trouble: error ? troubleOf(error) : { kind: 'broken' } };
}

/** Who is offered which page. */
const rules = {
  users: ({ staff }) => staff,
  roles: ({ staff, permissions }) => staff && ['role.assign', 'company.manage', 'report.view'].some((one) => permissions.has(one)),
  changes: ({ staff, permissions }) => staff && (permissions.has('limits.manage') || permissions.has('role.assign')),
  settings: ({ staff, permissions }) => staff && permissions.has('company.manage'),
  organisation: ({ staff }) => staff,
  production: ({ staff, permissions }) => staff && permissions.has('report.production'),
  keys: ({ staff }) => staff,
  deals: ({ permissions }) => permissions.has('deal.view'),
  approvals: ({ permissions }) => permissions.has('deal.view'),
  absence: ({ staff }) => staff,
  authority: ({ permissions }) => permissions.has('report.view') || permissions.has('deal.view'),
  queues: ({ permissions }) => permissions.has('pipeline.all'),
  directories: ({ staff, permissions }) => staff && permissions.has('directory.manage'),
  connections: ({ staff, permissions }) => staff && permissions.has('connection.manage'),
  applications: ({ staff, permissions }) => staff && permissions.has('connection.manage'),
  customers: ({ staff, permissions }) => staff && permissions.has('customer.manage'),
  webhooks: ({ staff, permissions }) => staff && permissions.has('webhook.manage'),
  jobs: ({ staff, permissions }) => staff && ['job.manage', 'user.manage', 'history.view', 'deal.create'].some((one) => permissions.has(one)),
  outbox: ({ staff, permissions }) => staff && permissions.has('company.manage'),
  history: ({ staff, permissions }) => staff && permissions.has('history.view'),
} satisfies Record<string, (viewer: Viewer) => boolean>;

export type PageName = keyof typeof rules;

/** Whether a page is offered to this person; the server decides about what is on it. */
export const mayOpen = (viewer: Viewer, page: PageName): boolean => rules[page](viewer);

/** The first page: people for those who look after them, else deals. */
export function homeOf(viewer: Viewer): '/users' | '/deals' {
  if (viewer.permissions.has('user.manage')) return '/users';
  return mayOpen(viewer, 'deals') ? '/deals' : '/users';
}

/** What a page shows first, as its address says it: their own deals to those who oversee nobody's. */
export function firstSearch({ permissions, reports }: Viewer, to: string): { pipeline?: 'MINE' } {
  const oversees = permissions.has('pipeline.all') || reports.length > 0;
  return to === '/deals' && !oversees ? { pipeline: 'MINE' } : {};
}
