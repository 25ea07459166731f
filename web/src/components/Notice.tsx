import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconLock, IconMapPinOff, IconPlugConnectedX, IconSearchOff } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../services/fault';
import { TroubleText } from './TroubleText';

interface Action {
  label: string;
  run(): void;
}

interface NoticeProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: Action;
  /** Another way on, beside the first. */
  other?: Action;
  /** True where it is all that the page says. */
  alone?: boolean;
}

/** What stands where a list or a page would be, when there is none. */
export function Notice({ icon, title, children, action, other, alone = false }: NoticeProps) {
  return (
    <Stack align="center" gap="xs" py={64} px="md" maw={420} mx="auto">
      <ThemeIcon size={44} radius="xl" variant="light" color="gray" aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={alone ? 1 : 2} ta="center">
        {title}
      </Title>
      {children && (
        <Text size="sm" c="dimmed" ta="center">
          {children}
        </Text>
      )}
      {[action, other].map(
        (way) =>
          way && (
            <Button key={way.label} variant="default" mt="xs" onClick={way.run}>
              {way.label}
            </Button>
          ),
      )}
    </Stack>
  );
}

interface EmptyProps {
  title: string;
  /** Something narrows the list, and can be cleared. */
  searching: boolean;
  onClear(): void;
  /** The way on where nothing is there yet. */
  way?: Action;
  /** Where a search that found nothing may go on, as it is. */
  wider?: Action;
}

/** The list is empty: because of a search, or because nothing is there yet. */
export function EmptyNotice({ title, searching, onClear, way, wider }: EmptyProps) {
  const { t } = useTranslation();
  if (!searching) return <Notice icon={<IconInbox size={22} />} title={title} action={way} />;
  return (
    <Notice icon={<IconSearchOff size={22} />} title={t('list.nothingFound')} action={wider} other={{ label: t('list.clearFilters'), run: onClear }}>
      {t('list.nothingFoundHint')}
    </Notice>
  );
}

interface TroubleProps {
  trouble: Trouble;
  onRetry?(): void;
  alone?: boolean;
}

/** Something stood in the way; says what can be done about it: a second try, or the first page where the whole page is closed. */
export function TroubleNotice({ trouble, onRetry, alone }: TroubleProps) {
  const { t } = useTranslation();
  // Nothing where the console itself could not start.
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | null;
  const icon = {
    denied: <IconLock size={22} />,
    signedOut: <IconLock size={22} />,
    unproven: <IconLock size={22} />,
    absent: <IconMapPinOff size={22} />,
    offline: <IconPlugConnectedX size={22} />,
    busy: <IconAlertTriangle size={22} />,
    broken: <IconAlertTriangle size={22} />,
  }[trouble.kind];
  const closed = trouble.kind === 'denied' || trouble.kind === 'absent';
  const again = !closed && onRetry ? { label: t('trouble.retry'), run: onRetry } : undefined;
  const home = closed && alone && router ? { label: t('notFound.home'), run: () => void router.navigate({ to: '/' }) } : undefined;
  return (
    <div role="alert">
      <Notice
        icon={icon}
        title={t(`trouble.${trouble.kind}.title`)}
        action={again ?? home}
        alone={alone}
      >
        <TroubleText trouble={trouble} />
        {trouble.kind === 'broken' && trouble.reference && ` ${t('trouble.reference', { reference: trouble.reference })}`}
      </Notice>
    </div>
  );
}
