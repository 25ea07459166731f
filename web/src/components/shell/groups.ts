import { IconApps, IconBriefcase, IconCalendarOff, IconChecklist, IconLogin2, IconPlugConnected, IconScale, IconStack2, IconUsers, type Icon } from '@tabler/icons-react';
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
      { page: 'authority', to: '/authority', icon: IconScale },
    ],
  },
  {
    group: 'customers',
    pages: [],
  },
  {
    group: 'company',
    pages: [
      { page: 'directories', to: '/directories', icon: IconPlugConnected },
      { page: 'connections', to: '/connections', icon: IconLogin2 },
      { page: 'applications', to: '/applications', icon: IconApps },
    ],
  },
  {
    group: 'oversight',
    pages: [],
  },
] as const satisfies readonly { group: string; pages: readonly { page: PageName; to: string; icon: Icon }[] }[];

type Group = (typeof groups)[number];
export type GroupName = Group['group'];
export type Entry = Group['pages'][number];
