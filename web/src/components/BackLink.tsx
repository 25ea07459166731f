import { IconArrowLeft } from '@tabler/icons-react';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { UnstyledButton } from '@mantine/core';
import classes from './BackLink.module.css';

interface Props {
  label: string;
  /** Where to, when this page was the first one seen. */
  to: '/deals' | '/approvals';
}

/** Back to the list as it was left, or to the whole list. */
export function BackLink({ label, to }: Props) {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const go = () => (canGoBack ? router.history.back() : void router.navigate({ to }));
  return (
    <UnstyledButton className={classes.back} onClick={go}>
      <IconArrowLeft size={14} aria-hidden />
      {label}
    </UnstyledButton>
  );
}
