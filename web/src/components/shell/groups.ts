import {
  IconApps,
  IconBriefcase,
  IconBuildingStore,
  IconCalendarOff,
  IconChartBar,
  IconChecklist,
  IconHistory,
  IconKey,
  IconListCheck,
  IconLogin2,
  IconMailForward,
  IconPlugConnected,
  IconReplace,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconSitemap,
  IconStack2,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import type { PageName } from '../../services/viewer';

/**
 * The navigation: pages by what they are for. A page of the console has one line here, its
 * name under `nav` in the texts of the shell, and its rule in services/viewer.
 */
export const groups = [
  {
    group: 'work',
    pages: [
      { page: 'deals', to: '/deals', icon: IconBriefcase },
      { page: 'approvals', to: '/approvals', icon: IconChecklist },
      { page: 'absence', to: '/out-of-office', icon: IconCalendarOff },
      { page: 'queues', to: '/queues', icon: IconStack2 },
    ],
  },
  {
    group: 'people',
    pages: [
      { page: 'users', to: '/users', icon: IconUsers },
      { page: 'organisation', to: '/organisation', icon: IconSitemap },
      { page: 'authority', to: '/authority', icon: IconScale },
      { page: 'roles', to: '/roles', icon: IconShieldCheck },
      { page: 'changes', to: '/changes', icon: IconReplace },
    ],
  },
  {
    group: 'customers',
    pages: [{ page: 'customers', to: '/customers', icon: IconBuildingStore }],
  },
  {
    group: 'company',
    pages: [
      { page: 'settings', to: '/settings', icon: IconSettings },
      { page: 'directories', to: '/directories', icon: IconPlugConnected },
      { page: 'connections', to: '/connections', icon: IconLogin2 },
      { page: 'applications', to: '/applications', icon: IconApps },
      { page: 'webhooks', to: '/webhooks', icon: IconWebhook },
      { page: 'jobs', to: '/jobs', icon: IconListCheck },
      { page: 'outbox', to: '/outbox', icon: IconMailForward },
      { page: 'keys', to: '/keys', icon: IconKey },
    ],
  },
  {
    group: 'oversight',
    pages: [
      { page: 'history', to: '/history', icon: IconHistory },
      { page: 'production', to: '/production', icon: IconChartBar },
    ],
  },
] as const satisfies readonly { group: string; pages: readonly { page: PageName; to: string; icon: Icon }[] }[];

type Group = (typeof groups)[number];
export type GroupName = Group['group'];
export type Entry = Group['pages'][number];
