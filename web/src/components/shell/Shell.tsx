import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TrailProvider } from '../../services/trail';
import type { Viewer } from '../../services/viewer';
import { AccountMenu } from './AccountMenu';
import { Keys } from './Keys';
import { Mark } from './Mark';
import { Navigation } from './Navigation';
import { UnsavedGuard } from './UnsavedGuard';
import classes from './Shell.module.css';

/** The frame around every page: navigation at the side, or behind a button on a phone. */
export function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: { base: 240, sm: 60, lg: 216 }, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={0}
    >
      <AppShell.Header className={classes.header} hiddenFrom="sm">
        <Group h="100%" px="sm" gap="sm">
          <Burger opened={open} onClick={toggle} size="sm" aria-label={t('nav.menu')} aria-expanded={open} />
          <Mark size={22} />
          <Text fw={600}>Mandate</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.nav} aria-label={t('nav.label')}>
        <AppShell.Section className={classes.brand} visibleFrom="sm">
          <Mark size={26} />
          <div className={classes.label}>
            Mandate
            <div className={classes.tenant}>{viewer.tenant}</div>
          </div>
        </AppShell.Section>
        <AppShell.Section grow className={classes.pages} pt={{ base: 'sm', sm: 4 }} onClick={close}>
          <Navigation viewer={viewer} />
        </AppShell.Section>
        <AppShell.Section>
          <AccountMenu viewer={viewer} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main}>
        <UnsavedGuard>
          <TrailProvider>{children}</TrailProvider>
        </UnsavedGuard>
      </AppShell.Main>
      <Keys viewer={viewer} />
    </AppShell>
  );
}
